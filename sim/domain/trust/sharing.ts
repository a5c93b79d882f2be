import type { Serial, Uuid } from '../program/names.ts'
import type { PasswordHash, Program, User, UserGroup, UserRecord } from '../program/program.ts'
import type { FeedGroup, FeedUser } from './message.ts'

/** What a consumer asked for by name. */
export interface Asked {
  readonly users: ReadonlySet<Uuid>
  readonly groups: ReadonlySet<Uuid>
}

/** What follows from asking for users and groups: groups bring the groups below them and the members of all (R36). */
export interface Shared {
  readonly users: Set<Uuid>
  readonly groups: Set<Uuid>
}

/** Which of this unit's own users and groups a consumer gets. Replicas of others are never passed on (AMB-18). */
export function share(program: Program, asked: Asked): Shared {
  const groups = groupsBelow(program, asked.groups, undefined)
  const users = new Set([...asked.users].filter((uuid) => isOwn(program.users.get(uuid))))
  if (groups.size === 0) return { users, groups }
  for (const user of program.users.values()) {
    if (isOwn(user) && user.groups.some((group) => groups.has(group))) users.add(user.uuid)
  }
  return { users, groups }
}

/** Whether a user is among what a consumer asked for, directly or by a group; costs nothing but its own memberships. */
export function isShared(user: User | undefined, users: ReadonlySet<Uuid>, groups: ReadonlySet<Uuid>): user is User {
  return isOwn(user) && (users.has(user.uuid) || user.groups.some((group) => groups.has(group)))
}

/**
 * A user as it travels: what the origin says of it (R40), by what its consumers are known to have it, memberships among what is shared,
 * and nothing else (R41, R42).
 */
export function feedUser(user: User, groups: ReadonlySet<Uuid>, linkKey: string | undefined): FeedUser {
  // Of a hundred thousand: a literal with a field after a spread takes twenty times as long.
  return Object.assign(userRecord(user), linkKey === undefined ? {} : { linkKey }, {
    groups: user.groups.filter((group) => groups.has(group)),
  })
}

export function feedGroup(group: UserGroup, groups: ReadonlySet<Uuid>): FeedGroup {
  return { uuid: group.uuid, name: group.name, groups: group.groups.filter((parent) => groups.has(parent)) }
}

/** The fields that may travel, each by name, so that one added to `User` stays at home; in one order, so that equal ones have equal text. */
export function userRecord(user: UserRecord): UserRecord {
  return {
    uuid: user.uuid,
    name: user.name,
    ...(user.uniqueUserId !== undefined && { uniqueUserId: user.uniqueUserId }),
    ...(user.password !== undefined && { password: hashOf(user.password) }),
    ...(user.visuPassword !== undefined && { visuPassword: hashOf(user.visuPassword) }),
    tags: user.tags,
    ibuttons: user.ibuttons,
    externalIds: user.externalIds,
    ...(user.codeDigest !== undefined && { codeDigest: user.codeDigest }),
    status: user.status,
    ...(user.ownershipEpoch !== undefined && { ownershipEpoch: user.ownershipEpoch }),
    ...(user.codeKeyOf !== undefined && { codeKeyOf: user.codeKeyOf }),
  }
}

/** Own groups that can be shared. All and None are every unit's own. */
export function isShareable(group: UserGroup): boolean {
  return group.origin === undefined && group.type !== 'all' && group.type !== 'none'
}

/** These groups of one origin (`undefined`: this unit) and all below them; cycles are followed once (AMB-9). */
export function groupsBelow(program: Program, from: ReadonlySet<Uuid>, origin: Serial | undefined): Set<Uuid> {
  const belongs = (group: UserGroup): boolean => group.origin === origin && (origin !== undefined || isShareable(group))
  const found = new Set<Uuid>()
  const waiting = [...program.groups.values()].filter((group) => from.has(group.uuid) && belongs(group))
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    if (found.has(group.uuid)) continue
    const { uuid } = group
    found.add(uuid)
    waiting.push(...[...program.groups.values()].filter((child) => belongs(child) && child.groups.includes(uuid)))
  }
  return found
}

/** How strong a password is stays at home. One of which nothing is known is told as it is. */
function hashOf(password: PasswordHash): PasswordHash {
  const { alg, salt, hash, score } = password
  return score === undefined ? password : { alg, salt, hash }
}

function isOwn(user: User | undefined): user is User {
  return user !== undefined && user.origin === undefined
}
