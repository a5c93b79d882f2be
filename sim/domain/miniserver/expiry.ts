import { hasAdministrator, isAdministratorAnywhere } from '../program/administrators.ts'
import type { Program, User } from '../program/program.ts'
import type { Stamp } from '../time.ts'
import { changeProgram, type ProgramChange } from './change-program.ts'
import type { Effect } from './effect.ts'
import { EXPIRY, expiresByDeletion } from './expiring.ts'

/** Wall clocks may jump, and no timer follows them: while somebody is to be deleted on expiry, the clock is looked at this often [P]. */
export const EXPIRY_LOOK_MS = 60_000

/**
 * Deletes whoever's period has ended and who is to be deleted then; consumers are sent the tombstone as after any deletion. An
 * administrator stays where nobody else could administer the unit for good (I6): the period alone keeps it out.
 */
export function expiryTimer(change: ProgramChange): Effect[] {
  const { state, at } = change
  const mayDelete = hasAdministrator(state.program)
  const expired = [...state.program.users.values()]
    .filter((user) => expiresByDeletion(user) && endOf(user) <= at.wallMs)
    .filter((user) => mayDelete || !isAdministratorAnywhere(state.program, user))
  const edits = expired.map(({ uuid }) => ({ type: 'delete-user', uuid }) as const)
  const told = (): Effect[] =>
    expired.map(({ uuid, name: user }) => ({ type: 'notice', name: 'user-expired', data: { user, uuid } }))
  return [...(edits.length === 0 ? [] : changeProgram(change, edits, told)), ...nextLook(state, at)]
}

/** By the next end, but no later than a minute from now. */
function nextLook({ program }: { readonly program: Program }, at: Stamp): Effect[] {
  const waits = [...program.users.values()].filter(expiresByDeletion).map((user) => endOf(user) - at.wallMs)
  if (waits.length === 0) return []
  const soonestMs = waits.reduce((soonest, ms) => (ms > 0 ? Math.min(soonest, ms) : soonest), EXPIRY_LOOK_MS)
  return [{ type: 'set-timer', timer: EXPIRY, atMonotonicMs: at.monotonicMs + soonestMs }]
}

function endOf({ status }: User): number {
  return status.validUntilMs ?? Number.POSITIVE_INFINITY
}
