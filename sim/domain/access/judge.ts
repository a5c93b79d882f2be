import type { AccessIndex } from './access-index.ts'
import { hasBit } from './ancestor-table.ts'
import type { Allow, Entry, ObjectEntries } from './entries.ts'
import type { Principal } from './principal.ts'
import { isScheduleActive, type Moment } from './schedule.ts'

/** The flags of one principal on one object in one scope, evaluated: an active allow, or why there is none. */
export type Verdict = Allow | 'FULL_ACCESS' | 'DENIED' | 'OUTSIDE_SCHEDULE' | 'NOT_CONFIGURED'

/** Objects assigned to more groups than this are asked by the principal's ancestors instead of their own groups. */
const GROUPS_MANY = 32

/**
 * Evaluates what a principal and its ancestors are assigned (§3.4.2): a deny anywhere wins (R107), else any allow that is
 * active now (R108), else there is none (R109). Of several active allows the first by principal key is given; a full-access
 * group counts as one.
 *
 * Costs one look-up per ancestor, or per group assigned to the object where these are few.
 *
 * @param entries of the object in the scope asked about; absent where nothing is assigned
 */
export function judge(
  index: AccessIndex,
  principal: Principal,
  entries: ObjectEntries | undefined,
  moment: Moment,
): Verdict {
  const { offset, fullAccess } = principal
  if (entries === undefined) return fullAccess === undefined ? 'NOT_CONFIGURED' : 'FULL_ACCESS'

  const { bits } = index.table
  const byAncestor = entries.groups.length > GROUPS_MANY
  const groups = byAncestor ? principal.set.groups : entries.groups
  let verdict: Verdict = 'NOT_CONFIGURED'
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] ?? 0
    if (!hasBit(bits, offset, group)) continue
    const entry = byAncestor ? entries.byGroup.get(group) : entries.entries[i]
    if (entry === undefined) continue
    if (entry.deny) return 'DENIED'
    if (fullAccess === undefined || group <= fullAccess) verdict = withAllow(verdict, entry, moment)
  }
  const own = principal.own?.get(entries)
  if (own?.deny) return 'DENIED'
  if (typeof verdict === 'object') return verdict
  if (fullAccess !== undefined) return 'FULL_ACCESS'
  return own === undefined ? verdict : withAllow(verdict, own, moment)
}

function withAllow(verdict: Verdict, { allow }: Entry, moment: Moment): Verdict {
  if (typeof verdict === 'object' || allow === undefined) return verdict
  return isScheduleActive(allow.schedule, moment) ? allow : 'OUTSIDE_SCHEDULE'
}
