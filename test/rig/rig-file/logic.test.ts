import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import { hash } from '../../domain/program/a-program.ts'

/** A house whose logic and wires are these lines. */
function rigOf(logic: readonly string[], wires: readonly string[] = []): string {
  return `version: 1
rig: logic
sites:
  house:
    miniserver: { serial: 504F94A00001, name: House, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
    program:
      controls:
        Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: { 1: Strike } }
        Strike: { kind: info-only-digital }
        Sign: { kind: trusted-io, direction: output, value: text }
      logic:
${logic.map((line) => `        ${line}\n`).join('')}      wiring:
${['Front Door.O1 > Strike.I', ...wires].map((wire) => `        - { from: ${wire.replace(' > ', ', to: ')} }\n`).join('')}`
}

const faultsOf = (text: string) =>
  parseRigFile(text, 'logic.yaml').faults.map(
    ({ line, column, code, message }) => `${line}:${column}: ${code}: ${message}`,
  )

function programOf(text: string) {
  const { rig } = parseRigFile(text, 'logic.yaml')
  if (rig === undefined) throw new TypeError(faultsOf(text).join('\n'))
  return buildProgram(rig, 'house', { hash, random: () => '00', codeDigest: (code: string) => code }).program
}

const EVERY_KIND = [
  'A: { kind: and }',
  'O: { kind: or }',
  'N: { kind: not }',
  'X: { kind: xor }',
  'E: { kind: equal, value: -1 }',
  'S: { kind: select-by-number, outputs: { 1: [1, 12], 16: [-1] } }',
  'M: { kind: monoflop, pulse: 0s }',
  'F: { kind: flip-flop, remanence: true }',
  'T: { kind: toggle }',
  'L: { kind: stairwell-light-switch, duration: 10s }',
  'Says: { kind: status, rows: [{ when: ["I1 == 1", "I2 *= a b"], text: On <v1>, value: 2 }, { text: Off }] }',
]

describe('logic of a rig file', () => {
  test('becomes blocks of a program, which is one like any other', () => {
    const program = programOf(rigOf(EVERY_KIND, ['Front Door.Bsel > S.Sel', 'Says.Txt > Sign.I']))
    const blocks = [...program.logic.values()].map(({ uuid: _, ...block }) => block)
    expect(blocks).toEqual([
      ...['and', 'or', 'not', 'xor'].map((kind) => ({ kind, name: kind.charAt(0).toUpperCase() })),
      { kind: 'equal', name: 'E', value: -1 },
      {
        kind: 'select-by-number',
        name: 'S',
        choices: [
          { output: 1, numbers: [1, 12] },
          { output: 16, numbers: [-1] },
        ],
      },
      { kind: 'monoflop', name: 'M', onMs: 0 },
      { kind: 'flip-flop', name: 'F', remanence: true },
      { kind: 'toggle', name: 'T', remanence: false },
      {
        kind: 'stairwell-light-switch',
        name: 'L',
        onMs: 10_000,
        warningMs: 15_000,
        warningOffMs: 500,
        remanence: false,
      },
      {
        ...{ kind: 'status', name: 'Says' },
        rows: [
          {
            when: [
              { input: 'I1', operator: '==', value: 1 },
              { input: 'I2', operator: '*=', value: 'a b' },
            ],
            ...{ text: 'On <v1>', value: 2 },
          },
          { when: [], text: 'Off', value: 0 },
        ],
      },
    ])
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(program))))).toEqual(program)
  })

  test('P-231: doors that switch each other off are no circle', () => {
    const airlock = rigOf(['A: { kind: or }'], ['Front Door.O1 > A.I1', 'A.O > Front Door.Off'])
    expect(faultsOf(airlock)).toEqual([])
  })

  test.for<[string, string[], string[], string[]]>([
    ['an unknown kind', ['A: { kind: nand }'], [], ['14:20: INVALID_VALUE']],
    ['an unknown key', ['A: { kind: monoflop, plse: 3s }'], [], ['14:30: UNKNOWN_KEY']],
    ['a time over a year', ['A: { kind: monoflop, pulse: 367d }'], [], ['14:37: INVALID_VALUE']],
    ['a 17th output', ['A: { kind: select-by-number, outputs: { 17: [1] } }'], [], ['14:49: UNKNOWN_KEY']],
    ['no condition', ['A: { kind: status, rows: [{ when: ["I9 == 1"] }] }'], [], ['14:44: INVALID_VALUE']],
    ['the name of a control', ['strike: { kind: not }'], [], ['14:9: NAME_TAKEN']],
    ['a misspelled block', ['Dark: { kind: not }'], ['Front Door.O1 > Drak.I'], ['17:38: NOT_FOUND']],
    ['a misspelled input', ['Dark: { kind: not }'], ['Front Door.O1 > Dark.I1'], ['17:38: NOT_FOUND']],
    [
      'an output that is not used',
      ['S: { kind: select-by-number, outputs: { 1: [1] } }'],
      ['S.O2 > Strike.I'],
      ['17:19: NOT_FOUND'],
    ],
    ['a text at a digital input', ['Dark: { kind: not }'], ['Front Door.Ula > Dark.I'], ['17:39: WIRE_TYPE']],
    ['a circle', ['A: { kind: not }', 'B: { kind: not }'], ['A.O > B.I', 'B.O > A.I'], ['19:28: LOGIC_LOOP']],
    [
      'two texts at one input',
      ['Says: { kind: status, rows: [{}] }'],
      ['Says.Txt > Sign.I', 'Front Door.Ula > Sign.I'],
      ['18:39: INPUT_TAKEN'],
    ],
  ])('%s is told with its place', ([_, logic, wires, expected]) => {
    expect(faultsOf(rigOf(logic, wires)).map((fault) => fault.split(': ').slice(0, 2).join(': '))).toEqual(expected)
  })

  test('compares with a number where it is written as one, else with the text: codes may begin with zeros', () => {
    const conditions = ['I1 == 7', 'I1 == 007', 'I1 == -1.5', 'I1 == 1e3', 'I1 == 0x10', 'I1 == ']
    const row = `when: [${conditions.slice(0, 4).map((each) => `"${each}"`)}]`
    const other = `when: [${conditions.slice(4).map((each) => `"${each}"`)}]`
    const [says] = programOf(rigOf([`Says: { kind: status, rows: [{ ${row} }, { ${other} }] }`])).logic.values()
    if (says?.kind !== 'status') throw new TypeError('a status block')
    expect(says.rows.flatMap(({ when }) => when.map(({ value }) => value))).toEqual([7, '007', -1.5, '1e3', '0x10', ''])
  })

  test('of a misspelled block or control nothing else is told', () => {
    const stairs = ['Stairs: { kind: monoflop }', 'Says: { kind: status, rows: [{}] }']
    expect(faultsOf(rigOf(stairs, ['Front Door.O1 > Stairs.Tr', 'Fornt Door.O1 > Stairs.Tr']))).toEqual([
      '19:19: NOT_FOUND: There is no control or block of logic "Fornt Door". Did you mean "Front Door"?',
    ])
    expect(faultsOf(rigOf(stairs, ['Says.Txt > Sgin.I', 'Front Door.Ula > Sgin.I']))).toEqual([
      '18:33: NOT_FOUND: There is no control or block of logic "Sgin". Did you mean "Sign"?',
      '19:39: NOT_FOUND: There is no control or block of logic "Sgin". Did you mean "Sign"?',
    ])
  })

  test('a name is told as it was written first, whatever its case in a wire', () => {
    const says = 'Says: { kind: status, rows: [{}] }'
    expect(faultsOf(rigOf([says], ['Says.Txt > sign.I', 'Front Door.Ula > SIGN.I']))).toEqual([
      '18:39: INPUT_TAKEN: Sign.I is at what Says.Txt says; only digital outputs may share an input.',
    ])
  })

  test('suggests the nearest name', () => {
    expect(faultsOf(rigOf(['Dark: { kind: not }'], ['Front Door.O1 > Drak.I']))).toEqual([
      '17:38: NOT_FOUND: There is no control or block of logic "Drak". Did you mean "Dark"?',
    ])
  })
})
