import type { AccessIndex } from '../access-index.ts'
import { hasBit } from '../bits.ts'
import type { Allow, Entry, ObjectEntries } from '../entries.ts'
import type { Principal } from '../principal.ts'

/** What of all assignments on one door is about one user, whatever the time. The rules are those of `judge()` (§3.4.2, AMB-13). */
export interface Standing {
  /** By whom the door is denied: groups by their numbers, `undefined` the user itself. Some wins over every allow. */
  readonly denies: readonly (number | undefined)[]
  /** In the order in which a decision names the one that opens: the first that is active. By `intersection` all of them must be. */
  readonly allows: readonly StandingAllow[]
  /** What by `user-overrides` an allow of the user's own stands for. */
  readonly overridden: readonly StandingAllow[]
}

export interface StandingAllow {
  /** By its number, the group it comes by; else the user has it itself. */
  readonly group: number | undefined
  /** Absent: Full Access, which is always active. */
  readonly allow: Allow | undefined
}

/**
 * @param entries of the door; absent where no group is assigned anything
 * @param own what the user itself is assigned there
 * @returns `undefined` where nothing is about the user
 */
export function standingOf(
  index: AccessIndex,
  { offset, fullAccess }: Pick<Principal, 'offset' | 'fullAccess'>,
  entries: ObjectEntries | undefined,
  own: Entry | undefined,
): Standing | undefined {
  const denies: (number | undefined)[] = []
  const ofGroups: GroupAllow[] = []
  const { groups = NO_GROUPS, entries: held = [] } = entries ?? {}
  for (let place = 0; place < groups.length; place++) {
    const group = groups[place] ?? 0
    if (!hasBit(index.table.bits, offset, group)) continue
    const { deny, allow } = held[place] ?? NO_ENTRY
    if (deny) denies.push(group)
    if (allow !== undefined) ofGroups.push({ group, allow })
  }
  if (own?.deny) denies.push(undefined)
  if (fullAccess !== undefined) addInOrder(ofGroups, fullAccess)
  const itself = own?.allow === undefined ? [] : [{ group: undefined, allow: own.allow }]
  if (denies.length + ofGroups.length + itself.length === 0) return undefined
  const isOverridden = index.combination === 'user-overrides' && itself.length > 0
  return isOverridden
    ? { denies, allows: itself, overridden: ofGroups }
    : { denies, allows: [...ofGroups, ...itself], overridden: [] }
}

interface GroupAllow extends StandingAllow {
  readonly group: number
}

const NO_GROUPS: readonly number[] = []
const NO_ENTRY: Entry = { deny: false, allow: undefined }

/** Full Access opens before the groups behind its own, and after what its group is assigned. */
function addInOrder(allows: GroupAllow[], fullAccess: number): void {
  const behind = allows.findIndex(({ group }) => group > fullAccess)
  allows.splice(behind === -1 ? allows.length : behind, 0, { group: fullAccess, allow: undefined })
}
