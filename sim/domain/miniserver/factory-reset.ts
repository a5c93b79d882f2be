import { factoryProgram } from '../program/factory.ts'
import { inOneBatch } from '../trust/apply.ts'
import { feedRecord } from '../trust/records.ts'
import { keepTokens } from './api/token.ts'
import { forgetHistories } from './block-history.ts'
import { replaceProgram } from './change-program.ts'
import type { Effect } from './effect.ts'
import type { Input } from './input.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** The text that is sealed when somebody resets the unit: bound to the message it belongs to, so that it fits no other. */
export function factoryResetText(messageId: string): string {
  return JSON.stringify([messageId, 'factory-reset'])
}

/**
 * Somebody who stands before the unit resets it to what it was when it left the factory (§3.9): program, users, Trusts, replicas,
 * histories and tokens go, and admin/admin opens it again. Nobody in its Trusts is told: they hear nothing of it any more. Its own
 * feed begins a new epoch, so that who joins it again takes nothing old for new (P-31). It keeps serial, certificate and firmware.
 */
export function factoryReset(
  state: MiniserverState,
  input: Input & { type: 'factory-reset' },
  { at, env }: Moment,
): Effect[] {
  const { message: causedBy } = input
  if (state.receipts.has(causedBy)) return []
  if (env.open('miniserver', input.sealed) !== factoryResetText(causedBy)) return []
  state.receipts.set(causedBy, at.monotonicMs)
  const { trust, api, identity } = state
  trust.pendingJoin = undefined
  trust.feed = { ...trust.feed, epoch: trust.feed.epoch + 1 }
  const records = [
    { key: `receipt/${causedBy}`, value: at.wallMs },
    feedRecord(trust),
    ...forgetHistories(state),
    ...[...api.tokens.keys()].flatMap((user) => keepTokens(api, user, at.wallMs, () => [])),
  ]
  const told: Effect = { type: 'notice', name: 'factory-reset', data: {}, causedBy }
  const program = factoryProgram(identity.serial, env.hash)
  return inOneBatch(
    records,
    replaceProgram({ state, at, env }, program, () => [told], [{ type: 'restart' }]),
  )
}
