import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import type { AccessRun } from '../../../../sim/domain/access/audit/answer.ts'
import { MINUTE_MS } from '../../../../sim/domain/access/audit/span.ts'
import { decideUser } from '../../../../sim/domain/access/decide.ts'
import { mayEnter } from '../../model.ts'
import { tableOf } from '../product.ts'
import { type AuditedCase, minuteByMinute } from './audited-case.ts'

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
      const runs = minuteByMinute(found, user, door)
      for (let minute = 0; minute < span.minutes; minute++) {
        const { reason, via } = decideUser(index, uuid, object, span.fromMs + minute * MINUTE_MS, zone, ONLINE)
        const run = runs[minute]
        const holder = holderOf(run)
        const isSame = run?.reason === reason && holder === via?.principal.replace(/^\w+:/, '')
        if (!isSame) throw new Error(disagreement(found, { user, door }, minute, `${reason} ${via?.principal}`))
      }
    }
  }
  return span.minutes * users.length * doors.length
}

/** The minutes about each edge of a pair's runs, and of all users' at all doors. */
export function edgesOf({ audit }: AuditedCase): Set<number> {
  const edges = audit.answers.flatMap(({ runs }) => runs.flatMap(({ from }) => [from - 1, from, from + 1]))
  return new Set(edges)
}

/** P-151. */
const ONLINE = { isOnline: () => true }

/** A way ends with the group that holds the assignment. */
function holderOf(run: AccessRun | undefined): string | undefined {
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
