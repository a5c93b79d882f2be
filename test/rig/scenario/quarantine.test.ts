import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { readFromDisk } from '../../../rigs/rig-file/files.ts'
import { parseScenario } from '../../../rigs/scenario/read.ts'

test('a quarantine needs a reason and a last day, and is a fault when that is over', () => {
  const read = (quarantine: string, today: string) =>
    parseScenario(
      `scenario: x\nrig: ${resolve('rigs/two-sites.yaml')}\nstart: 2026-10-23T16:50Z\nquarantine: ${quarantine}\nsteps:\n  - { advance: 1s }\n`,
      'x.yaml',
      readFromDisk,
      today,
    )
  const whole = '{ reason: The clock is being mended, until: 2026-12-31 }'
  expect(read(whole, '2026-12-31').scenarios[0]?.quarantine).toEqual({
    reason: 'The clock is being mended',
    until: '2026-12-31',
  })
  const faultsOf = (quarantine: string) => read(quarantine, '2027-01-01').faults.map(printFault)
  expect(faultsOf(whole)).toEqual([
    'x.yaml:4:57: EXPIRED: The quarantine ended with 2026-12-31: mend what fails and take it out, or say why it goes on.',
  ])
  expect(faultsOf('{ reason: x }')).toEqual(['x.yaml:4:1: MISSING_KEY: "until" is missing.'])
  expect(faultsOf('{ until: 2027-12-31 }')).toEqual(['x.yaml:4:1: MISSING_KEY: "reason" is missing.'])
  expect(faultsOf('{ reason: x, until: 2027-02-30 }')).toEqual([
    'x.yaml:4:33: INVALID_VALUE: "until" is a date such as 2026-12-31.',
  ])
  expect(faultsOf('{ reason: x, until: 2027-12-31, untill: x }')).toEqual([
    'x.yaml:4:45: UNKNOWN_KEY: There is no "untill" here. Did you mean "until"?',
  ])
})
