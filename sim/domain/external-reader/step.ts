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

/** A fingerprint scanner or whatever else tells external IDs (§3.6.1): an outbox, and nothing that it would show. */
export type ExternalReaderState = PresentingState

export type ExternalReaderInput =
  | {
      readonly type: 'presented'
      readonly externalId: Credential
      readonly source: Presentation['source']
      readonly causedBy?: string
    }
  | { readonly type: 'receipt'; readonly event: string }
  | { readonly type: 'timer'; readonly timer: 'retry' }

export function idleExternalReader(prefix: string): ExternalReaderState {
  return unpowered(prefix)
}

/** Answers one input; `nowMs` is the reader's monotonic time. Each presentation is one: nobody sees whether it is still there. */
export function stepExternalReader(
  state: ExternalReaderState,
  input: ExternalReaderInput,
  nowMs: number,
  seal: Seal,
): DeviceEffect[] {
  switch (input.type) {
    case 'presented':
      return present(state, seenId(input), nowMs, seal)
    case 'receipt':
      return receive(state, input.event)
    case 'timer':
      return offerAgain(state, nowMs)
  }
}

function seenId({ externalId, source, causedBy }: ExternalReaderInput & { type: 'presented' }) {
  const name = 'external-presented' as const
  return { name, credential: externalId, source, ...(causedBy !== undefined && { causedBy }) }
}
