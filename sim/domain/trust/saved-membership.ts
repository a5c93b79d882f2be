import type { MiniserverState } from '../miniserver/state.ts'
import type { Program } from '../program/program.ts'
import { memberInfo } from './lifecycle.ts'
import type { MemberEntry, MemberInfo, Membership } from './membership.ts'
import type { TrustWelcome } from './message.ts'
import { notePrincipals } from './peers.ts'

/**
 * What saving makes of a document's Trusts before it becomes the running program: on the manager CREATED becomes SAVED, or
 * INVITED where a key exists, with a higher epoch where the Trust changed (T4); on a unit that joined, JOINED_UNSAVED becomes
 * MEMBER (T6). Changes `document` only.
 */
export function savedMembership(state: MiniserverState, document: Program): void {
  const { identity, program: running, trust } = state
  for (const membership of document.trusts.values()) {
    if (membership.manager !== identity.serial) continue
    document.trusts.set(
      membership.trustUuid,
      savedTrust(membership, running.trusts.get(membership.trustUuid), memberInfo(identity)),
    )
  }
  if (trust.pendingJoin !== undefined) {
    document.trusts.set(trust.pendingJoin.trustUuid, memberView(trust.pendingJoin))
  }
  notePrincipals(document, identity.serial)
}

/** A Trust as its members know it: who joined, and nothing of keys or of those who have not. */
export function memberView({ trustUuid, name, epoch, manager, members }: TrustWelcome): Membership {
  const entries = members.map((info): MemberEntry => ({ serial: info.serial, state: 'joined', info }))
  return { trustUuid, name, manager: manager.serial, epoch, members: entries }
}

function savedTrust(document: Membership, running: Membership | undefined, self: MemberInfo): Membership {
  const waiting = document.key === undefined ? 'saved' : 'invited'
  const members = document.members.map((member): MemberEntry => {
    if (member.serial === self.serial) return { ...member, info: self }
    return member.state === 'created' || member.state === 'saved' ? { ...member, state: waiting } : member
  })
  const saved = { ...document, members }
  return running === undefined || sameList(running, saved) ? saved : { ...saved, epoch: running.epoch + 1 }
}

function sameList(a: Membership, b: Membership): boolean {
  return a.name === b.name && JSON.stringify(a.members) === JSON.stringify(b.members)
}
