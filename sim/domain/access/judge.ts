import type { AccessIndex } from './access-index.ts'
import { groupsAt } from './ancestor-table.ts'
import { hasBit } from './bits.ts'
import type { AllowHandle } from './decision.ts'
import { type Allow, DENIED, type ObjectEntries } from './entries.ts'
import { narrow } from './narrow.ts'
import type { Holder } from './principal.ts'
import type { Moment } from './schedule.ts'
import { isPlaceActive } from './timetable.ts'

/** The flags of one principal on one object in one scope, evaluated: an active allow by its handle, or why there is none. */
export type Verdict = AllowHandle | 'FULL_ACCESS' | 'DENIED' | 'OUTSIDE_SCHEDULE' | 'NOT_CONFIGURED'

/** Objects assigned to more groups than this are asked by the principal's ancestors instead of their own groups. */
const GROUPS_MANY = 32

/**
 * Evaluates what a principal and its ancestors are assigned (§3.4.2): a deny anywhere wins (R107), else any allow that is
 * active now (R108), else there is none (R109). Of several active allows the first by principal key is given; a full-access
 * group counts as one. How schedules of several allows go together is the program's setting (AMB-13).
 *
 * Costs one look-up per ancestor, or per group assigned to the object where these are few.
 *
 * @param entries of the object in the scope asked about; absent where nothing is assigned
 */
export function judge(
  index: AccessIndex,
  principal: Holder,
  entries: ObjectEntries | undefined,
  moment: Moment,
): Verdict {
  if (entries === undefined) return principal.fullAccess === undefined ? 'NOT_CONFIGURED' : 'FULL_ACCESS'
  const verdict = union(index, principal, entries, moment)
  return index.combination === 'union' ? verdict : narrow(index, principal, entries, moment, verdict)
}

/** Some allow is active, whoever it is assigned to. */
function union(index: AccessIndex, principal: Holder, entries: ObjectEntries, moment: Moment): Verdict {
  const { fullAccess } = principal
  const own = principal.own?.get(entries)
  const many = entries.row.length > 2 * GROUPS_MANY
  const verdict = many
    ? ofAncestors(index, principal, entries, moment)
    : judgeGroups(index, principal.offset, entries, moment, fullAccess)
  if (verdict === 'DENIED' || own?.deny) return 'DENIED'
  if (typeof verdict === 'object') return verdict
  if (fullAccess !== undefined) return 'FULL_ACCESS'
  return own === undefined ? verdict : withAllow(index, verdict, own.allow, moment)
}

/**
 * The same, in the strategy `union`, for somebody who is assigned nothing itself and has no Full Access, of whom so the groups
 * alone count. Of what the row names nothing is fetched before it counts.
 *
 * @param offset where the bits of its groups begin
 */
export function judgeGroups(
  { table, timetable }: AccessIndex,
  offset: number,
  { row, handles }: ObjectEntries,
  moment: Moment,
  last = Number.POSITIVE_INFINITY,
): Exclude<Verdict, 'FULL_ACCESS'> {
  const { bits } = table
  let verdict: Exclude<Verdict, 'FULL_ACCESS'> = 'NOT_CONFIGURED'
  for (let i = 0; i < row.length; i += 2) {
    const group = row[i] ?? 0
    if (!hasBit(bits, offset, group)) continue
    const place = row[i + 1] ?? DENIED
    if (place === DENIED) return 'DENIED'
    if (typeof verdict === 'object' || group > last) continue
    const handle = isPlaceActive(timetable, place, moment) ? handles[i >>> 1] : undefined
    verdict = handle ?? 'OUTSIDE_SCHEDULE'
  }
  return verdict
}

function ofAncestors(
  index: AccessIndex,
  { offset, fullAccess }: Holder,
  { byGroup }: ObjectEntries,
  moment: Moment,
): Verdict {
  let verdict: Verdict = 'NOT_CONFIGURED'
  for (const group of groupsAt(index.table, offset)) {
    const entry = byGroup.get(group)
    if (entry === undefined) continue
    if (entry.deny) return 'DENIED'
    if (fullAccess === undefined || group <= fullAccess) verdict = withAllow(index, verdict, entry.allow, moment)
  }
  return verdict
}

function withAllow({ timetable }: AccessIndex, verdict: Verdict, allow: Allow | undefined, moment: Moment): Verdict {
  if (typeof verdict === 'object' || allow === undefined) return verdict
  return isPlaceActive(timetable, allow.place, moment) ? allow.handle : 'OUTSIDE_SCHEDULE'
}
