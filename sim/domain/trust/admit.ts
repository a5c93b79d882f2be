import { RigError } from '../errors.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { applyChanges } from './apply.ts'
import { requireJoinable } from './eligibility.ts'
import { secretHash } from './key-file.ts'
import { requireManager } from './lifecycle.ts'
import { type MemberEntry, type MemberInfo, type Membership, SUPERSEDED } from './membership.ts'
import type { TrustMessage, TrustWelcome } from './message.ts'
import { addressOf, hasJoined, joinedMembers } from './peers.ts'
import { answer, type Call, refuse } from './request.ts'

type JoinMessage = Extract<TrustMessage, { type: 'join' }>

/**
 * T5 on the manager: checks who joins with what, and marks it JOINED in the running program. Answers `MANAGER_NOT_SAVED`,
 * `NOT_TRUST_MANAGER`, `CERT_MISMATCH`, `NOT_A_MEMBER`, `MEMBER_REMOVED`, `KEY_SUPERSEDED`, `KEY_INVALID`,
 * `GEN1_NOT_SUPPORTED` or `FIRMWARE_TOO_OLD`; then nothing has changed. A repeat by a unit that joined is welcomed again and changes nothing (C3).
 */
export function admit(call: Call, message: JoinMessage): Effect[] {
  const { state, from } = call
  const address = addressOf(message.member)
  try {
    const membership = joinableTrust(state.program, message)
    requireStillManager(membership, state.identity.serial)
    const entry = expectedMember(membership, message, from)
    requireKey(membership, entry, message, call)
    requireJoinable(message.member)
    return welcome(call, membership, message.member)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return [refuse(call, error.code, error.message, address)]
  }
}

function joinableTrust(program: Program, message: JoinMessage): Membership {
  const membership = program.trusts.get(message.trustUuid)
  if (membership !== undefined) return membership
  throw new RigError(
    'MANAGER_NOT_SAVED',
    'the manager does not run this Trust yet; save its program to the Miniserver first',
  )
}

/** A key file leads to who made it. Throws `KEY_SUPERSEDED` where that is the manager no more (§3.3.9), `NOT_TRUST_MANAGER`. */
function requireStillManager(membership: Membership, self: Serial): void {
  const { name, manager, vouches } = membership
  if (vouches === true && manager !== self) {
    throw new RigError('KEY_SUPERSEDED', `${name} is managed on ${manager} now; ask there for a new file`)
  }
  requireManager(membership, self)
}

function expectedMember(membership: Membership, { member }: JoinMessage, from: string): MemberEntry {
  if (member.serial !== from) {
    throw new RigError('CERT_MISMATCH', `the device certificate is that of ${from}, not of ${member.serial}`)
  }
  const entry = membership.members.find(({ serial }) => serial === from)
  if (entry === undefined || entry.state === 'created') {
    throw new RigError(
      'NOT_A_MEMBER',
      `${from} was not created as a member of ${membership.name}, or the manager not saved since`,
    )
  }
  if (entry.state === 'removed') {
    throw new RigError(
      'MEMBER_REMOVED',
      `${from} was removed from ${membership.name}; the manager has to create it again`,
    )
  }
  return entry
}

/** Older generations refuse new joins; who has joined already is known by its certificate (AMB-2). */
function requireKey(
  membership: Membership,
  entry: MemberEntry,
  { generation, secret }: JoinMessage,
  { env }: Call,
): void {
  const { key, name } = membership
  if (key === undefined || generation > key.generation) {
    throw new RigError('MANAGER_NOT_SAVED', `the manager of ${name} was not saved since this key was made`)
  }
  if (generation < key.generation || key.secretHash === SUPERSEDED) {
    if (hasJoined(entry)) return
    throw new RigError('KEY_SUPERSEDED', `key ${generation} of ${name} is superseded; ask for the new file`)
  }
  if (secretHash(secret, env) !== key.secretHash) throw new RigError('KEY_INVALID', `this is not the key of ${name}`)
}

function welcome(call: Call, before: Membership, member: MemberInfo): Effect[] {
  const { state } = call
  const membership = joined(before, member)
  const newcomer = membership === before ? [] : [{ map: 'trusts', key: before.trustUuid, entry: membership } as const]
  const principal = state.program.members.has(member.serial)
    ? []
    : [{ map: 'members', key: member.serial, entry: { serial: member.serial, groups: [] } } as const]
  const records = applyChanges(state, [...newcomer, ...principal])
  const welcomed = answer(call, { type: 'welcome', welcome: welcomeTo(membership) }, addressOf(member))
  if (records.length === 0) return [welcomed]
  const { serial, name } = member
  state.trust.informed.delete(`${membership.trustUuid}/${serial}`)
  const notice: Effect = { type: 'notice', name: 'trust-member-joined', data: { trust: membership.name, serial, name } }
  return [{ type: 'commit', records, then: [notice, welcomed] }]
}

/** The same object where nothing is new. What it announces now counts: names and addresses change (C14). */
function joined(membership: Membership, info: MemberInfo): Membership {
  const entry = membership.members.find(({ serial }) => serial === info.serial)
  if (entry !== undefined && hasJoined(entry) && isSame(entry.info, info)) return membership
  const state = entry?.state === 'finalized' ? 'finalized' : 'joined'
  const members = membership.members.map(
    (member): MemberEntry => (member.serial === info.serial ? { ...member, state, info } : member),
  )
  return { ...membership, epoch: membership.epoch + 1, members }
}

function isSame(before: MemberInfo | undefined, after: MemberInfo): boolean {
  const text = (info: MemberInfo): string => JSON.stringify(Object.entries(info).sort())
  return before !== undefined && text(before) === text(after)
}

function welcomeTo(membership: Membership): TrustWelcome {
  const { trustUuid, name, epoch, term } = membership
  const members = joinedMembers(membership)
  const manager = members.find(({ serial }) => serial === membership.manager)
  // A running Trust has the manager's own information from the save on (`savedMembership`).
  if (manager === undefined) throw new TypeError(`The manager of ${name} is not a member of it.`)
  return { trustUuid, name, epoch, ...(term !== undefined && { term }), manager, members }
}
