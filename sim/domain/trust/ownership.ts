import { RigError } from '../errors.ts'
import { apiUsersChanged } from '../miniserver/api/users-changed.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change } from '../program/change.ts'
import { takesLastAdministrator } from '../program/last-administrator.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program, User } from '../program/program.ts'
import { applyChanges } from './apply.ts'
import { importKey } from './membership.ts'
import type { Owned } from './message.ts'
import { peersOf } from './peers.ts'
import { answer, ask, type Call, isAsked } from './request.ts'
import { userRecord } from './sharing.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** A user who belongs to another unit than before; `digest` where what was taken over can be told from what is here. */
export type Move = Omit<Owned, 'digest'> & { readonly origin: Serial; readonly digest?: string }

/**
 * §3.3.9 in a program of a consumer: a replica becomes a user of this unit, as the origin told of it last; its uuid, rights and local groups
 * stay. Others follow when the program runs.
 *
 * Throws `NOT_FOUND`; `INVALID` for a user of this unit's own, and for one of whom no credential has come; `NAME_TAKEN`.
 */
export function takeOverUser(program: Program, uuid: Uuid): void {
  const user = program.users.get(uuid)
  if (user === undefined) throw new RigError('NOT_FOUND', `there is no user ${uuid}`)
  const { origin, disabledHere, codeKeyOf, linkKey: _key, ...rest } = user
  if (origin === undefined) throw new RigError('INVALID', `${user.name} is a user of this Miniserver already`)
  if (!hasCredential(user))
    throw new RigError('INVALID', `nothing of ${user.name} has come from ${origin} that could be taken over`)
  for (const other of program.users.values()) {
    if (other.origin !== undefined || other.name.toLowerCase() !== user.name.toLowerCase()) continue
    throw new RigError('NAME_TAKEN', `there is a user ${other.name} of this Miniserver; rename one of them first`)
  }
  const groups = user.groups.filter((group) => program.groups.get(group)?.origin === undefined)
  const own: User = {
    ...{ ...rest, groups, ownershipEpoch: (user.ownershipEpoch ?? 0) + 1 },
    // A code is kept as a digest under the key of the unit where it was set (§3.6.1).
    ...(user.codeDigest !== undefined && { codeKeyOf: codeKeyOf ?? origin }),
    ...(disabledHere === true && { status: { state: 'disabled' } }),
  }
  program.imports.delete(importKey({ origin, kind: 'user', uuid }))
  program.users.set(uuid, own)
}

/** Tells a peer which users this unit has taken over, unless it knows. */
export function tellOwnership(step: Step, peer: Serial): Effect[] {
  const { state } = step
  const { takenOver, informed } = state.trust
  if (takenOver.size === 0 || isAsked(state, peer, 'owned')) return []
  const users = [...takenOver].flatMap((uuid) => ownedBy(state.program.users.get(uuid), step.env))
  const news = users.map(({ uuid, ownershipEpoch }) => `${uuid}.${ownershipEpoch}`).join()
  if (users.length === 0 || informed.get(`owned/${peer}`) === news) return []
  if (!peersOf(state.program, state.identity.serial).has(peer)) return []
  return ask(step, { to: peer, then: { type: 'owned', news } }, { type: 'owned', users })
}

/** Another unit took users over: they are its own from now on, here as replicas; a change made here that it has not is lost, and told. */
export function ownershipTold(call: Call, users: readonly Owned[]): { changes: Change[]; effects: Effect[] } {
  const { state, from, at, env } = call
  const moves = users.map((owned): Move => ({ ...owned, origin: from }))
  const { changes, notices } = moved(state, moves, env)
  const records = applyChanges(state, changes)
  const then = [...notices, answer(call, { type: 'done' })]
  return {
    changes,
    effects: [{ type: 'commit', records, then }, ...(changes.length > 0 ? apiUsersChanged(state, at, env) : [])],
  }
}

/** Plans how users come to belong to others. The later ownership holds; of two the same, the lower serial's. A last administrator stays (P-192). */
export function moved(
  state: MiniserverState,
  moves: readonly Move[],
  env: Env,
): { changes: Change[]; notices: Effect[] } {
  const { program, identity } = state
  const peers = peersOf(program, identity.serial)
  const changes: Change[] = []
  const notices: Effect[] = []
  for (const move of moves) {
    const user = program.users.get(move.uuid)
    if (user === undefined || !peers.has(move.origin) || !isLater(move, user, identity.serial)) continue
    const own = changesOf(program, user, move)
    if (user.origin === undefined && takesLastAdministrator(program, own)) {
      notices.push({ type: 'notice', name: 'trust-conflict', data: { origin: move.origin, uuid: move.uuid } })
      continue
    }
    changes.push(...own)
    if (user.origin === undefined && move.digest !== undefined && move.digest !== digestOf(user, env)) {
      const data = { user: user.name, manager: move.origin, lost: `changes of ${user.name}` }
      notices.push({ type: 'notice', name: 'trust-lost-update', data })
    }
  }
  return { changes, notices }
}

/** Keeps in step which of this unit's users were taken over from others. */
export function noteTakenOver({ trust, program }: MiniserverState, uuids: Iterable<Uuid>): void {
  for (const uuid of uuids) {
    const user = program.users.get(uuid)
    if (user?.origin === undefined && user?.ownershipEpoch !== undefined) trust.takenOver.add(uuid)
    else trust.takenOver.delete(uuid)
  }
}

/** Units under whose keys codes of users were made that belong to others now. */
export function foreignCodeKeys(users: Iterable<Pick<User, 'codeKeyOf'>>): Set<Serial> {
  const serials = new Set<Serial>()
  for (const { codeKeyOf } of users) if (codeKeyOf !== undefined) serials.add(codeKeyOf)
  return serials
}

function changesOf(program: Program, user: User, { uuid, origin, ownershipEpoch }: Move): Change[] {
  const groups = user.groups.filter((group) => {
    const of = program.groups.get(group)?.origin
    return of === undefined || of === origin
  })
  const before = user.origin === undefined ? [] : [importKey({ origin: user.origin, kind: 'user', uuid })]
  return [
    ...before.map((key): Change => ({ map: 'imports', key, entry: undefined })),
    { map: 'imports', key: importKey({ origin, kind: 'user', uuid }), entry: { origin, kind: 'user', uuid } },
    { map: 'users', key: uuid, entry: { ...user, origin, groups, ownershipEpoch } },
  ]
}

function isLater({ origin, ownershipEpoch }: Move, user: User, self: Serial): boolean {
  const present = user.ownershipEpoch ?? 0
  const holder = user.origin ?? self
  if (holder === origin) return false
  return ownershipEpoch === present ? origin < holder : ownershipEpoch > present
}

function ownedBy(user: User | undefined, env: Env): Owned[] {
  if (user?.ownershipEpoch === undefined || user.origin !== undefined) return []
  return [{ uuid: user.uuid, ownershipEpoch: user.ownershipEpoch, digest: digestOf(user, env) }]
}

/** Of what an origin says of a user, whoever that is, in whatever order it has it. */
function digestOf(user: User, env: Env): string {
  const { ownershipEpoch: _epoch, codeKeyOf: _key, ...record } = userRecord(user)
  return env.hash('SHA256', JSON.stringify(inOrder(record)))
}

/** The same with the keys of each map in order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, inOrder(each)]))
}

function hasCredential({ password, codeDigest, tags, ibuttons, externalIds }: User): boolean {
  const lists = tags.length + ibuttons.length + externalIds.length
  return lists > 0 || password !== undefined || codeDigest !== undefined
}
