import { RigError } from '../../errors.ts'
import { cardOf } from '../../keypad/card.ts'
import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'
import { credentialOf } from '../../sealed-credential.ts'
import type { Stamp } from '../../time.ts'
import { setApiState } from '../api/values.ts'
import { blockOfReader } from '../block.ts'
import type { DecisionEffect } from '../decision-record.ts'
import type { Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import type { DeviceEvent } from '../input.ts'
import { malformed } from '../presented.ts'
import { receiptOf, repeated, takenOver } from '../receipts.ts'
import type { MiniserverState } from '../state.ts'
import { decisionRecord } from '../verdict.ts'
import { failedResult, learnResult } from './learn-result.ts'

type Learned = DeviceEvent & { readonly type: 'learned' }

/**
 * Answers what a keypad did with a card in learn mode: API clients are told of it, and nothing is authenticated (§3.6.5). It is put on
 * record like every presentation, but enters no history and counts for no lock. A repeat gets its receipt again.
 */
export function learned(state: MiniserverState, device: string, event: Learned, at: Stamp, env: Env): Effect[] {
  const again = repeated(state, device, event.id)
  if (again !== undefined) return again
  const text = unseal(device, event, env)
  if (text === undefined) return malformed(device, event.id)
  const block = blockOfReader(state.program, device)
  if (block?.kind !== 'authentication-nfc-code-touch') return [receiptOf(device, event.id)]
  const then = told(state, block, event, text, { at, env })
  return takenOver(state, { eventId: event.id, records: [], then }, at)
}

function told(
  state: MiniserverState,
  block: AuthenticationNfcCodeTouch,
  event: Learned,
  text: string,
  moment: { readonly at: Stamp; readonly env: Env },
): Effect[] {
  const { id: causedBy, outcome } = event
  const { reader } = block
  const card = cardOf(text)
  const effect: DecisionEffect = { type: 'feedback', signal: outcome === 'failed' ? 'unreadable' : 'learned' }
  const data = {
    device: reader,
    ...(outcome === 'learned' && { isEncrypted: card?.id !== undefined }),
    ...(outcome === 'failed' && { fault: event.fault ?? 'authentication' }),
  }
  return [
    { type: 'command', device: reader, command: { type: 'feedback', signal: effect.signal }, causedBy },
    ...result(state, block, event, card?.id ?? card?.uid ?? text, moment),
    receiptOf(reader, causedBy),
    { type: 'notice', name: NOTICES[outcome], data, causedBy },
    decided(state, block, event, [effect], moment),
  ]
}

const NOTICES = { learned: 'tag-learned', formatted: 'tag-formatted', failed: 'tag-not-learned' } as const

/** Everybody who watches is told, also of a tag that was learned before. A tag that was formatted is none any more. */
function result(
  state: MiniserverState,
  block: AuthenticationNfcCodeTouch,
  { outcome, fault = 'authentication' }: Learned,
  id: string,
  { at, env }: { readonly at: Stamp; readonly env: Env },
): Effect[] {
  if (outcome === 'formatted') return []
  const value = outcome === 'failed' ? failedResult(fault) : learnResult(state, id)
  if (outcome === 'learned') state.learnedTags.add(id)
  return setApiState(state, { control: block.uuid, name: 'nfcLearnResult', value, isNews: true }, at, env)
}

function decided(
  state: MiniserverState,
  block: AuthenticationNfcCodeTouch,
  { id, ageMs, sealed }: Learned,
  effects: readonly DecisionEffect[],
  { at, env }: { readonly at: Stamp; readonly env: Env },
): Effect {
  const verdict = {
    ...{ device: block.reader, block: undefined, isLocked: false, atMs: at.wallMs - ageMs },
    event: { type: 'presented', id, ageMs, sealed, kind: 'tag' },
    credential: { kind: 'tag', id: '' },
    decision: { outcome: 'denied', reason: 'LEARN_MODE', candidates: [] },
  } as const
  return { type: 'decision', reader: block.reader, record: decisionRecord(state, verdict, effects, env) }
}

function unseal(device: string, { id, sealed }: Learned, env: Env): string | undefined {
  try {
    return credentialOf(id, env.open(device, sealed)).id
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return undefined
  }
}
