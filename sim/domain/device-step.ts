import type { Credential } from './access/credential.ts'
import type { StateValue } from './miniserver/effect.ts'
import { emptyOutbox, keep, nextId, type Outbox, type Presentation, RETRY_MS } from './presentation-outbox.ts'
import { credentialText } from './sealed-credential.ts'

/** What must now happen outside a device that presents credentials. Data, carried out in order by the device around it. */
export type DeviceEffect =
  /** Publish this presentation, with the age it has by now. */
  | { readonly type: 'offer'; readonly presentation: Presentation }
  | { readonly type: 'state'; readonly name: string; readonly value: StateValue; readonly causedBy?: string }
  | { readonly type: 'set-timer'; readonly timer: DeviceTimer; readonly atMonotonicMs: number }
  | { readonly type: 'cancel-timer'; readonly timer: DeviceTimer }
  /** Say that this command is in the language but cannot be done. */
  | { readonly type: 'unsupported'; readonly causedBy: string }

export type DeviceTimer = 'retry' | 'feedback' | 'count-down' | 'learn'

export interface PresentingState {
  outbox: Outbox
}

export interface Seen {
  readonly name: Presentation['name']
  /** What was seen; its id is sealed before it leaves the device. */
  readonly credential: Credential
  readonly source: Presentation['source']
  readonly causedBy?: string
}

export type Seal = (text: string) => string

/** Takes note of what was seen, and offers it until the Miniserver's receipt. */
export function present(state: PresentingState, seen: Seen, nowMs: number, seal: Seal): DeviceEffect[] {
  const { credential, ...rest } = seen
  return offer(state, { ...rest, sealed: seal(credentialText(nextId(state.outbox), credential)) }, nowMs)
}

/** The same of what is no credential, or more than one; what is secret of it is sealed already, for the outbox's next id. */
export function offer(
  state: PresentingState,
  offered: Omit<Presentation, 'id' | 'presentedAtMs'>,
  nowMs: number,
): DeviceEffect[] {
  const presentation = keep(state.outbox, { presentedAtMs: nowMs, ...offered })
  return [{ type: 'offer', presentation }, retryAt(nowMs + RETRY_MS)]
}

/** The Miniserver has it. A receipt for what is not waiting changes nothing. */
export function receive(state: PresentingState, eventId: string): DeviceEffect[] {
  if (!state.outbox.waiting.delete(eventId)) return []
  return state.outbox.waiting.size === 0 ? [{ type: 'cancel-timer', timer: 'retry' }] : []
}

/** Offers everything still waiting once more, oldest first. */
export function offerAgain(state: PresentingState, nowMs: number): DeviceEffect[] {
  if (state.outbox.waiting.size === 0) return []
  const offers = [...state.outbox.waiting.values()].map(
    (presentation): DeviceEffect => ({ type: 'offer', presentation }),
  )
  return [...offers, retryAt(nowMs + RETRY_MS)]
}

/** What a loss of power leaves: an empty outbox, and a new prefix for its ids. */
export function unpowered(prefix: string): PresentingState {
  return { outbox: emptyOutbox(prefix) }
}

function retryAt(atMonotonicMs: number): DeviceEffect {
  return { type: 'set-timer', timer: 'retry', atMonotonicMs }
}
