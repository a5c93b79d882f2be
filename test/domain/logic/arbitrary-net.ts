import fc from 'fast-check'
import { type LogicBlock, pinsOfBlock } from '../../../sim/domain/logic/block.ts'
import type { Values } from '../../../sim/domain/logic/block-kind.ts'
import { mayFeed, type ValueType } from '../../../sim/domain/logic/value.ts'

export interface RandomNet {
  readonly blocks: readonly LogicBlock[]
  /** `A > B.I1`, `B.Txt > C.I1`. */
  readonly wires: readonly string[]
  readonly sources: Readonly<Record<string, ValueType>>
  readonly acts: readonly ({ readonly set: Values } | { readonly advanceMs: number })[]
}

const SOURCES = { D1: 'digital', D2: 'digital', D3: 'digital', N1: 'analog', T1: 'text' } as const

const onMs = fc.constantFrom(0, 1, 500, 1_000)
const KINDS: fc.Arbitrary<Record<string, unknown> & { kind: LogicBlock['kind'] }> = fc.oneof(
  fc.constantFrom('and', 'or', 'not', 'xor').map((kind) => ({ kind }) as const),
  fc.record({ kind: fc.constant('equal' as const), value: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ kind: fc.constant('monoflop' as const), onMs }),
  fc.record({ kind: fc.constantFrom('flip-flop' as const, 'toggle' as const), remanence: fc.constant(false) }),
  fc.record({
    kind: fc.constant('stairwell-light-switch' as const),
    ...{
      onMs,
      warningMs: fc.constantFrom(0, 100),
      warningOffMs: fc.constantFrom(0, 10),
      remanence: fc.constant(false),
    },
  }),
  fc.constant({
    kind: 'select-by-number' as const,
    choices: [
      { output: 1, numbers: [1] },
      { output: 2, numbers: [0, 2] },
    ],
  }),
  fc.constant({
    kind: 'status' as const,
    rows: [
      { when: [{ input: 'I1', operator: '==', value: 1 }], text: 'on <v2>', value: 1 },
      { when: [{ input: 'I2', operator: '>', value: 0 }], text: 'two', value: 2 },
    ],
  }),
)

const act = fc.oneof(
  fc
    .record(
      {
        ...{ D1: fc.boolean(), D2: fc.boolean(), D3: fc.boolean() },
        ...{ N1: fc.integer({ min: -1, max: 2 }), T1: fc.constantFrom('', 'Anna') },
      },
      { requiredKeys: [] },
    )
    .map((set) => ({ set: set as Values })),
  fc.constantFrom(1, 10, 100, 500, 900, 3_000).map((advanceMs) => ({ advanceMs })),
)

/** Blocks of all kinds, wired forwards only; no input twice. */
export function anAcyclicNet(): fc.Arbitrary<RandomNet> {
  return fc
    .record({ kinds: fc.array(KINDS, { minLength: 1, maxLength: 12 }), acts: fc.array(act, { maxLength: 12 }) })
    .chain(({ kinds, acts }) => {
      const blocks = kinds.map((kind, index) => ({ uuid: `b${index}`, name: `b${index}`, ...kind }) as LogicBlock)
      const inputs = blocks.flatMap((block, index) =>
        pinsOfBlock(block).inputs.map(({ name, type }) => ({
          end: `b${index}.${name}`,
          from: outputsBefore(blocks, index).filter((output) => mayFeed(output.type, type)),
        })),
      )
      return fc.tuple(...inputs.map(({ from }) => fc.option(fc.constantFrom(...from), { freq: 2 }))).map((chosen) => ({
        ...{ blocks, sources: SOURCES, acts },
        wires: chosen.flatMap((output, index) => (output ? [`${output.end} > ${inputs[index]?.end}`] : [])),
      }))
    })
}

/** Or-blocks with at least one circle among their wires. */
export function aLoop(): fc.Arbitrary<Pick<RandomNet, 'blocks' | 'wires' | 'sources'>> {
  return fc
    .record({
      count: fc.integer({ min: 1, max: 8 }),
      more: fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 10 }),
      circle: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 8 }),
    })
    .map(({ count, more, circle }) => {
      const ids = circle.map((each) => each % count).filter((each, index, all) => all.indexOf(each) === index)
      const round = ids.map((each, index) => [each, ids[(index + 1) % ids.length] ?? each] as const)
      const wires = [...more.map(([from, to]) => [from % count, to % count] as const), ...round]
      return {
        blocks: Array.from(
          { length: count },
          (_, index): LogicBlock => ({ uuid: `b${index}`, name: `b${index}`, kind: 'or' }),
        ),
        sources: {},
        wires: wires.map(([from, to]) => `b${from} > b${to}.I1`),
      }
    })
}

function outputsBefore(blocks: readonly LogicBlock[], index: number): { end: string; type: ValueType }[] {
  const sources = Object.entries(SOURCES).map(([end, type]) => ({ end: `${end}.O`, type }))
  const before = blocks.slice(0, index)
  return [
    ...sources,
    ...before.flatMap((block) =>
      pinsOfBlock(block).outputs.map(({ name, type }) => ({ end: `${block.uuid}.${name}`, type })),
    ),
  ]
}
