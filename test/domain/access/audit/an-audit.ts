import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import type { AccessAnswer, Via } from '../../../../sim/domain/access/audit/answer.ts'
import { AnswerBook } from '../../../../sim/domain/access/audit/answer-book.ts'
import { auditAccess } from '../../../../sim/domain/access/audit/audit-access.ts'
import { forEachRun } from '../../../../sim/domain/access/audit/runs.ts'
import { decideUser } from '../../../../sim/domain/access/decide.ts'
import type { ObjectKey } from '../../../../sim/domain/program/names.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import { zoneTable } from '../../../../sim/io/zone.ts'
import { ALONE } from '../../../helpers/origins.ts'
import { programOf } from '../../../model/comparison/program-of.ts'
import type { Assignment, Model } from '../../../model/input.ts'

export const GATE = 'access:Gate'

/** Nobody is assigned anything; Anna is in two groups, of which one is in a third. */
export const MODEL: Model = {
  ...{ zone: 'Europe/Vienna', strategy: 'union', trustMembers: [], blocks: [], modesByLogic: [], calendar: [] },
  users: [{ id: 'Anna', memberOf: ['Staff', 'Cleaning'], status: { userState: 0 } }],
  groups: [
    { id: 'Cleaning', type: 'normal', memberOf: [] },
    { id: 'Company', type: 'normal', memberOf: [] },
    { id: 'Staff', type: 'normal', memberOf: ['Company'] },
  ],
  assignments: [],
  schedules: [],
}

export function allow(principal: string, schedule?: string, object = GATE): Assignment {
  return { principal, object, scope: 'physical', effect: 'allow', ...(schedule !== undefined && { schedule }) }
}

export function deny(principal: string, object = GATE): Assignment {
  return { principal, object, scope: 'physical', effect: 'deny' }
}

/** Every day from `fromMin` to `toMin`. */
export function daily(name: string, fromMin: number, toMin: number): Model['schedules'][number] {
  const modes = [3, 4, 5, 6, 7, 8, 9]
  return { name, modes, entries: modes.map((mode) => ({ mode, fromMin, toMin })) }
}

/** A run as `[from, until, reason]`, of `ALLOWED` with the way. */
export type ToldRun = readonly [from: number, until: number, reason: string, via?: Via]

export interface Told extends Omit<AccessAnswer, 'runs'> {
  readonly runs: readonly ToldRun[]
}

export interface AskedSpan {
  readonly from?: string
  readonly minutes?: number
  readonly users?: readonly string[]
  readonly doors?: readonly ObjectKey[]
}

const ZONE = zoneTable('Europe/Vienna', Date.UTC(2025, 0, 1), Date.UTC(2028, 0, 1))

/** Audits a program, from midnight of New Year in Vienna for a day unless told; `of()` tells an answer in words, `undefined` where there is none. */
export function auditOf(
  program: Program,
  { from = '2026-01-01T00:00+01:00', minutes = 1440, users = ['Anna'], doors = [GATE] }: AskedSpan = {},
) {
  const [index, book, fromMs] = [compileAccess(program), new AnswerBook(), Date.parse(from)]
  const names = { program, origins: ALONE }
  const cells = auditAccess({ index, names, zone: ZONE, span: { fromMs, minutes }, users, doors }, book)
  return {
    ...{ book, cells },
    of: (user = users[0], door = doors[0]) => {
      const answer = book.answers[cells[doors.indexOf(door ?? GATE) * users.length + users.indexOf(user ?? '')] ?? -1]
      return answer && told(book, answer, minutes)
    },
    decided: () => decideUser(index, users[0] ?? '', doors[0] ?? GATE, fromMs, ZONE, ALONE),
  }
}

/** The same of a model: its groups, assignments and schedules over those of `MODEL`. */
export function answerOf(change: Partial<Model>, asked: AskedSpan = {}): Told | undefined {
  return auditOf(programOf({ ...MODEL, ...change }), asked).of()
}

function told({ marks }: AnswerBook, { runs, ...answer }: AccessAnswer, minutes: number): Told {
  const all: ToldRun[] = []
  forEachRun(runs, minutes, (from, until, mark) => {
    const { reason = '', via } = marks[mark] ?? {}
    all.push(via === undefined ? [from, until, reason] : [from, until, reason, via])
  })
  return { ...answer, runs: all }
}
