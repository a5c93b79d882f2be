import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { type MemberEntry, type Membership, SUPERSEDED } from './membership.ts'
import type { TrustWelcome } from './message.ts'
import { hasJoined } from './peers.ts'
import { removed } from './removal.ts'
import { memberView } from './saved-membership.ts'

/**
 * A Trust as a member has it after a newer list. Who managed it before vouches for the new manager, and goes on telling those that
 * are in no list any more that they are out: they may know nobody else.
 */
export function adopted(known: Membership, list: TrustWelcome, self: Serial): Membership {
  const vouches = known.vouches === true || known.manager === self
  const present = new Set(list.members.map(({ serial }) => serial))
  const out = known.members.filter(({ serial }) => !present.has(serial)).filter((member) => vouches && wasTold(member))
  const view = memberView(list)
  return {
    ...view,
    ...(known.key !== undefined && { key: { generation: known.key.generation, secretHash: SUPERSEDED } }),
    ...(vouches && { vouches }),
    members: [...view.members, ...out.map(removed)],
  }
}

/** What a manager says when another's list takes the place of its own: that there were two, and which of its edits are lost. */
export function demotionNotices(known: Membership, after: Membership, self: Serial): Effect[] {
  if (known.manager !== self || after.manager === self) return []
  const data = { trust: after.name, manager: after.manager }
  const isConflict = (known.term ?? 0) === (after.term ?? 0)
  const lost = lostUpdates(known, after)
  return [
    ...(isConflict ? [{ type: 'notice', name: 'trust-takeover-conflict', data } as const] : []),
    ...(lost.length > 0
      ? [{ type: 'notice', name: 'trust-lost-update', data: { ...data, lost: lost.join(', ') } } as const]
      : []),
  ]
}

/** Who is in one list and not in the other, as the one says it that does not hold any more. */
function lostUpdates(known: Membership, after: Membership): string[] {
  const members = new Set(after.members.filter(hasJoined).map(({ serial }) => serial))
  return known.members
    .filter(({ serial, state }) => (state !== 'removed') !== members.has(serial))
    .map(({ serial, state, info }) => `${info?.name ?? serial} ${state}`)
}

/** Joined, or removed after it had: somebody to tell. */
function wasTold(member: MemberEntry): boolean {
  return hasJoined(member) || (member.state === 'removed' && member.info !== undefined)
}
