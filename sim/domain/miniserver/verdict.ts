import type { ByApp, Credential } from '../access/credential.ts'
import type { Decision, Reason } from '../access/decision.ts'
import { credentialName, explain } from '../access/explain.ts'
import { nameWithHost } from '../access/labels.ts'
import type { DeviceAuthorisation } from '../program/device-authorisation.ts'
import type { NfcInput } from '../program/nfc-inputs.ts'
import type { DecidingBlock } from './block.ts'
import type { HistoryEntry } from './block-state.ts'
import type { DecisionEffect, DecisionRecord } from './decision-record.ts'
import type { FeedbackSignal } from './effect.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import type { Part } from './keypad-block/attempt.ts'
import { isSwitched } from './keypad-block/authenticate.ts'
import { FIRST_FACTOR } from './keypad-block/two-factor.ts'
import { origins } from './origins.ts'
import type { MiniserverState } from './state.ts'

/** What was decided of one presentation, as ids: enough to act on and to enter, before it is put into words. */
export interface Verdict {
  readonly device: string
  readonly event: DeviceEvent & { type: 'presented' }
  readonly credential: Credential | ByApp
  readonly block: DecidingBlock | undefined
  readonly decision: Decision
  /** Whether the keypad is locked, now that this was decided. */
  readonly isLocked: boolean
  /** The event's own time, milliseconds since 1970 UTC by the site's wall clock. */
  readonly atMs: number
  /** Of a keypad's block what opens, 1–9999; 0: the first of two factors was right; −1: nothing. */
  readonly output?: number
  /** The code or tag of the keypad itself that was presented. */
  readonly own?: DeviceAuthorisation
  /** The digital input of the keypad that it is. */
  readonly input?: NfcInput
  /** It is about the code that a tag confirmed; the verdict on the tag follows, and shows by itself. */
  readonly part?: Part
}

/** What it sets off at its block, in order. */
export function effectsOf(verdict: Verdict): readonly DecisionEffect[] {
  const { block, decision, part } = verdict
  if (part !== undefined) return []
  if (block === undefined || decision.outcome === 'denied')
    return [...denialPulse(block, decision), { type: 'feedback', signal: denialSignal(verdict) }]
  return [opening(block, verdict), { type: 'feedback', signal: 'granted' }]
}

/** P of an Access Controller; of a keypad's block the output that was selected, or the number beyond O6 (§3.6.2). */
function opening(block: DecidingBlock, { output = 1 }: Verdict): DecisionEffect {
  const { pulseMs } = block
  if (block.kind === 'access-controller') return { type: 'pulse', output: 'P', name: block.name, pulseMs }
  if (!isSwitched(output)) return { type: 'number', output: 'Nco', value: output }
  const name = block.outputs.find((each) => each.output === output)?.name ?? block.name
  return { type: 'pulse', output: `O${output}`, name, pulseMs }
}

function denialSignal({ isLocked, output }: Verdict): FeedbackSignal {
  if (isLocked) return 'locked'
  return output === FIRST_FACTOR ? 'awaiting' : 'denied'
}

/** Denials that tell nobody at the door: Off dominates, and who was there is gone (§3.6.7, P-205). */
const UNTOLD: ReadonlySet<Reason> = new Set<Reason>(['SWITCHED_OFF', 'EXPIRED_PRESENTATION'])

/** Whether the block's outputs say nothing of it: Pd, or As, Ad and Nco. */
export function isUntold({ reason }: Decision): boolean {
  return UNTOLD.has(reason)
}

/** Pd of an Access Controller. */
function denialPulse(block: DecidingBlock | undefined, decision: Decision): DecisionEffect[] {
  if (block?.kind !== 'access-controller' || isUntold(decision)) return []
  return [{ type: 'pulse', output: 'Pd', name: block.name, pulseMs: block.pulseMs }]
}

/** The whole of it in words, as it is published. */
export function decisionRecord(
  state: MiniserverState,
  verdict: Verdict,
  effects: readonly DecisionEffect[],
  env: Env,
): DecisionRecord {
  const { device, event, credential, block, decision, atMs, input } = verdict
  const own = verdict.own ?? input
  const request = { credential, object: `access:${block?.uuid ?? ''}` } as const
  return {
    id: idOf(verdict),
    causedBy: event.id,
    site: state.identity.site,
    reader: block?.reader ?? device,
    atMs,
    ageMs: event.ageMs,
    output: outputOf(verdict),
    historyType: historyType(verdict),
    effects,
    ...(block !== undefined && { block: block.name }),
    ...explain(state.access, state.program, decision, request, atMs, env.zone, origins(state)),
    ...(own !== undefined && { credential: { kind: credential.kind, name: own.name } }),
  }
}

/** What its block remembers of it (§3.6.6). */
export function historyEntry(state: MiniserverState, verdict: Verdict): HistoryEntry {
  const { device, block, credential, decision, atMs, own } = verdict
  const isExternal = EXTERNAL.has(credential.kind)
  const user = decision.user === undefined ? undefined : state.program.users.get(decision.user)
  const description = own?.name ?? credentialName(credential, user)
  return {
    decision: idOf(verdict),
    atMs,
    output: outputOf(verdict),
    type: historyType(verdict),
    reason: decision.reason,
    ...(user !== undefined && { user: nameWithHost(user, origins(state)) }),
    ...(description !== undefined && { [isExternal ? 'extMedium' : 'description']: description }),
    ...(isExternal && { extAuthority: block?.reader ?? device }),
  }
}

/** What is not known to the Miniserver by itself, but by another system (§3.6.6): iButtons and external IDs (P-94). */
const EXTERNAL: ReadonlySet<Verdict['credential']['kind']> = new Set(['ibutton', 'external'])

function idOf({ event, part }: Verdict): string {
  return `${event.id}:${part ?? 'decision'}`
}

function outputOf({ decision, output }: Verdict): number {
  return output ?? (decision.outcome === 'granted' ? 1 : -1)
}

/** §3.6.6. iButtons and external IDs are an external medium of the Access Controller: 10 and 11 (P-94). */
function historyType({ credential, decision, output, own, input }: Verdict): number {
  const { ofUser, named, ambiguous, denied } = HISTORY_TYPES[credential.kind]
  if (decision.outcome === 'denied' && output !== FIRST_FACTOR) return denied
  if (own !== undefined || input !== undefined) return named
  return decision.user === undefined ? ambiguous : ofUser
}

interface HistoryTypes {
  readonly ofUser: number
  /** Of a keypad's own code or tag, also one that is a digital input. */
  readonly named: number
  readonly ambiguous: number
  readonly denied: number
}

const EXTERNAL_MEDIUM: HistoryTypes = { ofUser: 10, named: 10, ambiguous: 10, denied: 11 }
const HISTORY_TYPES: Readonly<Record<Verdict['credential']['kind'], HistoryTypes>> = {
  code: { ofUser: 0, named: 1, ambiguous: 2, denied: 7 },
  tag: { ofUser: 3, named: 4, ambiguous: 5, denied: 8 },
  ibutton: EXTERNAL_MEDIUM,
  external: EXTERNAL_MEDIUM,
  app: { ofUser: 6, named: 6, ambiguous: 6, denied: 9 },
}
