import type { Credential } from '../access/credential.ts'
import { decide } from '../access/decide.ts'
import type { Decision } from '../access/decision.ts'
import { RigError } from '../errors.ts'
import { credentialOf } from '../sealed-credential.ts'
import type { Stamp } from '../time.ts'
import { blockAt, type DecidingBlock } from './block.ts'
import { enterHistory, historyStates } from './block-history.ts'
import { digestsOfCode } from './code-digests.ts'
import type { DecisionEffect } from './decision-record.ts'
import type { Effect, FeedbackSignal } from './effect.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import { countDenials, isShutOut } from './keypad-lock.ts'
import type { Moment } from './moment.ts'
import { origins } from './origins.ts'
import { pulse } from './pulse.ts'
import type { MiniserverState } from './state.ts'
import { decisionRecord, effectsOf, historyEntry, type Verdict } from './verdict.ts'

/** A presentation older than this when it arrives is recorded and opens nothing [P]. */
export const PRESENTATION_AGE_MAX_MS = 5_000

/** Receipts are remembered for this long, durably, so that a repeat changes nothing [P]. */
export const RECEIPT_MS = 60_000

const NOT_LOCKED = { isLocked: false, effects: [] } as const

/**
 * Answers one presentation at a reader of this site: decides, records, and only then pulses (I8).
 *
 * A repeat of a presentation already answered gets its receipt again and has no other effect. The decision is made for the
 * event's own time by the site's wall clock.
 */
export function presented(
  state: MiniserverState,
  device: string,
  event: DeviceEvent & { type: 'presented' },
  at: Stamp,
  env: Env,
): Effect[] {
  const receipt: Effect = { type: 'receipt', device, eventId: event.id }
  // Behind the first answer's own commit, should that still be under way: a receipt is a promise.
  if (state.receipts.has(event.id)) return [{ type: 'commit', records: [], then: [receipt] }]
  const credential = unseal(device, event, env)
  if (credential === undefined) return [receipt, malformed(device, event)]

  state.receipts.set(event.id, at.monotonicMs)
  const block = blockAt(state.program, device)
  const decision = judge(state, block, credential, event.ageMs, at, env)
  const { isLocked, effects: lock } =
    block === undefined ? NOT_LOCKED : countDenials(state, block, decision, event.id, { at, env })
  const verdict = { device, event, credential, block, decision, isLocked, atMs: at.wallMs - event.ageMs }
  const history = block === undefined ? [] : enterHistory(state, block, historyEntry(state, verdict))
  return [
    {
      type: 'commit',
      records: [{ key: `receipt/${event.id}`, value: at.wallMs }, ...history],
      then: answers(state, verdict, lock, { at, env }),
    },
    // Only the first starts the timer: one that every presentation put off would never come at a busy door.
    ...(state.receipts.size === 1 ? [forgetReceipts(at.monotonicMs)] : []),
  ]
}

/** Drops receipts older than `RECEIPT_MS`. */
export function receiptsTimer(state: MiniserverState, at: Stamp): Effect[] {
  const forgotten: string[] = []
  for (const [id, sinceMs] of state.receipts) if (at.monotonicMs - sinceMs >= RECEIPT_MS) forgotten.push(id)
  for (const id of forgotten) state.receipts.delete(id)
  const records = forgotten.map((id) => ({ key: `receipt/${id}` }))
  const [oldestMs] = state.receipts.values()
  return [
    ...(records.length > 0 ? [{ type: 'commit', records, then: [] } as const] : []),
    ...(oldestMs === undefined ? [] : [forgetReceipts(oldestMs)]),
  ]
}

/** The door first: nobody waits for an explanation. */
function* answers(
  state: MiniserverState,
  verdict: Verdict,
  lock: readonly Effect[],
  moment: Moment,
): Generator<Effect, void> {
  const { device, event, block } = verdict
  const effects = effectsOf(verdict)
  if (block !== undefined) for (const effect of effects) yield* carryOut(state, block, effect, event.id, moment)
  yield* lock
  yield { type: 'receipt', device, eventId: event.id }
  const record = decisionRecord(state, verdict, effects, moment.env)
  yield { type: 'decision', reader: record.reader, record }
  if (block !== undefined) yield* historyStates(state, block, moment)
}

function unseal(device: string, event: DeviceEvent & { type: 'presented' }, env: Env): Credential | undefined {
  try {
    const credential = credentialOf(event.id, env.open(device, event.sealed))
    return credential.kind === event.kind ? credential : undefined
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return undefined
  }
}

function malformed(device: string, event: DeviceEvent): Effect {
  return { type: 'notice', name: 'frame-malformed', data: { device, event: event.id }, causedBy: event.id }
}

function judge(
  state: MiniserverState,
  block: DecidingBlock | undefined,
  credential: Credential,
  ageMs: number,
  at: Stamp,
  env: Env,
): Decision {
  if (block === undefined) return { outcome: 'denied', reason: 'READER_UNASSIGNED', candidates: [] }
  if (ageMs > PRESENTATION_AGE_MAX_MS) return { outcome: 'denied', reason: 'EXPIRED_PRESENTATION', candidates: [] }
  if (isShutOut(state, block, credential)) return { outcome: 'denied', reason: 'LOCKED', candidates: [] }
  const codeDigests = credential.kind === 'code' ? digestsOfCode(state, env, credential.id) : []
  const request = { credential, codeDigests, object: `access:${block.uuid}` } as const
  return decide(state.access, request, at.wallMs - ageMs, env.zone, origins(state))
}

function carryOut(
  state: MiniserverState,
  block: DecidingBlock,
  effect: DecisionEffect,
  causedBy: string,
  moment: Moment,
): Effect[] {
  return effect.type === 'pulse'
    ? pulse(state, block, effect, causedBy, moment)
    : feedback(block, effect.signal, causedBy)
}

/** iButton readers of an Access Controller have LEDs of their own that nothing in this lab drives (§3.6.7). */
function feedback(block: DecidingBlock, signal: FeedbackSignal, causedBy: string): Effect[] {
  if (block.kind !== 'authentication-nfc-code-touch') return []
  return [{ type: 'command', device: block.reader, command: { type: 'feedback', signal }, causedBy }]
}

function forgetReceipts(sinceMonotonicMs: number): Effect {
  return { type: 'set-timer', timer: 'receipts', atMonotonicMs: sinceMonotonicMs + RECEIPT_MS }
}
