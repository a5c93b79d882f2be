import { describe, expect, test } from 'vitest'
import { printFault } from '../../../../rigs/rig-file/fault.ts'
import { FIRST_STEP_LINE, readSteps } from '../a-scenario.ts'

const line = FIRST_STEP_LINE

describe('a scenario file', () => {
  test.for<[string, string]>([
    ['{ cut: offce }', `${line}:12: NOT_FOUND: No site offce in rig two-sites. Did you mean "office"?`],
    ['{ cut: office, from: home/front-dor }', `${line}:26: NOT_FOUND: No device home/front-dor`],
    ['{ cut: office, form: home }', `${line}:20: UNKNOWN_KEY: There is no "form" here. Did you mean "from"?`],
    ['{ cut: home, from: Home }', `${line}:12: INVALID_VALUE: No link leads from home to itself.`],
    ['{ cut: office/front-door, to: home }', 'INVALID_VALUE: The line of office/front-door leads to office only.'],
    ['{ cut: home/gate, from: home/front-door }', 'INVALID_VALUE: The line of home/gate leads to home only.'],
    ['{ cut: home/side-door }', `${line}:12: INVALID_VALUE: home/side-door is a reader of home/one-wire; name that`],
    [
      '{ cut: office, to: home, from: home }',
      'INVALID_VALUE: A link is meant one way, with to, or both ways, with from',
    ],
    [
      '{ heal: office }',
      `${line}:13: INVALID_VALUE: Nothing is wrong with what office sends to home, and what home sends`,
    ],
    ['{ heal: everything, to: home }', 'INVALID_VALUE: Everything is healed everywhere'],
    ['{ delay: office }', `${line}:5: MISSING_KEY: "by" is missing.`],
    ['{ delay: office, by: 0s }', `${line}:26: INVALID_VALUE: "by" holds nothing back; heal ends a delay`],
    ['{ slow: office, by: 3s }', 'UNKNOWN_KEY: There is no word "slow". It is delay.'],
    ['{ drop: office }', 'INVALID_VALUE: Messages are lost either by count, with next, or by chance.'],
    ['{ drop: office, next: 1, chance: 3% }', 'INVALID_VALUE: Messages are lost either by count, with next, or by'],
    ['{ drop: office, next: 0 }', 'INVALID_VALUE: "next" is 1 or more'],
    ['{ drop: office, chance: 101% }', 'INVALID_VALUE: "chance" is a chance such as 30%, at most 100%'],
    ['{ drop: office, chance: 0% }', 'INVALID_VALUE: "chance" loses nothing'],
    ['{ reorder: office, next: 1 }', 'INVALID_VALUE: "next" is 2 or more: one message has no order'],
    ['{ skew: home, by: 1d }', `${line}:13: INVALID_VALUE: A clock goes wrong by less than 1d in 1d, not by 1d.`],
    ['{ skew: home, by: soon }', 'INVALID_VALUE: "by" is a number with its unit, such as 30s, or -30s'],
    ['{ resume: home }', `${line}:15: INVALID_VALUE: Cannot resume home, which is not paused.`],
    ['{ power: on, of: home }', `${line}:14: INVALID_VALUE: Cannot power on home, which has power already.`],
    ['{ power: out, of: home }', `${line}:14: INVALID_VALUE: "power" is on, off, not "out".`],
    ['{ power: off, of: hoem }', `${line}:23: NOT_FOUND: No site hoem`],
    ['{ back-up: home/front-door, name: x }', 'NOT_FOUND: No site home/front-door'],
    ['{ restore: home, from: monday }', `${line}:16: NOT_FOUND: There is no back-up monday yet.`],
  ])('refuses %s', ([step, expected]) => {
    expect(printed(step)).toEqual([expect.stringContaining(expected)])
  })

  test.for<[string, string[], string]>([
    ['what is cut already', ['{ cut: office, from: home }', '{ cut: home, to: office }'], 'Nothing is left to cut'],
    ['pausing what is paused', ['{ pause: home }', '{ pause: Home }'], 'Cannot pause home, which is paused already.'],
    ['powering off what is off', ['{ power: off, of: home }', '{ power: off, of: home }'], 'which has no power.'],
    [
      'pausing without power',
      ['{ power: off, of: home/gate }', '{ pause: home/gate }'],
      'There is no power at home/gate',
    ],
    ['a crash without power', ['{ power: off, of: home }', '{ crash: home }'], 'switch it on first'],
    [
      'resuming what has crashed since',
      ['{ pause: home }', '{ crash: home }', '{ resume: home }'],
      'Cannot resume home, which is not paused.',
    ],
    [
      'healing what is healed',
      ['{ cut: office }', '{ heal: office, to: home }', '{ heal: office, to: home }'],
      'Nothing is wrong with what office sends to home.',
    ],
    [
      'a name twice',
      ['{ back-up: home, name: monday }', '{ back-up: office, name: Monday }'],
      'There is a back-up Monday already.',
    ],
    [
      "another site's back-up",
      ['{ back-up: office, name: monday }', '{ restore: home, from: monday }'],
      'The back-up monday is of office, not of home.',
    ],
  ])('refuses %s, where it is', ([, steps, sentence]) => {
    const faults = printed(...steps)
    expect(faults).toEqual([expect.stringContaining(sentence)])
    expect(faults[0]).toContain(`test.yaml:${line + steps.length - 1}:`)
  })

  test('says nothing of what follows from a step that is itself wrong', () => {
    expect(printed('{ cut: office, form: home }', '{ heal: office, from: home }')).toHaveLength(1)
    expect(printed('{ cut: offce, from: home }', '{ heal: office, from: home }')).toHaveLength(1)
  })

  test('leaves it to the run where a step says that it must be refused', () => {
    expect(printed('{ resume: home, refused: USAGE }', '{ pause: home }', '{ resume: home }')).toEqual([])
  })

  test.for([
    '{ cut: office, from: home }',
    '{ cut: office, to: home }',
    '{ cut: office }',
    '{ cut: home/front-door }',
    '{ cut: home, to: home/front-door }',
    '{ heal: everything }',
    '{ delay: home/one-wire, to: home, by: 1500ms }',
    '{ drop: office, from: home, chance: 12.5% }',
    '{ repeat: home, to: office, next: 1 }',
    '{ reorder: office, to: home, next: 2 }',
    '{ skew: home, by: -30s, every: 12h }',
    '{ skew: home, by: 0s }',
    '{ power: off, of: home/gate }',
    '{ crash: office }',
  ])('takes %s', (step) => {
    expect(printed(step)).toEqual([])
  })

  test('counts the time of a clock that is skewed as that shows it', () => {
    const steps = ['{ skew: home, by: 1h, every: 2h }', '{ advance: 2h }']
    expect(printed(...steps, '{ until: "19:51", site: home }', '{ until: "2026-10-23T18:50", site: office }')).toEqual([
      expect.stringContaining('TIME_PAST'),
    ])
    expect(printed(...steps, '{ until: "2026-10-23T19:51", site: home }')).toEqual([])
    expect(printed(...steps, '{ until: "2026-10-23T19:49", site: home }')).toEqual([
      expect.stringContaining('TIME_PAST'),
    ])
  })
})

function printed(...steps: string[]): string[] {
  return readSteps(steps).faults.map(printFault)
}
