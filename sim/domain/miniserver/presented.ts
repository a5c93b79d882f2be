import type { Credential } from '../access/credential.ts'
import { decide } from '../access/decide.ts'
import type { Decision } from '../access/decision.ts'
import { RigError } from '../errors.ts'
import { presentedOf } from '../sealed-credential.ts'
import type { Stamp } from '../time.ts'
import type { DecidingBlock } from './block.ts'
import { blockState, enterHistory, historyStates } from './block-history.ts'
import type { DecisionEffect } from './decision-record.ts'
import { inputAnswers, inputMeant } from './digital-input.ts'
import type { Effect, FeedbackSignal } from './effect.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import { atKeypad } from './keypad-block/at-keypad.ts'
import { tellOutputs } from './keypad-block/outputs.ts'
import type { Outcome, Visit } from './keypad-block/visit.ts'
import { readPresented } from './learning/read-presented.ts'
import type { Moment } from './moment.ts'
import { origins } from './origins.ts'
import { textOf } from './output-text.ts'
import { PRESENTATION_AGE_MAX_MS } from './presentation-age.ts'
import { pulse, setText } from './pulse.ts'
import { receiptOf, repeated, takenOver } from './receipts.ts'
import { blockMeant, type Unheard } from './selection.ts'
import type { MiniserverState } from './state.ts'
import { decisionRecord, effectsOf, historyEntry, type Verdict } from './verdict.ts'

type Presented = DeviceEvent & { readonly type: 'presented' }

/**
 * Answers one presentation at a reader of this site: decides, records, and only then pulses (I8).
 *
 * A repeat of a presentation already answered gets its receipt again and has no other effect. The decision is made for the
 * event's own time by the site's wall clock.
 */
export function presented(state: MiniserverState, device: string, event: Presented, at: Stamp, env: Env): Effect[] {
  const again = repeated(state, device, event.id)
  if (again !== undefined) return again
  const seen = unseal(state, device, event, env)
  if (seen === undefined) return malformed(device, event.id)

  const presentation = { device, event, credential: seen.credential }
  const input = inputMeant(state, presentation, env)
  if (input !== undefined)
    return takenOver(state, { eventId: event.id, then: inputAnswers(state, presentation, input, { at, env }) }, at)

  const meant = blockMeant(state, device, at.monotonicMs - event.ageMs)
  const outcome = outcomeOf(state, meant, { device, event, ...seen }, { at, env })
  const records = outcome.verdicts.flatMap((verdict) =>
    verdict.block === undefined ? [] : enterHistory(state, verdict.block, historyEntry(state, verdict)),
  )
  const then = answers(state, device, event.id, outcome, { at, env })
  return takenOver(state, { eventId: event.id, records: [...outcome.records, ...records], then }, at)
}

/** What was not sealed by this device for this event: a notice, and nothing is decided. */
export function malformed(device: string, eventId: string): Effect[] {
  const notice = {
    type: 'notice',
    name: 'frame-malformed',
    data: { device, event: eventId },
    causedBy: eventId,
  } as const
  return [receiptOf(device, eventId), notice]
}

interface Seen {
  readonly device: string
  readonly event: Presented
  readonly credential: Credential
  /** Digits that were typed before a tag. */
  readonly typed: string
}

/** At a keypad more may follow from it than one decision, or none. */
function outcomeOf(state: MiniserverState, meant: DecidingBlock | Unheard, seen: Seen, moment: Moment): Outcome {
  const { device, event, credential } = seen
  const atMs = moment.at.wallMs - event.ageMs
  if (typeof meant !== 'string' && meant.kind === 'authentication-nfc-code-touch')
    return atKeypad(visitOf(state, meant, seen, moment))
  const decision = judge(state, meant, credential, event.ageMs, moment)
  const block = typeof meant === 'string' ? undefined : meant
  return { verdicts: [{ device, event, credential, block, decision, isLocked: false, atMs }], records: [], effects: [] }
}

function visitOf(state: MiniserverState, block: Visit['block'], seen: Seen, moment: Moment): Visit {
  const { event, credential, typed } = seen
  const monotonicMs = moment.at.monotonicMs - event.ageMs
  return {
    ...{ state, block, own: blockState(state, block.reader), event, credential, typed, moment },
    ...{ atMs: moment.at.wallMs - event.ageMs, monotonicMs, begunMs: monotonicMs - (event.typedMs ?? 0) },
  }
}

/** The door first: nobody waits for an explanation. */
function* answers(
  state: MiniserverState,
  device: string,
  eventId: string,
  { verdicts, effects }: Outcome,
  moment: Moment,
): Generator<Effect, void> {
  for (const verdict of verdicts) yield* atDoor(state, verdict, moment)
  yield* effects
  yield receiptOf(device, eventId)
  for (const verdict of verdicts) {
    const record = decisionRecord(state, verdict, effectsOf(verdict), moment.env)
    yield { type: 'decision', reader: record.reader, record }
    if (verdict.block !== undefined) yield* historyStates(state, verdict.block, moment)
  }
}

function* atDoor(state: MiniserverState, verdict: Verdict, moment: Moment): Generator<Effect, void> {
  const { block, event } = verdict
  if (block === undefined) return
  for (const effect of effectsOf(verdict)) yield* carryOut(state, block, effect, event.id, moment)
  if (block.kind === 'access-controller' && verdict.decision.outcome === 'granted')
    yield* setText(state, block, textOf(state, verdict), event.id, moment)
  yield* tellOutputs(state, verdict, moment)
}

function unseal(
  state: MiniserverState,
  device: string,
  event: Presented,
  env: Env,
): Pick<Seen, 'credential' | 'typed'> | undefined {
  try {
    const seen = presentedOf(event.id, env.open(device, event.sealed))
    return seen.credential.kind === event.kind
      ? { ...seen, credential: readPresented(state, seen.credential, env) }
      : undefined
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return undefined
  }
}

function judge(
  state: MiniserverState,
  block: DecidingBlock | Unheard,
  credential: Credential,
  ageMs: number,
  { at, env }: Moment,
): Decision {
  if (typeof block === 'string') return { outcome: 'denied', reason: block, candidates: [] }
  if (ageMs > PRESENTATION_AGE_MAX_MS) return { outcome: 'denied', reason: 'EXPIRED_PRESENTATION', candidates: [] }
  if (state.blocks.get(block.reader)?.isOff === true)
    return { outcome: 'denied', reason: 'SWITCHED_OFF', candidates: [] }
  const request = { credential, object: `access:${block.uuid}` } as const
  return decide(state.access, request, at.wallMs - ageMs, env.zone, origins(state))
}

function carryOut(
  state: MiniserverState,
  block: DecidingBlock,
  effect: DecisionEffect,
  causedBy: string,
  moment: Moment,
): Effect[] {
  if (effect.type === 'pulse') return pulse(state, block, effect, causedBy, moment)
  return effect.type === 'feedback' ? feedback(block, effect.signal, causedBy) : []
}

/** iButton readers of an Access Controller have LEDs of their own that nothing in this lab drives (§3.6.7). */
function feedback(block: DecidingBlock, signal: FeedbackSignal, causedBy: string): Effect[] {
  if (block.kind !== 'authentication-nfc-code-touch') return []
  return [{ type: 'command', device: block.reader, command: { type: 'feedback', signal }, causedBy }]
}
