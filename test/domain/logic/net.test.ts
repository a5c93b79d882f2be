import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LogicBlock } from '../../../sim/domain/logic/block.ts'
import { loopsOf } from '../../../sim/domain/logic/loops.ts'
import { compileNet } from '../../../sim/domain/logic/net.ts'
import { runWave } from '../../../sim/domain/logic/wave.ts'
import { wireFaults } from '../../../sim/domain/logic/wire-faults.ts'
import { aLoop, anAcyclicNet, type RandomNet } from './arbitrary-net.ts'
import { Bench, partOf, sourceParts, wireOf } from './bench.ts'
import { NaiveNet } from './naive-net.ts'

const block = (name: string, kind: 'or' | 'and' | 'not' | 'xor'): LogicBlock => ({ uuid: name, name, kind })
const benchOf = ({ blocks, wires, sources }: RandomNet) => new Bench(blocks, wires, sources)

describe('a net of blocks', () => {
  test('nothing sees half of what happens at one instant', () => {
    // A and its own inverse are never both on.
    const bench = new Bench(
      [block('inverse', 'not'), block('both', 'and'), { uuid: 'T', name: 'T', kind: 'toggle', remanence: false }],
      ['A > inverse.I', 'A > both.I1', 'inverse > both.I2', 'both > T.Tg'],
      { A: 'digital' },
    )
    expect([...bench.pulse('A'), ...bench.pulse('A')]).toEqual([
      ...['inverse.O off', 'inverse.O on'],
      ...['inverse.O off', 'inverse.O on'],
    ])
  })

  test('a pulse of no length is seen once by all behind it', () => {
    const bench = new Bench(
      [
        { uuid: 'M', name: 'M', kind: 'monoflop', onMs: 0 },
        { uuid: 'T1', name: 'T1', kind: 'toggle', remanence: false },
        { uuid: 'T2', name: 'T2', kind: 'toggle', remanence: false },
        block('O', 'or'),
      ],
      ['A > M.Tr', 'M > T1.Tg', 'M > O.I1', 'O > T2.Tg'],
      { A: 'digital' },
    )
    expect(bench.pulse('A')).toEqual(['M.O on', 'O.O on', 'T1.O on', 'T2.O on', 'M.O off', 'O.O off'])
  })

  test('P-231: an input that several digital outputs are wired to is on while any of them is', () => {
    const bench = new Bench([block('B', 'not')], ['A1 > B.I', 'A2 > B.I'], { A1: 'digital', A2: 'digital' })
    for (const [first, last] of [
      ['A1', 'A2'],
      ['A2', 'A1'],
    ] as const) {
      bench.set({ A1: true, A2: true })
      expect(bench.set({ [first]: false })).toEqual([])
      expect(bench.set({ [last]: false })).toEqual(['B.O on'])
    }
  })

  test('does what a naive model of it does, again and again', () => {
    fc.assert(
      fc.property(anAcyclicNet(), (net) => {
        const [bench, naive] = [benchOf(net), new NaiveNet(net)]
        for (const act of net.acts) {
          const changed = 'set' in act ? bench.set(act.set) : bench.advance(act.advanceMs)
          if ('set' in act) naive.set(act.set)
          else naive.advance(act.advanceMs)
          expect(changed.length).toBeLessThan(10_000)
          expect(naive.differing(bench.values)).toEqual([])
        }
      }),
      { numRuns: 400 },
    )
  })

  test('does not depend on the order in which blocks and wires are declared', () => {
    fc.assert(
      fc.property(anAcyclicNet(), fc.infiniteStream(fc.nat()), (net, numbers) => {
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, place: numbers.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ item }) => item)
        const [one, other] = [
          benchOf(net),
          benchOf({ ...net, blocks: shuffled(net.blocks), wires: shuffled(net.wires) }),
        ]
        for (const act of net.acts) {
          const [a, b] = [one, other].map((bench) => ('set' in act ? bench.set(act.set) : bench.advance(act.advanceMs)))
          expect(b).toEqual(a)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a net with a circle, which no program should have, comes to rest all the same', () => {
    fc.assert(
      fc.property(aLoop(), ({ blocks, wires, sources }) => {
        const net = compileNet([...sourceParts(sources), ...blocks.map(partOf)], wires.map(wireOf))
        let steps = 0
        runWave(net, new Map(), { changes: [], due: net.order }, () => {
          steps++
          return { O: steps % 2 === 0 }
        })
        expect(steps).toBeLessThanOrEqual(net.order.length)
      }),
    )
  })

  test('ten thousand blocks in a row come to rest at once', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `b${index}`)
    const wires = names.map((name, index) => `${index === 0 ? 'A' : names[index - 1]} > ${name}.I1`)
    const bench = new Bench(
      names.map((name) => block(name, 'or')),
      wires,
      { A: 'digital' },
    )
    expect(bench.set({ A: true })).toHaveLength(10_000)
    expect(loopsOf([...wires, 'b9999 > b0.I2'].map(wireOf))).toHaveLength(1)
  })
})

describe('wireFaults()', () => {
  const faultsOf = ({ blocks, wires, sources }: Pick<RandomNet, 'blocks' | 'wires' | 'sources'>) => {
    const parts = [...sourceParts(sources), ...blocks.map(partOf)]
    return wireFaults(new Map(parts.map((part) => [part.id, part])), wires.map(wireOf))
  }
  const sources = { A: 'digital', N: 'analog', T: 'text' } as const

  test('a circle is told with its way round', () => {
    const blocks = [block('one', 'or'), block('two', 'and'), block('three', 'not')]
    const wires = ['A > one.I1', 'one > two.I1', 'two > three.I', 'three > one.I2']
    expect(faultsOf({ blocks, wires, sources })).toEqual([
      {
        ...{ wire: 3, end: 'to', code: 'LOGIC_LOOP' },
        message: 'Wires go round in a circle: one.O > two.I1, two.O > three.I, three.O > one.I2. Take one of them out.',
      },
    ])
  })

  test.for<[string, string[], string, string]>([
    ['an output to itself', ['B > B.I1'], 'LOGIC_LOOP', 'B.O > B.I1'],
    ['a number to a digital input', ['N > B.I1'], 'WIRE_TYPE', 'N.O is analog and B.I1 takes digital only.'],
    ['a text to a digital input', ['T > B.I1'], 'WIRE_TYPE', 'T.O is text and B.I1 takes digital only.'],
    ['a text to a number', ['T > E.I1'], 'WIRE_TYPE', 'T.O is text and E.I1 takes analog only.'],
    ['a misspelled input', ['A > B.i1'], 'NOT_FOUND', '"B" has no input "i1". Did you mean "I1"'],
    ['a misspelled output', ['B.Q > E.I1'], 'NOT_FOUND', '"B" has no output "Q".'],
    ['two numbers at one input', ['N > E.I1', 'A > E.I1'], 'INPUT_TAKEN', 'E.I1 is at what N.O says'],
  ])('%s is refused', ([_, wires, code, message]) => {
    const blocks: LogicBlock[] = [block('B', 'or'), { uuid: 'E', name: 'E', kind: 'equal', value: 0 }]
    const faults = faultsOf({ blocks, wires, sources })
    expect(faults).toEqual([expect.objectContaining({ code, message: expect.stringContaining(message) })])
  })

  test.for<[string, string[], string[]]>([
    ['the name before the output', ['A > E.I1', 'Nowhere > E.I1'], []],
    ['the output', ['A > E.I1', 'B.Q > E.I1'], ['NOT_FOUND']],
    ['the name before the input', ['N > Nowhere.I1', 'A > Nowhere.I1'], []],
    ['the input', ['N > E.i1', 'A > E.i1'], ['NOT_FOUND', 'NOT_FOUND']],
  ])('of a wire with a mistake in %s nothing else is told', ([_, wires, codes]) => {
    const blocks: LogicBlock[] = [block('B', 'or'), { uuid: 'E', name: 'E', kind: 'equal', value: 0 }]
    expect(faultsOf({ blocks, wires, sources }).map(({ code }) => code)).toEqual(codes)
  })

  test('a long circle is told with its ends, and of very many circles some', () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `b${index}`)
    const row = names.map((name, index) => `${names.at(index - 1)} > ${name}.I1`)
    const back = names.slice(1).map((name) => `${name} > b0.I2`)
    const blocks = names.map((name) => block(name, 'or'))
    const faults = faultsOf({ blocks, wires: [...row, ...back], sources })
    expect(faults).toHaveLength(20)
    expect(faultsOf({ blocks, wires: row, sources })).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(
          /^Wires go round in a circle: b0\.O > b1\.I1, .+, and 1988 more, .+, b1999\.O > b0\.I1\. Take one of them out\.$/,
        ),
      }),
    ])
  })

  test('an output with very many wires is looked through at once', () => {
    const wires = Array.from({ length: 30_000 }, (_, index) => wireOf(`A > b${index}.I1`))
    const before = performance.now()
    expect(loopsOf(wires)).toEqual([])
    expect(performance.now() - before).toBeLessThan(3_000)
  })

  test('digital may be wired to analog, and everything to a Status', () => {
    const blocks: LogicBlock[] = [
      { uuid: 'E', name: 'E', kind: 'equal', value: 0 },
      { uuid: 'S', name: 'S', kind: 'status', rows: [] },
    ]
    expect(faultsOf({ blocks, wires: ['A > E.I1', 'A > S.I1', 'N > S.I2', 'T > S.I3'], sources })).toEqual([])
  })

  test('no random net without a circle has one, and every circle is found, with wires that close it', () => {
    fc.assert(
      fc.property(anAcyclicNet(), aLoop(), (net, loop) => {
        expect(faultsOf(net).filter(({ code }) => code === 'LOGIC_LOOP')).toEqual([])
        const loops = loopsOf(loop.wires.map(wireOf))
        expect(loops.length).toBeGreaterThan(0)
        for (const way of loops) {
          for (const [index, wire] of way.entries()) {
            expect(wire.to.control).toBe(way[(index + 1) % way.length]?.from.control)
          }
        }
      }),
    )
  })
})
