import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { loadRigFile, parseRigFile } from '../../../rigs/rig-file/read.ts'
import { hash } from '../../domain/program/a-program.ts'

/** Home and a cabin, whose controls and wires these lines are, in one Trust or not. */
function rigOf(home: readonly string[], wires: readonly string[] = [], trust = true): string {
  return `version: 1
rig: references
sites:
  home:
    miniserver: { serial: 504F94A00001, name: Home, timeZone: Europe/Vienna }
    program:
      controls:
        Lamp: { kind: switch }
${home.map((line) => `        ${line}\n`).join('')}      wiring:${wires.length === 0 ? ' []' : ''}
${wires.map((wire) => `        - { from: ${wire.replace(' > ', ', to: ')} }\n`).join('')}
  cabin:
    miniserver: { serial: 504F94A00002, name: Cabin, timeZone: Europe/Vienna }
    program:
      controls:
        Motion: { kind: trusted-io, direction: input }
        Heating: { kind: trusted-io, direction: output }
        Stove: { kind: switch }
${trust ? 'trusts: [{ name: Family, manager: home, members: [cabin] }]' : ''}`
}

const faultsOf = (text: string) =>
  parseRigFile(text, 'rig.yaml').faults.map(({ code, message }) => `${code}: ${message}`)

const MOTION = 'Motion There: { kind: trusted-io-reference, host: cabin, io: motion }'
const HEATING = 'Heating There: { kind: trusted-io-reference, host: cabin, io: Heating }'

describe('inputs and outputs of other sites in a rig file', () => {
  test('are what they are there, and are wired so', () => {
    expect(faultsOf(rigOf([MOTION, HEATING], ['Motion There.O > Lamp.I', 'Lamp.O > Heating There.I']))).toEqual([])
    expect(faultsOf(rigOf([MOTION], ['Lamp.O > Motion There.I']))).toEqual([
      'NOT_FOUND: "Motion There" has no input "I".',
    ])
    expect(faultsOf(rigOf([HEATING], ['Heating There.O > Lamp.I']))).toEqual([
      'NOT_FOUND: "Heating There" has no output "O".',
    ])
  })

  test('are there, at a site of the same Trust', () => {
    const [stove] = faultsOf(rigOf(['X: { kind: trusted-io-reference, host: cabin, io: Stove }']))
    expect(stove).toMatch(/^NOT_FOUND: There is no input or output of cabin called "Stove"/)
    const [nowhere] = faultsOf(rigOf(['X: { kind: trusted-io-reference, host: cabbin, io: Motion }']))
    expect(nowhere).toMatch(/^NOT_FOUND: .*Did you mean "cabin"/)
    expect(faultsOf(rigOf([MOTION], [], false))).toEqual(['NOT_A_MEMBER: "cabin" is in no Trust with "home".'])
  })

  test('come with their wires and rights once the Trust is there', () => {
    const rig = loadRigFile('rigs/weekend-home.yaml')
    const tools = { hash, random: () => '00', codeDigest: (code: string) => code }
    const { program, afterTrust } = buildProgram(rig, 'home', tools)
    expect([...program.controls.values()].map(({ name }) => name)).not.toContain('Cabin Heating')
    expect([...program.wiring.values()]).toHaveLength(1)
    expect(afterTrust.references).toMatchObject([
      { reference: { name: 'Cabin Temperature', direction: 'input', value: 'analog', description: 'In the parlour' } },
      {
        reference: { name: 'Cabin Heating', direction: 'output', value: 'digital' },
        wires: [{ to: { terminal: 'I' } }],
      },
    ])
  })
})
