import { describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import type { DeepReadonly } from '../../../sim/protocol/bus/message.ts'

type Published = DeepReadonly<z.infer<typeof decisionSchema>>

const RECORD: DecisionRecord = {
  id: 'd1',
  causedBy: 'e1',
  site: 'home',
  reader: 'front-door',
  block: 'Front Door',
  atMs: Date.UTC(2026, 10, 21, 17),
  ageMs: 12,
  outcome: 'granted',
  reason: 'ALLOWED',
  credential: { kind: 'tag', name: 'Blue card' },
  user: { name: 'Anna', uuid: '1f4d', origin: { serial: '504F94A00001', name: 'Office' } },
  groups: ['Adults'],
  paths: [
    { effect: 'allow', scope: 'physical', path: 'UG:Adults/AC:Front Door', schedule: { name: 'Always', active: true } },
  ],
  trust: { origin: '504F94A00001', epoch: 1, seq: 7 },
  output: 1,
  historyType: 3,
  effects: [
    { type: 'pulse', output: 'O1', name: 'Door strike', pulseMs: 3_000 },
    { type: 'feedback', signal: 'granted' },
  ],
}

describe('decisionSchema', () => {
  test("is the domain's decision record, in both directions", () => {
    expectTypeOf<Published>().toExtend<DecisionRecord>()
    expectTypeOf<DecisionRecord>().toExtend<Published>()
    expect(decisionSchema.parse(RECORD)).toEqual(RECORD)
  })

  test('I3: has no place for the id of a credential', () => {
    for (const secret of [{ uid: '04 A1 B2 C3' }, { credential: { kind: 'tag', id: '04 A1 B2 C3' } }]) {
      expect(decisionSchema.safeParse({ ...RECORD, ...secret }).success).toBe(false)
    }
  })
})
