import type { AccessIndex } from '../access-index.ts'
import { hasBit } from '../bits.ts'
import type { Allow, Entry, ObjectEntries } from '../entries.ts'
import type { UserPrincipal } from '../principal.ts'

/** What of all assignments on one door counts for one user, whatever the time. The rules are those of `judge()` (§3.4.2, AMB-13). */
export type Standing = 'DENIED' | 'NOT_CONFIGURED' | AllowedStanding

interface AllowedStanding {
  /** In the order in which a decision names the one that opens: the first that is active. */
  readonly allows: readonly StandingAllow[]
  /** By `intersection`: all of them must be active. */
  readonly isForAll: boolean
}

export interface StandingAllow {
  /** By its number, the group it comes by; else the user has it itself. */
  readonly group: number | undefined
  /** Absent: Full Access, which is always active. */
  readonly allow: Allow | undefined
}

/** @param entries of the door; absent where nothing is assigned */
export function standingOf(index: AccessIndex, user: UserPrincipal, entries: ObjectEntries | undefined): Standing {
  const own = entries === undefined ? undefined : user.own?.get(entries)
  const groups = entries === undefined ? [] : groupEntries(index, user, entries)
  if (own?.deny || groups.some(([, { deny }]) => deny)) return 'DENIED'
  const itself = own?.allow === undefined ? [] : [{ group: undefined, allow: own.allow }]
  const isOverridden = index.combination === 'user-overrides' && itself.length > 0
  const allows = isOverridden ? itself : [...inOrder(groups, user.fullAccess), ...itself]
  return allows.length === 0 ? 'NOT_CONFIGURED' : { allows, isForAll: index.combination === 'intersection' }
}

function groupEntries({ table }: AccessIndex, { offset }: UserPrincipal, of: ObjectEntries): [number, Entry][] {
  const found: [number, Entry][] = []
  for (let place = 0; place < of.groups.length; place++) {
    const [group, entry] = [of.groups[place] ?? 0, of.entries[place]]
    if (entry !== undefined && hasBit(table.bits, offset, group)) found.push([group, entry])
  }
  return found
}

/** Full Access opens before the groups behind its own, and after what its group is assigned. */
function inOrder(entries: readonly [number, Entry][], fullAccess: number | undefined): StandingAllow[] {
  const allows = entries.map(([group, { allow }]) => ({ group, allow }))
  if (fullAccess === undefined) return allows
  const behind = allows.findIndex(({ group }) => group > fullAccess)
  return allows.toSpliced(behind === -1 ? allows.length : behind, 0, { group: fullAccess, allow: undefined })
}
