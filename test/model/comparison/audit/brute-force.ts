import { type AccessIndex, compileAccess } from '../../../../sim/domain/access/access-index.ts'
import type { Mark } from '../../../../sim/domain/access/audit/answer.ts'
import { MINUTE_MS } from '../../../../sim/domain/access/audit/span.ts'
import { decideUser } from '../../../../sim/domain/access/decide.ts'
import type { Reason } from '../../../../sim/domain/access/decision.ts'
import { explainUser } from '../../../../sim/domain/access/explain.ts'
import { ALONE } from '../../../helpers/origins.ts'
import { mayEnter } from '../../model.ts'
import { tableOf } from '../product.ts'
import { type AuditedCase, minuteByMinute, NO_PERMISSION } from './audited-case.ts'

/** Asks the second model about minutes of one user at one door; throws at the first that the audit sees otherwise. */
export function agreeWithModel(
  found: AuditedCase,
  pair: { user: number; door: number },
  minutes: Iterable<number>,
): number {
  const { model, span, users, doors } = found
  const runs = minuteByMinute(found, pair.user, pair.door)
  let asked = 0
  for (const minute of minutes) {
    if (minute < 0 || minute >= span.minutes) continue
    const at = span.fromMs + minute * MINUTE_MS
    const expected = mayEnter(model, users[pair.user] ?? '', doors[pair.door] ?? '', at)
    const run = runs[minute]
    if (run === undefined || (run.reason === 'ALLOWED') !== expected)
      throw new Error(disagreement(found, pair, minute, expected))
    asked++
  }
  return asked
}

/** Asks `decideUser()` about every minute, reason and way included; throws at the first that the audit sees otherwise. */
export function agreeWithDecisions(found: AuditedCase): number {
  const { program, span, users, doors, model } = found
  const [index, zone] = [compileAccess(program), tableOf(model.zone)]
  for (const [door, object] of doors.entries()) {
    for (const [user, uuid] of users.entries()) {
      agreeWithExplanation(found, index, { user, door })
      const runs = minuteByMinute(found, user, door)
      for (let minute = 0; minute < span.minutes; minute++) {
        const { reason, via } = decideUser(index, uuid, object, span.fromMs + minute * MINUTE_MS, zone, ONLINE)
        const run = runs[minute]
        const holder = holderOf(run)
        const isStatus = run === NO_PERMISSION && STATUS.has(reason)
        const isSame = (run?.reason === reason || isStatus) && holder === via?.principal.replace(/^\w+:/, '')
        if (!isSame) throw new Error(disagreement(found, { user, door }, minute, `${reason} ${via?.principal}`))
      }
    }
  }
  return span.minutes * users.length * doors.length
}

/**
 * Every permission that the audit names for a pair is one that an explanation names, and it names some where a deny refuses. It says
 * something of those that an explanation has a permission of, and of nobody else.
 */
function agreeWithExplanation(
  { program, span, users, doors, model, book, cells }: AuditedCase,
  index: AccessIndex,
  pair: { user: number; door: number },
): void {
  const answer = book.answers[cells[pair.door * users.length + pair.user] ?? -1]
  const [uuid, object] = [users[pair.user] ?? '', doors[pair.door] ?? 'access:']
  const asked = [uuid, object, 'physical', span.fromMs, tableOf(model.zone), ALONE] as const
  const explained = new Set(
    explainUser(index, program, ...asked).paths.map(({ effect, path, schedule }) => said(effect, path, schedule?.name)),
  )
  if ((answer === undefined) !== (explained.size === 0))
    throw new Error(`${uuid} at ${object}: ${answer ? 'an' : 'no'} answer, but ${[...explained].join(', ')}`)
  if (answer === undefined) return
  const marks = [...answer.runs].flatMap((place, at) => (at % 2 === 1 ? (book.marks[place] ?? []) : []))
  const idle = answer.idle.flatMap(({ via, because }) => (because === 'OVERRIDDEN' ? [] : [via]))
  const allows = [...marks.flatMap(({ via }) => via ?? []), ...idle]
  const named = [
    ...answer.denies.map(({ path }) => said('deny', path, undefined)),
    ...allows.map(({ path, schedule }) => said('allow', path, schedule)),
  ]
  const unknown = named.find((each) => !explained.has(each))
  const isDenied = marks.some(({ reason }) => reason === 'DENIED')
  if (unknown !== undefined || (isDenied && answer.denies.length === 0))
    throw new Error(`${uuid} at ${object}: ${unknown ?? 'no deny'} is not among ${[...explained].join(', ')}`)
}

function said(effect: string, path: string, schedule: string | undefined): string {
  return [effect, path, schedule ?? ''].join(' ')
}

/** The minutes about each edge of a pair's runs, and of all users' at all doors. */
export function edgesOf({ book }: AuditedCase): Set<number> {
  const begins = book.answers.flatMap(({ runs }) => [...runs].filter((_, place) => place % 2 === 0))
  return new Set(begins.flatMap((from) => [from - 1, from, from + 1]))
}

/** What is decided of a user before any permission is asked. */
const STATUS: ReadonlySet<Reason> = new Set([
  ...(['USER_DISABLED', 'DISABLED_BY_SOURCE', 'DISABLED_HERE', 'NOT_YET_VALID', 'EXPIRED'] as const),
])

/** P-151. */
const ONLINE = { isOnline: () => true }

/** A way ends with the group that holds the assignment. */
function holderOf(run: Mark | undefined): string | undefined {
  return run?.via?.path.replace(/^.*\//, '').replace(/^UG?:|@.*$/g, '')
}

function disagreement(
  { span, users, doors, model }: AuditedCase,
  pair: { user: number; door: number },
  minute: number,
  expected: unknown,
): string {
  const at = new Date(span.fromMs + minute * MINUTE_MS).toISOString()
  return `${users[pair.user]} at ${doors[pair.door]}, ${at} in ${model.zone}: expected ${expected}`
}
