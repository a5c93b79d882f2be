import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change } from '../program/change.ts'
import type { Serial } from '../program/names.ts'
import { applyChanges } from './apply.ts'
import { memberInfo } from './lifecycle.ts'
import type { Membership } from './membership.ts'
import type { TrustMessage, TrustWelcome } from './message.ts'
import { joinedMembers } from './peers.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'
import { memberView } from './saved-membership.ts'

type MembersMessage = Extract<TrustMessage, { type: 'members' }>

/** Manager: tells a member who is in each Trust it manages, unless it acknowledged that list already. */
export function tellMembers(call: Pick<Call, 'state' | 'at' | 'env'>, peer: Serial): Effect[] {
  const { state } = call
  if (isAsked(state, peer, 'members')) return []
  return managedWith(state, peer)
    .filter(({ trustUuid, epoch }) => state.trust.informed.get(`${trustUuid}/${peer}`) !== epoch)
    .flatMap((membership) => {
      const { trustUuid, name, epoch } = membership
      const then = { type: 'members', trustUuid, epoch } as const
      return ask(
        call,
        { to: peer, then },
        { type: 'members', trustUuid, name, epoch, members: joinedMembers(membership) },
      )
    })
}

/** Member: takes over a newer list from the manager it knows; a list it has already is acknowledged again. */
export function membersTold(call: Call, message: MembersMessage): Effect[] {
  const { state, from } = call
  const { trustUuid, epoch } = message
  const manager = message.members.find(({ serial }) => serial === from)
  const known = state.program.trusts.get(trustUuid)
  const pending = state.trust.pendingJoin?.trustUuid === trustUuid ? state.trust.pendingJoin : undefined
  if (manager === undefined || (known?.manager ?? pending?.manager.serial) !== from) {
    return [refuse(call, 'NOT_TRUST_MANAGER', `${from} does not manage this Trust`)]
  }
  const list: TrustWelcome = { trustUuid, name: message.name, epoch, manager, members: message.members }
  if (known === undefined) {
    if (pending !== undefined && epoch > pending.epoch) state.trust.pendingJoin = list
    return [answer(call, { type: 'done' })]
  }
  if (epoch <= known.epoch) return [answer(call, { type: 'done' })]
  const records = applyChanges(state, listChanges(state, list))
  return [{ type: 'commit', records, then: [answer(call, { type: 'done' })] }]
}

/** Manager: its own name and addresses may have changed while it was off; the members are told with a new epoch. */
export function ownInfoChanges(state: MiniserverState): Change[] {
  const self = memberInfo(state.identity)
  const text = JSON.stringify(Object.entries(self).sort())
  return [...state.program.trusts.values()].flatMap((membership): Change[] => {
    const entry = membership.members.find(({ serial }) => serial === self.serial)
    if (membership.manager !== self.serial || entry?.info === undefined) return []
    if (JSON.stringify(Object.entries(entry.info).sort()) === text) return []
    const members = membership.members.map((member) => (member === entry ? { ...entry, info: self } : member))
    const renewed: Membership = { ...membership, epoch: membership.epoch + 1, members }
    return [{ map: 'trusts', key: membership.trustUuid, entry: renewed }]
  })
}

function listChanges({ program, identity }: MiniserverState, list: TrustWelcome): Change[] {
  const strangers = list.members.filter(({ serial }) => serial !== identity.serial && !program.members.has(serial))
  return [
    { map: 'trusts', key: list.trustUuid, entry: memberView(list) },
    ...strangers.map(({ serial }): Change => ({ map: 'members', key: serial, entry: { serial, groups: [] } })),
  ]
}

function managedWith({ program, identity }: MiniserverState, peer: Serial): Membership[] {
  return [...program.trusts.values()].filter(
    (membership) =>
      membership.manager === identity.serial && joinedMembers(membership).some(({ serial }) => serial === peer),
  )
}
