import { RigError } from '../../errors.ts'
import type { ProgramEdit } from '../../program/edit.ts'
import { importKey, type TrustImport } from '../../trust/membership.ts'
import { askForOffer, type OfferAsked } from '../../trust/offer.ts'
import { peersOf } from '../../trust/peers.ts'
import type { Effect } from '../effect.ts'
import { editAs, editorOf, type Managing, type ManagingHandler, mustEdit, mustHaveRight } from './manage.ts'
import type { TrustWish } from './trust-command.ts'
import { nativeFailure, nativeReply, peerJson, type TrustFailureText } from './trust-json.ts'

/** `trustusermanagement/peers`: the other Miniservers of every Trust this one is in. */
export const trustPeers: ManagingHandler<'trust-peers'> = (context) => {
  mustHaveRight(context, 'UserManagement')
  return [nativeReply(askerOf(context), { peers: [...peersHere(context).values()].map(peerJson) })]
}

/** `…/discover/{serial}`: whom that Miniserver offers, which it is asked. 403 without the right there (R30), 504 where it cannot be reached. */
export const trustDiscover: ManagingHandler<'trust-discover'> = (context, { serial }) => {
  mustHaveRight(context, 'UserManagement')
  if (!peersHere(context).has(serial)) throw new RigError('NOT_FOUND', 'no such Miniserver in the Trust')
  return askForOffer(context, serial, offerAsked(context))
}

/** `…/add/{serial}/{user}`: from now on, without a save (R48, AMB-16). Whom that Miniserver does not offer is not added. */
export const trustAdd: ManagingHandler<'trust-add'> = (context, { serial, user }) =>
  changed(context, [{ serial, user, used: true }], 'add failed')

/** `…/remove/{serial}/{user}`: the replica goes with all that is assigned to it. Who came with a group goes with that. */
export const trustRemove: ManagingHandler<'trust-remove'> = (context, wish) => {
  mustHaveRight(context, 'UserManagement')
  if (importOf(context, wish) === undefined) return [nativeFailure(askerOf(context), 'unknown user')]
  return changed(context, [{ ...wish, used: false }], 'invalid command')
}

/** `…/edit`: who is used and who is not, of several Miniservers; all of it or nothing. */
export const trustEdit: ManagingHandler<'trust-edit'> = (context, { wishes }) => {
  mustHaveRight(context, 'UserManagement')
  return wishes === undefined
    ? [nativeFailure(askerOf(context), 'invalid command')]
    : changed(context, wishes, 'invalid command')
}

/** What is so already stays as it is. Throws FORBIDDEN, and counts it, for who may not. */
function changed(context: Managing, wishes: readonly TrustWish[], failure: TrustFailureText): Effect[] {
  mustHaveRight(context, 'UserManagement')
  const asker = askerOf(context)
  const removed = wishes.filter(({ used }) => !used).flatMap((wish) => importOf(context, wish) ?? [])
  if (!isPossible(context, wishes) || removed.some(({ locked }) => locked === true))
    return [nativeFailure(asker, failure)]
  const wanted = wishes.filter((wish) => wish.used && importOf(context, wish) === undefined)
  const removals = removed.map((entry): ProgramEdit => ({ type: 'remove-import', entry }))
  const additions = wanted.map(({ serial: origin, user: uuid }): ProgramEdit => {
    return { type: 'add-import', entry: { origin, kind: 'user', uuid } }
  })
  try {
    mustEdit(context, [...removals, ...additions])
  } catch (error) {
    if (!(error instanceof RigError) || error.code === 'FORBIDDEN') throw error
    return [nativeFailure(asker, failure)]
  }
  const [first] = wanted
  if (first !== undefined) {
    const imports = { edits: removals, wanted: wanted.map(({ serial, user }) => ({ serial, user })), failure }
    return askForOffer(context, first.serial, { ...offerAsked(context), imports })
  }
  const answer = nativeReply(asker, {})
  return removals.length === 0 ? [answer] : editAs(context, removals, () => [answer])
}

/** Each user once, of a Miniserver of the Trust. */
function isPossible(context: Managing, wishes: readonly TrustWish[]): boolean {
  const peers = peersHere(context)
  const users = new Set(wishes.map(({ serial, user }) => `${serial}/${user}`))
  return users.size === wishes.length && wishes.every(({ serial }) => peers.has(serial))
}

function importOf({ state }: Managing, { serial, user }: Omit<TrustWish, 'used'>): TrustImport | undefined {
  return state.program.imports.get(importKey({ origin: serial, kind: 'user', uuid: user }))
}

function peersHere({ state }: Managing): ReturnType<typeof peersOf> {
  return peersOf(state.program, state.identity.serial)
}

function askerOf({ session, request }: Managing) {
  return { session: session.id, request }
}

function offerAsked(context: Managing): OfferAsked {
  const { user, scope } = editorOf(context)
  return { ...askerOf(context), editor: { user: user.uuid, scope } }
}
