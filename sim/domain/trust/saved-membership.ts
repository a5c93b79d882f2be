import type { MiniserverState } from '../miniserver/state.ts'
import type { Program } from '../program/program.ts'
import { memberInfo } from './lifecycle.ts'
import { type MemberEntry, type MemberInfo, type Membership, SUPERSEDED } from './membership.ts'
import type { TrustWelcome } from './message.ts'
import { notePrincipals } from './peers.ts'
import { dropStrangers } from './strangers.ts'

/**
 * What saving makes of a document's Trusts before it becomes the running program: on the manager CREATED becomes SAVED, or
 * INVITED where a key exists, with a higher epoch where the Trust changed (T4); on a unit that joined, JOINED_UNSAVED becomes
 * MEMBER (T6). Changes `document` only.
 */
export function savedMembership(state: MiniserverState, document: Program): void {
  const { identity, trust } = state
  if (trust.pendingJoin !== undefined) {
    document.trusts.set(trust.pendingJoin.trustUuid, memberView(trust.pendingJoin))
  }
  managedTrusts(state, document)
  notePrincipals(document, identity.serial)
  dropStrangers(document, identity.serial)
}

/** The manager's part of it, which also holds for changes from the App ("Configure Trust"). Changes `program` only. */
export function managedTrusts({ identity, program: running }: MiniserverState, program: Program): void {
  for (const membership of program.trusts.values()) {
    if (membership.manager !== identity.serial) continue
    const saved = savedTrust(membership, running.trusts.get(membership.trustUuid), memberInfo(identity))
    program.trusts.set(membership.trustUuid, saved)
  }
}

/** A Trust as its members know it: who joined, and nothing of keys or of those who have not. */
export function memberView({ manager, members, ...list }: TrustWelcome): Membership {
  const entries = members.map((info): MemberEntry => ({ serial: info.serial, state: 'joined', info }))
  return { ...list, manager: manager.serial, members: entries }
}

function savedTrust(document: Membership, running: Membership | undefined, self: MemberInfo): Membership {
  const waiting = document.key === undefined || document.key.secretHash === SUPERSEDED ? 'saved' : 'invited'
  const members = document.members.map((member): MemberEntry => {
    if (member.serial === self.serial) return { ...member, info: self }
    return member.state === 'created' || member.state === 'saved' ? { ...member, state: waiting } : member
  })
  const saved = { ...document, members }
  return running === undefined || sameList(running, saved) ? saved : { ...saved, epoch: running.epoch + 1 }
}

function sameList(a: Membership, b: Membership): boolean {
  return a.name === b.name && JSON.stringify(listed(a)) === JSON.stringify(listed(b))
}

/** Who is in it, however the manager shows them (R60). */
function listed({ members }: Membership): Omit<MemberEntry, 'group'>[] {
  return members.map(({ group: _, ...entry }) => entry).sort((one, other) => (one.serial < other.serial ? -1 : 1))
}
