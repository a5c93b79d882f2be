import { describe, expect, test } from 'vitest'
import type { LogicBlock } from '../../../sim/domain/logic/block.ts'
import type { ValueType } from '../../../sim/domain/logic/value.ts'
import { Bench } from './bench.ts'

/** One block called B, every input of which is a source of that name. */
function alone(
  block: LogicBlock extends infer Each ? (Each extends LogicBlock ? Omit<Each, 'uuid' | 'name'> : never) : never,
  sources: Readonly<Record<string, ValueType>>,
) {
  const wires = Object.keys(sources).map((pin) => `${pin} > B.${pin}`)
  return new Bench([{ uuid: 'B', name: 'B', ...block } as LogicBlock], wires, sources)
}

const digital = (...pins: string[]) => Object.fromEntries(pins.map((pin) => [pin, 'digital' as const]))

describe('And, Or, Not and Xor', () => {
  test.for<['and' | 'or' | 'xor', boolean, boolean, boolean]>([
    ['and', false, true, false],
    ['and', true, false, false],
    ['and', true, true, true],
    ['or', false, false, false],
    ['or', true, false, true],
    ['or', true, true, true],
    ['xor', false, false, false],
    ['xor', true, false, true],
    ['xor', false, true, true],
    ['xor', true, true, false],
  ])('%s of %s and %s is %s', ([kind, I1, I2, expected]) => {
    const bench = alone({ kind }, digital('I1', 'I2'))
    bench.set({ I1, I2 })
    expect(bench.value('B.O') ?? false).toBe(expected)
  })

  test('P-233: an input of And that is not wired does not count, and And with nothing wired is off', () => {
    const one = alone({ kind: 'and' }, digital('I3'))
    expect(one.set({ I3: true })).toEqual(['B.O on'])
    expect(alone({ kind: 'and' }, {}).value('B.O')).toBeUndefined()
  })

  test('Not is on from the start, and off while its input is on', () => {
    const bench = alone({ kind: 'not' }, digital('I'))
    expect(bench.value('B.O')).toBe(true)
    expect(bench.pulse('I')).toEqual(['B.O off', 'B.O on'])
  })
})

describe('Equal', () => {
  test('is on while two numbers are the same', () => {
    const bench = alone({ kind: 'equal', value: 0 }, { I1: 'analog', I2: 'analog' })
    expect(bench.set({ I1: 12 })).toEqual(['B.O off'])
    expect(bench.set({ I2: 12 })).toEqual(['B.O on'])
  })

  test('P-233: compares with its own number where nothing is wired to I2; a digital output counts as 0 and 1', () => {
    const bench = alone({ kind: 'equal', value: 1 }, { I1: 'digital' })
    expect(bench.set({ I1: true })).toEqual(['B.O on'])
  })
})

describe('Select by number', () => {
  const choices = [
    { output: 1, numbers: [1, 12] },
    { output: 2, numbers: [2] },
    { output: 3, numbers: [2, -1] },
  ]

  test('R57, P-234: a number switches on the outputs it is listed for, any other Else', () => {
    const bench = alone({ kind: 'select-by-number', choices }, { Sel: 'analog' })
    expect(bench.set({ Sel: 12 })).toEqual(['B.O1 on', 'B.Else off'])
    expect(bench.set({ Sel: 2 })).toEqual(['B.O1 off', 'B.O2 on', 'B.O3 on'])
    expect(bench.set({ Sel: -1 })).toEqual(['B.O2 off'])
    expect(bench.set({ Sel: 9999 })).toEqual(['B.O3 off', 'B.Else on'])
  })

  test('R57, P-234: only while En is on, where something is wired to it', () => {
    const bench = alone({ kind: 'select-by-number', choices }, { Sel: 'analog', En: 'digital' })
    expect(bench.set({ Sel: 12 })).toEqual([])
    expect(bench.pulse('En')).toEqual(['B.O1 on', 'B.O1 off'])
  })
})

describe('Monoflop', () => {
  const monoflop = (onMs: number) => alone({ kind: 'monoflop', onMs }, digital('Tr', 'Off'))

  test('makes a pulse of Don of a rising edge, however short or long that is', () => {
    const bench = monoflop(3_000)
    expect(bench.pulse('Tr')).toEqual(['B.O on'])
    expect(bench.advance(2_999)).toEqual([])
    expect(bench.advance(1)).toEqual(['B.O off'])
    bench.set({ Tr: true })
    expect(bench.advance(10_000)).toEqual(['B.O off'])
  })

  test('P-235: another edge while it is on prolongs the pulse', () => {
    const bench = monoflop(3_000)
    bench.pulse('Tr')
    bench.advance(2_000)
    expect(bench.pulse('Tr')).toEqual([])
    expect(bench.advance(2_999)).toEqual([])
    expect(bench.advance(1)).toEqual(['B.O off'])
  })

  test('P-235: Off ends it and lets none begin', () => {
    const bench = monoflop(3_000)
    bench.pulse('Tr')
    expect(bench.set({ Off: true })).toEqual(['B.O off'])
    expect(bench.pulse('Tr')).toEqual([])
    expect(bench.set({ Off: false })).toEqual([])
    expect(bench.advance(10_000)).toEqual([])
  })

  test('with a Don of 0 makes a pulse of no length', () => {
    expect(monoflop(0).pulse('Tr')).toEqual(['B.O on', 'B.O off'])
  })
})

describe('Flipflop', () => {
  const flipFlop = () => alone({ kind: 'flip-flop', remanence: false }, digital('S', 'R'))

  test('is on from an edge at S until R', () => {
    const bench = flipFlop()
    expect(bench.pulse('S')).toEqual(['B.O on'])
    expect(bench.pulse('S')).toEqual([])
    expect(bench.pulse('R')).toEqual(['B.O off'])
  })

  test('R wins, and an S that stays on switches nothing on when R goes', () => {
    const bench = flipFlop()
    bench.set({ R: true })
    expect(bench.set({ S: true })).toEqual([])
    expect(bench.set({ R: false })).toEqual([])
  })
})

describe('Toggle', () => {
  const toggle = () => alone({ kind: 'toggle', remanence: false }, digital('Tg', 'On', 'Off'))

  test('changes at every edge of Tg, and goes on at On', () => {
    const bench = toggle()
    expect(bench.pulse('Tg')).toEqual(['B.O on'])
    expect(bench.pulse('Tg')).toEqual(['B.O off'])
    expect(bench.pulse('On')).toEqual(['B.O on'])
    expect(bench.pulse('On')).toEqual([])
  })

  test('Off switches it off and locks it', () => {
    const bench = toggle()
    bench.pulse('Tg')
    expect(bench.set({ Off: true })).toEqual(['B.O off'])
    expect([...bench.pulse('Tg'), ...bench.pulse('On')]).toEqual([])
  })
})

describe('Stairwell light switch', () => {
  const stairs = (over: { onMs?: number; warningMs?: number } = {}) =>
    alone(
      {
        kind: 'stairwell-light-switch',
        onMs: 180_000,
        warningMs: 15_000,
        warningOffMs: 500,
        remanence: false,
        ...over,
      },
      digital('Tr', 'On', 'Off'),
    )

  test('is on for Don, and warns Tw before the end for Dw', () => {
    const bench = stairs()
    expect(bench.pulse('Tr')).toEqual(['B.O on'])
    expect(bench.advance(164_999)).toEqual([])
    expect(bench.advance(1)).toEqual(['B.O off'])
    expect(bench.advance(500)).toEqual(['B.O on'])
    expect(bench.advance(14_499)).toEqual([])
    expect(bench.advance(1)).toEqual(['B.O off'])
    expect(bench.advance(1_000_000)).toEqual([])
  })

  test('begins anew at another edge, also while it warns', () => {
    const bench = stairs()
    bench.pulse('Tr')
    bench.advance(165_100)
    expect(bench.pulse('Tr')).toEqual(['B.O on'])
    expect(bench.advance(164_999)).toEqual([])
  })

  test('P-235: does not warn where there is no time for it', () => {
    const bench = stairs({ onMs: 10_000 })
    bench.pulse('Tr')
    expect(bench.advance(10_000)).toEqual(['B.O off'])
  })

  test('On is until Off, whatever Tr says meanwhile', () => {
    const bench = stairs()
    bench.pulse('On')
    bench.pulse('Tr')
    expect(bench.advance(1_000_000)).toEqual([])
    expect(bench.pulse('Off')).toEqual(['B.O off'])
  })

  test('Off locks it', () => {
    const bench = stairs()
    bench.set({ Off: true })
    expect([...bench.pulse('Tr'), ...bench.pulse('On')]).toEqual([])
  })
})

describe('Status', () => {
  const when = (...conditions: [string, '==' | '>' | ':' | '*=' | '!*', number | string][]) =>
    conditions.map(([input, operator, value]) => ({ input, operator, value }))
  const block = {
    kind: 'status',
    rows: [
      { when: when(['I1', '==', 1], ['I2', '>', 3]), text: 'Both, <v2>', value: 3 },
      { when: when(['I1', '==', 1]), text: 'Alarm <v1>', value: 1 },
      { when: when(['I3', ':', 'An']), text: 'Hello <v3>', value: 2 },
      { when: when(['I3', '*=', 'tt'], ['I3', '!*', 'x']), text: 'Otto', value: 4 },
    ],
  } as const

  test('says the text and the value of the first row whose conditions all hold', () => {
    const bench = alone(block, { I1: 'digital', I2: 'analog', I3: 'text' })
    expect(bench.set({ I1: true })).toEqual(['B.Txt "Alarm 1"', 'B.Val 1'])
    expect(bench.set({ I2: 3.5 })).toEqual(['B.Txt "Both, 3.5"', 'B.Val 3'])
    expect(bench.set({ I1: false, I3: 'Anna' })).toEqual(['B.Txt "Hello Anna"', 'B.Val 2'])
    expect(bench.set({ I3: 'Otto' })).toEqual(['B.Txt "Otto"', 'B.Val 4'])
    expect(bench.set({ I3: '' })).toEqual(['B.Txt ""', 'B.Val 0'])
  })

  test('P-210: a text that grows from block to block ends at 1000 characters', () => {
    const names = Array.from({ length: 40 }, (_, index) => `S${index}`)
    const doubling = (name: string) =>
      ({ uuid: name, name, kind: 'status', rows: [{ when: [], text: '<v1><v1>', value: 0 }] }) as const
    const wires = names.map((name, index) => `${index === 0 ? 'A.O' : `${names[index - 1]}.Txt`} > ${name}.I1`)
    const bench = new Bench(names.map(doubling), wires, { A: 'text' })
    bench.set({ A: 'Grüße' })
    expect(String(bench.value('S39.Txt'))).toHaveLength(1_000)
  })

  test('a text is compared as it is written, and a number as the number', () => {
    const rows = [{ when: when(['I1', '==', '007']), text: 'Bond', value: 7 }]
    const text = alone({ kind: 'status', rows }, { I1: 'text' })
    text.set({ I1: '7' })
    expect(text.value('B.Val') ?? 0).toBe(0)
    expect(text.set({ I1: '007' })).toEqual(['B.Txt "Bond"', 'B.Val 7'])
    expect(alone({ kind: 'status', rows }, { I1: 'analog' }).set({ I1: 7 })).toEqual(['B.Txt "Bond"', 'B.Val 7'])
  })

  test('a row without conditions holds always', () => {
    const bench = alone({ kind: 'status', rows: [{ when: [], text: 'Locked', value: 7 }] }, { I1: 'digital' })
    expect([bench.value('B.Txt'), bench.value('B.Val')]).toEqual(['Locked', 7])
  })
})

describe('after a start', () => {
  const blocks = (remanence: boolean): LogicBlock[] => [
    { uuid: 'F', name: 'F', kind: 'flip-flop', remanence },
    { uuid: 'T', name: 'T', kind: 'toggle', remanence },
    { uuid: 'S', name: 'S', kind: 'stairwell-light-switch', onMs: 60_000, warningMs: 0, warningOffMs: 0, remanence },
  ]
  const wires = ['A > F.S', 'A > T.Tg', 'A > S.Tr']
  const started = (remanence: boolean, kept?: Map<string, unknown>) =>
    new Bench(blocks(remanence), wires, { A: 'digital' }, kept)

  test('P-232: what has remanence is as it was, and what was on for a time begins its time anew', () => {
    const before = started(true)
    before.set({ A: true })
    before.advance(50_000)
    const after = started(true, before.kept())
    expect(['F.O', 'T.O', 'S.O'].map((key) => after.value(key))).toEqual([true, true, true])
    expect(after.advance(59_999)).toEqual([])
    expect(after.advance(1)).toEqual(['S.O off'])
  })

  test('P-232: nothing else is kept', () => {
    const before = started(false)
    before.set({ A: true })
    expect(before.kept().size).toBe(0)
  })

  test('P-232: an input that is on makes no edge', () => {
    const bench = new Bench(
      [
        { uuid: 'N', name: 'N', kind: 'not' },
        { uuid: 'T', name: 'T', kind: 'toggle', remanence: false },
        { uuid: 'M', name: 'M', kind: 'monoflop', onMs: 1_000 },
      ],
      ['A > N.I', 'N > T.Tg', 'N > M.Tr'],
      { A: 'digital' },
    )
    expect([bench.value('N.O'), bench.value('T.O'), bench.value('M.O')]).toEqual([true, undefined, undefined])
  })
})
