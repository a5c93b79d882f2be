import type { Uuid } from '../program/names.ts'
import type { Program, User } from '../program/program.ts'
import type { FeedUser } from './message.ts'
import { feedUser } from './sharing.ts'

/** Lists made last for a program, by the user they begin with. Nobody but those who send them holds them. */
const made = new WeakMap<Program['users'], Map<Uuid, WeakRef<readonly FeedUser[]>>>()
const madeOf = new WeakMap<
  readonly FeedUser[],
  { readonly users: readonly User[]; readonly groups: ReadonlySet<Uuid> }
>()

/** As many pages as a program may have on its way, and some to spare. */
const LISTS_MAX = 64

/**
 * Users as they travel, for a page. Many consumers mostly ask for the same: the list is the very same as for the one before, as long as
 * that is under way and every user of it is as it was, so that it is once in memory and may be spelled once.
 */
export function sharedList(
  { users: all }: Program,
  uuids: readonly Uuid[],
  groups: ReadonlySet<Uuid>,
  linkKeyOf: (user: User) => string | undefined,
): readonly FeedUser[] {
  const users = uuids.flatMap((uuid) => all.get(uuid) ?? [])
  const lists = made.get(all) ?? new Map<Uuid, WeakRef<readonly FeedUser[]>>()
  made.set(all, lists)
  const [first = ''] = uuids
  const present = lists.get(first)?.deref()
  if (present !== undefined && isMadeOf(present, users, groups)) return present
  const list = users.map((user) => feedUser(user, groups, linkKeyOf(user)))
  lists.delete(first)
  for (const oldest of lists.keys()) {
    if (lists.size < LISTS_MAX) break
    lists.delete(oldest)
  }
  lists.set(first, new WeakRef(list))
  madeOf.set(list, { users, groups: new Set(groups) })
  return list
}

/** Entries of programs are never changed in place: the same ones say the same. */
function isMadeOf(list: readonly FeedUser[], users: readonly User[], groups: ReadonlySet<Uuid>): boolean {
  const before = madeOf.get(list)
  if (before?.users.length !== users.length || before.groups.size !== groups.size) return false
  for (const group of groups) if (!before.groups.has(group)) return false
  return users.every((user, place) => user === before.users[place])
}
