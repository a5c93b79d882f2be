import type { AccessIndex } from './access-index.ts'
import { hasBit } from './bits.ts'
import type { Allow, ObjectEntries } from './entries.ts'
import type { Verdict } from './judge.ts'
import type { Holder } from './principal.ts'
import { isScheduleActive, type Moment } from './schedule.ts'

/**
 * What the two other strategies of AMB-13 leave of what union says. They take access away and never give any, so a verdict
 * that is no allow stays as it is.
 *
 * `user-overrides`: a user's own allow counts alone. `intersection`: every allow of the user and the groups must be active.
 */
export function narrow(
  index: AccessIndex,
  principal: Holder,
  entries: ObjectEntries,
  moment: Moment,
  verdict: Verdict,
): Verdict {
  if (typeof verdict === 'string' && verdict !== 'FULL_ACCESS') return verdict
  const own = principal.own?.get(entries)?.allow
  if (index.combination === 'user-overrides') {
    if (own === undefined) return verdict
    return isScheduleActive(own.schedule, moment) ? own.handle : 'OUTSIDE_SCHEDULE'
  }
  const allows = [own, ...groupAllows(index, principal, entries)]
  return allows.every((allow) => isScheduleActive(allow?.schedule, moment)) ? verdict : 'OUTSIDE_SCHEDULE'
}

function groupAllows(
  index: AccessIndex,
  { offset }: Holder,
  { groups, entries }: ObjectEntries,
): (Allow | undefined)[] {
  return entries.filter((_, place) => hasBit(index.table.bits, offset, groups[place] ?? 0)).map(({ allow }) => allow)
}
