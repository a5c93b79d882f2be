import { describe, expect, test } from 'vitest'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import { streamsGated } from '../../../rigs/scenario/invariants/i7-streams-gated.ts'
import { INVARIANTS, violatedBy } from '../../../rigs/scenario/invariants/index.ts'
import { anEvidence } from './a-unit.ts'

const A = '504f94b0000a'
const B = '504f94b0000b'

/** What the host says at its gate, in order; a number alone begins the step of that line. */
function said(...happenings: readonly (number | readonly [name: string, value: unknown])[]): TraceRecord[] {
  return happenings.map((each, index): TraceRecord => {
    if (typeof each === 'number')
      return {
        ...{ type: 'step', atMs: index, step: each, line: each, word: 'tap', kind: 'action', text: 'tap' },
        ...{ input: {}, wallMs: {} },
      }
    const [name, value] = each
    const message = { id: String(index), site: 'home', device: 'gate', timeMs: 0, channel: 'state', name } as const
    return { type: 'message', atMs: index, message: { ...message, data: { value } } }
  })
}

describe('I7', () => {
  test.for<[string, TraceRecord[]]>([
    ['nothing was ever opened', said(['bell', true], [`gate-${A}`, true])],
    [
      'a stream comes and goes while the gate is open',
      said([`gate-${A}`, true], [`streams-${A}`, 1], [`streams-${A}`, 0], [`gate-${A}`, false]),
    ],
    ['each member has a gate of its own', said([`gate-${A}`, true], [`streams-${A}`, 2], [`gate-${B}`, false])],
  ])('I7 holds where %s', ([, records]) => {
    expect(streamsGated.violations(anEvidence({ records }))).toEqual([])
  })

  test.for<[string, TraceRecord[], string]>([
    ['opened without a ring', said(7, [`streams-${A}`, 1]), 'a stream'],
    [
      'still open when the gate closes',
      said([`gate-${A}`, true], [`streams-${A}`, 3], 7, [`gate-${A}`, false], [`streams-${A}`, 2]),
      '3 streams',
    ],
    ['opened by another than who was rung', said([`gate-${B}`, true], 7, [`streams-${A}`, 1]), 'a stream'],
  ])('I7 fires once, at its step, where a stream is %s', ([, records, streams]) => {
    expect(streamsGated.violations(anEvidence({ records }))).toEqual([
      { where: 'home/gate', line: 7, found: `504F94B0000A has ${streams} open, and its gate is closed` },
    ])
  })

  test('I7 is checked after every scenario', () => {
    const violated = violatedBy(anEvidence({ records: said([`streams-${A}`, 1]) }), INVARIANTS)
    expect(violated.map(({ invariant }) => invariant.number)).toEqual(['I7'])
  })
})
