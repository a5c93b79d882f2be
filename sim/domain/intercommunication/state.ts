import type { Uuid } from '../program/names.ts'
import type { IoValue } from '../trust-io/value.ts'

/** Network Intercommunication since the unit is up. All of it is volatile: a boot begins with everything at rest. */
export interface IntercommunicationState {
  /** What inputs and outputs are at, by control; those that were not set are not here. */
  readonly values: Map<Uuid, IoValue>
  /** Packets that went out, in the cycle too, and those that came in, by what became of them. */
  readonly counts: Record<Counted, number>
  /** What was turned away and told of already, once each (`NOTICED_MAX`). */
  readonly noticed: Set<string>
}

/** `names`: packets that bring a name or something of a lamp, and no value. */
type Counted = 'sent' | 'taken' | 'names' | Refused

/**
 * Why a packet sets nothing: it is none, its sender is unknown here, it is meant for somebody else, there is no input for it, or the
 * input carries something else.
 */
export type Refused = 'malformed' | 'stranger' | 'not-for-us' | 'no-input' | 'wrong-type'

export function newIntercommunicationState(): IntercommunicationState {
  return { values: new Map(), counts: nothingCounted(), noticed: new Set() }
}

export function nothingCounted(): IntercommunicationState['counts'] {
  return { sent: 0, taken: 0, names: 0, malformed: 0, stranger: 0, 'not-for-us': 0, 'no-input': 0, 'wrong-type': 0 }
}
