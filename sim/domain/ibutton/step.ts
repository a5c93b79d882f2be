import type { Credential } from '../access/credential.ts'
import {
  type DeviceEffect,
  offerAgain,
  type PresentingState,
  present,
  receive,
  type Seal,
  unpowered,
} from '../device-step.ts'
import type { Presentation } from '../presentation-outbox.ts'

/** A 1-Wire Extension: its outbox, and the iButtons that lie on its readers now. It cannot tell the readers apart (§3.6.7). */
export interface OneWireState extends PresentingState {
  readonly onBus: Set<string>
}

export type OneWireInput =
  | {
      readonly type: 'arrived' | 'departed'
      readonly ibutton: Credential
      readonly source: Presentation['source']
      readonly causedBy?: string
    }
  | { readonly type: 'receipt'; readonly event: string }
  | { readonly type: 'timer'; readonly timer: 'retry' }

export function idleOneWire(prefix: string): OneWireState {
  return { ...unpowered(prefix), onBus: new Set() }
}

/** Answers one input; `nowMs` is the extension's monotonic time. Arrivals are edges: a held iButton does not repeat [P]. */
export function stepOneWire(state: OneWireState, input: OneWireInput, nowMs: number, seal: Seal): DeviceEffect[] {
  switch (input.type) {
    case 'arrived':
      if (state.onBus.has(input.ibutton.id)) return []
      state.onBus.add(input.ibutton.id)
      return present(state, seen('ibutton-arrived', input), nowMs, seal)
    case 'departed':
      if (!state.onBus.delete(input.ibutton.id)) return []
      return present(state, seen('ibutton-departed', input), nowMs, seal)
    case 'receipt':
      return receive(state, input.event)
    case 'timer':
      return offerAgain(state, nowMs)
  }
}

function seen(name: 'ibutton-arrived' | 'ibutton-departed', input: OneWireInput & { type: 'arrived' | 'departed' }) {
  const { ibutton, source, causedBy } = input
  return { name, credential: ibutton, source, ...(causedBy !== undefined && { causedBy }) }
}
