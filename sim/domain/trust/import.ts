import { RigError } from '../errors.ts'
import { type Change, carryOut } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program, User, UserGroup } from '../program/program.ts'
import { importKey, type TrustImport } from './membership.ts'
import { peersOf } from './peers.ts'
import { replicasGone } from './replica.ts'
import { groupsBelow } from './sharing.ts'

/**
 * R35: adds another Miniserver's user or group to this one. What came with a group becomes one's own choice. Idempotent.
 *
 * With a `name` it stands in the tree at once (R37), to be given rights before the origin has sent it; it can do nothing until then.
 * Throws `NOT_A_MEMBER` where the origin shares no Trust with this unit, `INVALID` where the uuid is another one's here.
 */
export function addImport(program: Program, entry: TrustImport, self: Serial, name?: string): void {
  const { origin, kind, uuid } = entry
  if (!peersOf(program, self).has(origin)) {
    throw new RigError('NOT_A_MEMBER', `${origin} shares no Trust with ${self}; join and save first`)
  }
  const there = kind === 'user' ? program.users.get(uuid) : program.groups.get(uuid)
  if (there !== undefined && there.origin !== origin) {
    throw new RigError('INVALID', `the ${kind} ${there.name} (${uuid}) is not of ${origin}`)
  }
  program.imports.set(importKey(entry), { origin, kind, uuid })
  if (there !== undefined || name === undefined) return
  if (kind === 'user') program.users.set(uuid, placeholderUser(uuid, name, origin))
  else program.groups.set(uuid, placeholderGroup(uuid, name, origin))
}

/**
 * Drops a replica here with all that is assigned to it, and for a group what came with it; the origin is not changed. A user whom
 * an imported group still brings stays, as locked.
 *
 * Throws `NOT_FOUND`; `INVALID` for what came with a group and so cannot be removed singly.
 */
export function removeImport(program: Program, entry: TrustImport): void {
  const present = program.imports.get(importKey(entry))
  if (present === undefined)
    throw new RigError('NOT_FOUND', `${entry.kind} ${entry.uuid} was not added from ${entry.origin}`)
  if (present.locked === true) {
    throw new RigError('INVALID', `${entry.kind} ${entry.uuid} came with a group; remove the group`)
  }
  program.imports.delete(importKey(entry))
  carryOut(program, leftovers(program, entry.origin))
}

/** What no import asks for or brings any more, and the locks that then hold. */
function leftovers(program: Program, origin: Serial): Change[] {
  const wanted = [...program.imports.values()].filter((entry) => entry.origin === origin && entry.locked !== true)
  const asked = new Set(wanted.map(({ uuid }) => uuid))
  const groups = groupsBelow(program, asked, origin)
  const users = new Set<Uuid>()
  const locks: Change[] = []
  for (const user of program.users.values()) {
    if (user.origin !== origin) continue
    const isBrought = user.groups.some((group) => groups.has(group))
    if (asked.has(user.uuid) || isBrought) users.add(user.uuid)
    if (!asked.has(user.uuid) && isBrought) locks.push(lock(origin, 'user', user.uuid))
  }
  for (const group of groups) if (!asked.has(group)) locks.push(lock(origin, 'group', group))
  return [...replicasGone(program, origin, (uuid) => !users.has(uuid) && !groups.has(uuid)), ...locks]
}

function lock(origin: Serial, kind: TrustImport['kind'], uuid: Uuid): Change {
  const entry: TrustImport = { origin, kind, uuid, locked: true }
  return { map: 'imports', key: importKey(entry), entry }
}

function placeholderUser(uuid: Uuid, name: string, origin: Serial): User {
  const nothing = { tags: [], ibuttons: [], externalIds: [], groups: [], profile: {} }
  return { uuid, name, origin, nfcCodeTouchId: '', status: { state: 'enabled' }, ...nothing }
}

function placeholderGroup(uuid: Uuid, name: string, origin: Serial): UserGroup {
  return { uuid, name, origin, type: 'normal', groups: [] }
}
