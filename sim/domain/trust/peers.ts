import type { Serial } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { MemberEntry, MemberInfo, Membership } from './membership.ts'

/** Whether a member announced itself; only then it may speak as one. */
export function hasJoined(member: MemberEntry): boolean {
  return member.state === 'joined' || member.state === 'finalized'
}

/** All that joined a Trust, as they announced themselves, the manager among them. */
export function joinedMembers(membership: Membership): readonly MemberInfo[] {
  const known = joined.get(membership)
  if (known !== undefined) return known
  const found = membership.members.flatMap((member) =>
    hasJoined(member) && member.info !== undefined ? [member.info] : [],
  )
  joined.set(membership, found)
  return found
}

/** Every message of a peer asks for them several times. A membership is replaced when it changes, never changed in place. */
const joined = new WeakMap<Membership, readonly MemberInfo[]>()

/** The Miniservers this one is in any Trust with, itself excepted, each once. */
export function peersOf({ trusts }: Program, self: Serial): ReadonlyMap<Serial, MemberInfo> {
  const known = peersKnown.get(trusts)
  if (known?.self === self && isSameList(known.of, trusts)) return known.peers
  const peers = new Map<Serial, MemberInfo>()
  for (const membership of trusts.values()) {
    const joined = joinedMembers(membership)
    if (!joined.some(({ serial }) => serial === self)) continue
    for (const info of joined) if (info.serial !== self && !peers.has(info.serial)) peers.set(info.serial, info)
  }
  peersKnown.set(trusts, { self, of: [...trusts.values()], peers })
  return peers
}

/** As they were made last, and of what. */
const peersKnown = new WeakMap<
  Program['trusts'],
  { readonly self: Serial; readonly of: readonly Membership[]; readonly peers: ReadonlyMap<Serial, MemberInfo> }
>()

function isSameList(before: readonly Membership[], trusts: Program['trusts']): boolean {
  if (before.length !== trusts.size) return false
  let place = 0
  for (const membership of trusts.values()) if (membership !== before[place++]) return false
  return true
}

/** Those who were in a Trust with this unit and have to be told that it is over: removed by it, or left behind by it (§3.3.8). */
export function formerPeersOf(program: Program): Map<Serial, MemberInfo> {
  const former = new Map<Serial, MemberInfo>()
  for (const { members } of program.trusts.values()) {
    for (const { serial, state, info } of members)
      if (state === 'removed' && info !== undefined) former.set(serial, info)
  }
  return former
}

/** Everybody there may be something to say to. */
export function partnersOf(program: Program, self: Serial): Set<Serial> {
  return new Set([...peersOf(program, self).keys(), ...formerPeersOf(program).keys()])
}

/** Where a unit is to be reached that is, or was, in a Trust with this one. */
export function contactOf(program: Program, self: Serial, serial: Serial): string | undefined {
  return addressOf(peersOf(program, self).get(serial) ?? formerPeersOf(program).get(serial))
}

/** Where a peer is to be reached: internal before external (§3.3.4) [P]. */
export function addressOf(info: MemberInfo | undefined): string | undefined {
  return info?.internalAddress ?? info?.externalAddress
}

/** Gives every member of every Trust a principal here, to which rights can be given (R31). Existing ones keep their groups. */
export function notePrincipals(program: Program, self: Serial): void {
  for (const { members } of program.trusts.values()) {
    for (const { serial, state } of members) {
      if (state !== 'removed' && serial !== self && !program.members.has(serial))
        program.members.set(serial, { serial, groups: [] })
    }
  }
}
