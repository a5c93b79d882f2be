import { intercomsProgramChanged } from '../intercom/step.ts'
import { apiUsersChanged } from '../miniserver/api/users-changed.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Replacement } from '../program/change.ts'
import { draftOf, writtenOn } from '../program/draft.ts'
import type { Serial } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { restingWhatGoes, trustIoProgramChanged } from '../trust-io/step.ts'
import { applyChanges, inOneBatch } from './apply.ts'
import { notePrincipals } from './peers.ts'
import type { Call } from './request.ts'
import { dropStrangers, forgetStrangers } from './strangers.ts'

/**
 * Changes on the running program, by what another unit said, who is in a Trust; what came of those who are in none any more goes
 * with it (§3.3.8). Durable as one batch; sessions of users who went are closed, notices given, and then `then` goes out.
 */
export function changeMembership(
  { state, at, env }: Pick<Call, 'state' | 'at' | 'env'>,
  edit: (program: Program) => void,
  then: readonly Effect[],
): Effect[] {
  const { serial } = state.identity
  const draft = draftOf(state.program)
  edit(draft)
  notePrincipals(draft, serial)
  dropStrangers(draft, serial)
  const changes = writtenOn(draft)
  const step = { state, at, env }
  const resting = restingWhatGoes(step, changes)
  const records = applyChanges(state, changes)
  const follows = [
    ...resting,
    ...forgetStrangers(state),
    ...trustIoProgramChanged(step, changes),
    ...intercomsProgramChanged(step),
    ...apiUsersChanged(state, at, env),
  ]
  const told: Effect = { type: 'commit', records: [], then: [...membershipNotices(changes, serial), ...then] }
  return inOneBatch(records, [...follows, told])
}

/** What is told of Trusts that began or ended here, and of members removed. */
export function membershipNotices(changes: readonly Replacement[], self: Serial): Effect[] {
  return changes.flatMap((change): Effect[] => {
    if (change.map !== 'trusts' || change.entry === undefined) return []
    const { before, entry } = change
    const { name: trust, manager, ended, members } = entry
    if (ended !== undefined) {
      return before?.ended === ended ? [] : [{ type: 'notice', name: `trust-${ended}`, data: { trust, manager } }]
    }
    if (before === undefined && manager === self) return [{ type: 'notice', name: 'trust-created', data: { trust } }]
    const wereMembers = new Set(before?.members.flatMap(({ serial, state }) => (state === 'removed' ? [] : [serial])))
    return members
      .filter(({ serial, state }) => state === 'removed' && wereMembers.has(serial))
      .map(({ serial }) => ({ type: 'notice', name: 'trust-member-removed', data: { trust, serial } }))
  })
}
