import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import { auditAccess } from '../../../../sim/domain/access/audit/audit-access.ts'
import { decideUser } from '../../../../sim/domain/access/decide.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import { zoneTable } from '../../../../sim/io/zone.ts'
import { ALONE } from '../../../helpers/origins.ts'
import { programOf } from '../../../model/comparison/program-of.ts'
import type { Model } from '../../../model/input.ts'

const DOOR = 'access:Gate'
const NIGHTLY = { name: 'Nightly', modes: [3, 4, 5, 6, 7, 8, 9], entries: [] }

const MODEL: Model = {
  ...{ zone: 'Europe/Vienna', strategy: 'union', trustMembers: [], blocks: [], modesByLogic: [], calendar: [] },
  users: [{ id: 'Anna', memberOf: ['Adults', 'Staff'], status: { userState: 0 } }],
  groups: [
    { id: 'Adults', type: 'full-access', memberOf: [] },
    { id: 'Staff', type: 'normal', memberOf: [] },
  ],
  assignments: [],
  schedules: [],
}

/** From midnight in Vienna on. */
function audited(program: Program, day: string, minutes: number) {
  const fromMs = Date.parse(day)
  const zone = zoneTable('Europe/Vienna', Date.UTC(2025, 0, 1), Date.UTC(2028, 0, 1))
  const index = compileAccess(program)
  const question = { index, names: { program, origins: ALONE }, zone, span: { fromMs, minutes } }
  const { answers, cells } = auditAccess({ ...question, doors: [DOOR], users: ['Anna'] })
  return { answer: answers[cells[0] ?? -1], decision: decideUser(index, 'Anna', DOOR, fromMs, zone, ALONE) }
}

describe('auditAccess()', () => {
  test('names Full Access before a group behind its own, as a decision does', () => {
    const assignments = [{ principal: 'Staff', object: DOOR, scope: 'physical', effect: 'allow' }] as const
    const { answer, decision } = audited(programOf({ ...MODEL, assignments }), '2026-01-01T00:00+01:00', 10)
    expect(decision.via?.principal).toBe('group:Adults')
    expect(answer?.runs).toEqual([{ from: 0, until: 10, reason: 'ALLOWED', via: { path: 'UG:Adults' } }])
  })

  test.for<[string, number, number]>([
    ['2026-03-29T00:00+01:00', 23 * 60, 30],
    ['2026-10-25T00:00+02:00', 25 * 60, 90],
  ])(
    '§3.7.3: on %s an entry over the hour of the change lasts as long as its clock shows it',
    ([day, minutes, open]) => {
      const entries = [{ mode: 9, fromMin: 90, toMin: 150 }]
      const model: Model = {
        ...MODEL,
        users: [{ id: 'Anna', memberOf: ['Staff'], status: { userState: 0 } }],
        schedules: [{ ...NIGHTLY, entries }],
        assignments: [{ principal: 'Staff', object: DOOR, scope: 'physical', effect: 'allow', schedule: 'Nightly' }],
      }
      const { answer } = audited(programOf(model), day, minutes)
      expect(answer?.minutes).toBe(open)
    },
  )

  test.for([
    ['2026-01-01T12:00:00.000Z', 0],
    ['2026-01-01T12:00:00.001Z', 1],
    ['2026-01-01T12:00:59.999Z', 1],
  ] as const)('P-150: a minute is open when the door opens as it begins: valid until %s opens %i', ([until, open]) => {
    const model: Model = {
      ...MODEL,
      users: [{ id: 'Anna', memberOf: ['Adults'], status: { userState: 2, validUntil: Date.parse(until) } }],
    }
    const { answer } = audited(programOf(model), '2026-01-01T12:00Z', 3)
    expect(answer?.minutes).toBe(open)
    expect(answer?.runs.at(-1)).toEqual({ from: open, until: 3, reason: 'EXPIRED' })
  })
})
