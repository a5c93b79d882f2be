import type { Credential } from '../access/credential.ts'
import type { Decision } from '../access/decision.ts'
import { credentialName, explain } from '../access/explain.ts'
import { nameWithHost } from '../access/labels.ts'
import { type DecidingBlock, standardOutput } from './block.ts'
import type { HistoryEntry } from './block-state.ts'
import type { DecisionEffect, DecisionRecord } from './decision-record.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import { origins } from './origins.ts'
import type { MiniserverState } from './state.ts'

/** What was decided of one presentation, as ids: enough to act on and to enter, before it is put into words. */
export interface Verdict {
  readonly device: string
  readonly event: DeviceEvent & { type: 'presented' }
  readonly credential: Credential
  readonly block: DecidingBlock | undefined
  readonly decision: Decision
  /** Whether the keypad is locked, now that this was decided. */
  readonly isLocked: boolean
  /** The event's own time, milliseconds since 1970 UTC by the site's wall clock. */
  readonly atMs: number
}

/** What it sets off at its block, in order. */
export function effectsOf({ block, decision, isLocked }: Verdict): readonly DecisionEffect[] {
  if (block === undefined || decision.outcome === 'denied')
    return [{ type: 'feedback', signal: isLocked ? 'locked' : 'denied' }]
  const { terminal, name } = standardOutput(block)
  return [
    { type: 'pulse', output: terminal, name, pulseMs: block.pulseMs },
    { type: 'feedback', signal: 'granted' },
  ]
}

/** The whole of it in words, as it is published. */
export function decisionRecord(
  state: MiniserverState,
  verdict: Verdict,
  effects: readonly DecisionEffect[],
  env: Env,
): DecisionRecord {
  const { device, event, credential, block, decision, atMs } = verdict
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
  }
}

/** What its block remembers of it (§3.6.6). */
export function historyEntry(state: MiniserverState, verdict: Verdict): HistoryEntry {
  const { credential, decision, atMs } = verdict
  const user = decision.user === undefined ? undefined : state.program.users.get(decision.user)
  const description = credentialName(credential, user)
  return {
    decision: idOf(verdict),
    atMs,
    output: outputOf(verdict),
    type: historyType(verdict),
    reason: decision.reason,
    ...(user !== undefined && { user: nameWithHost(user, origins(state)) }),
    ...(description !== undefined && { description }),
  }
}

function idOf({ event }: Verdict): string {
  return `${event.id}:decision`
}

function outputOf({ decision }: Verdict): number {
  return decision.outcome === 'granted' ? 1 : -1
}

/** §3.6.6. iButtons and external IDs are an external medium of the Access Controller: 10 and 11 (P-94). */
function historyType({ credential, decision }: Verdict): number {
  const { ofUser, ambiguous, denied } = HISTORY_TYPES[credential.kind]
  if (decision.outcome === 'denied') return denied
  return decision.user === undefined ? ambiguous : ofUser
}

const HISTORY_TYPES: Readonly<
  Record<Credential['kind'], { readonly ofUser: number; readonly ambiguous: number; readonly denied: number }>
> = {
  code: { ofUser: 0, ambiguous: 2, denied: 7 },
  tag: { ofUser: 3, ambiguous: 5, denied: 8 },
  ibutton: { ofUser: 10, ambiguous: 10, denied: 11 },
  external: { ofUser: 10, ambiguous: 10, denied: 11 },
}
