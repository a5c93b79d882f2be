import type { Credential } from '../access/credential.ts'
import { decide } from '../access/decide.ts'
import type { Decision } from '../access/decision.ts'
import { explain } from '../access/explain.ts'
import { RigError } from '../errors.ts'
import { credentialOf } from '../sealed-credential.ts'
import type { Stamp } from '../time.ts'
import { blockAt, type DecidingBlock, standardOutput } from './block.ts'
import { enterHistory } from './block-history.ts'
import type { DecisionEffect, DecisionRecord } from './decision-record.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import type { Moment } from './moment.ts'
import { origins } from './origins.ts'
import { pulse } from './pulse.ts'
import type { MiniserverState } from './state.ts'

/** A presentation older than this when it arrives is recorded and opens nothing [P]. */
export const PRESENTATION_AGE_MAX_MS = 5_000

/** Receipts are remembered for this long, durably, so that a repeat changes nothing [P]. */
export const RECEIPT_MS = 60_000

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
  const effects = block !== undefined && decision.outcome === 'granted' ? grantEffects(block) : DENIED
  const record = describe(state, { device, block, decision, credential, event, effects }, at, env)
  const history = enterHistory(state, record, { at, env })
  return [
    {
      type: 'commit',
      records: [{ key: `receipt/${event.id}`, value: at.wallMs }, ...history.records],
      then: [
        ...carryOut(state, block, record, { at, env }),
        receipt,
        { type: 'decision', reader: record.reader, record },
        ...history.effects,
      ],
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

const DENIED: readonly DecisionEffect[] = [{ type: 'feedback', signal: 'denied' }]

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
  const request = { credential, object: `access:${block.uuid}` } as const
  return decide(state.access, request, at.wallMs - ageMs, env.zone, origins(state))
}

function grantEffects(block: DecidingBlock): DecisionEffect[] {
  const { terminal, name } = standardOutput(block)
  return [
    { type: 'pulse', output: terminal, name, pulseMs: block.pulseMs },
    { type: 'feedback', signal: 'granted' },
  ]
}

interface Described {
  readonly device: string
  readonly block: DecidingBlock | undefined
  readonly decision: Decision
  readonly credential: Credential
  readonly event: DeviceEvent & { type: 'presented' }
  readonly effects: readonly DecisionEffect[]
}

function describe(state: MiniserverState, described: Described, at: Stamp, env: Env): DecisionRecord {
  const { device, block, decision, credential, event, effects } = described
  const eventMs = at.wallMs - event.ageMs
  const request = { credential, object: `access:${block?.uuid ?? ''}` } as const
  const explanation = explain(state.access, state.program, decision, request, eventMs, env.zone, origins(state))
  return {
    ...explanation,
    id: `${event.id}:decision`,
    causedBy: event.id,
    site: state.identity.site,
    reader: block?.reader ?? device,
    ...(block !== undefined && { block: block.name }),
    atMs: eventMs,
    ageMs: event.ageMs,
    output: decision.outcome === 'granted' ? 1 : -1,
    historyType: historyType(credential, decision),
    effects,
  }
}

/** §3.6.6. iButtons are an external medium of the Access Controller: 10 and 11 [P]. */
function historyType(credential: Credential, decision: Decision): number {
  const granted = decision.outcome === 'granted'
  if (credential.kind !== 'tag') return granted ? 10 : 11
  if (!granted) return 8
  return decision.user === undefined ? 5 : 3
}

function carryOut(
  state: MiniserverState,
  block: DecidingBlock | undefined,
  record: DecisionRecord,
  moment: Moment,
): Effect[] {
  if (block === undefined) return []
  return record.effects.flatMap((effect): Effect[] =>
    effect.type === 'pulse'
      ? pulse(state, block, effect, record.causedBy, moment)
      : feedback(block, effect.signal, record.causedBy),
  )
}

/** iButton readers of an Access Controller have LEDs of their own that nothing in this lab drives (§3.6.7). */
function feedback(block: DecidingBlock, signal: 'granted' | 'denied', causedBy: string): Effect[] {
  if (block.kind !== 'authentication-nfc-code-touch') return []
  return [{ type: 'command', device: block.reader, command: { type: 'feedback', signal }, causedBy }]
}

function forgetReceipts(sinceMonotonicMs: number): Effect {
  return { type: 'set-timer', timer: 'receipts', atMonotonicMs: sinceMonotonicMs + RECEIPT_MS }
}
