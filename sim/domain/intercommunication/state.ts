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
  /** How much came in the second that runs (P-277). */
  readonly heard: Stretch
  /** How often outputs changed in the second that runs for each, by control (P-276). */
  readonly said: Map<Uuid, Stretch & { isLate: boolean }>
}

/** So many within a time that began then, by monotonic time. */
export interface Stretch {
  sinceMs: number
  count: number
}

/** `names`: packets that bring a name or something of a lamp, and no value. */
type Counted = 'sent' | 'taken' | 'names' | Refused

/**
 * Why a packet sets nothing: it is none, its sender is unknown here, it is meant for somebody else, there is no input for it, or the
 * input carries something else; or nobody looked at it, because too much comes.
 */
export type Refused = 'malformed' | 'stranger' | 'not-for-us' | 'no-input' | 'wrong-type' | 'flood'

export function newIntercommunicationState(): IntercommunicationState {
  return {
    ...{ values: new Map(), counts: nothingCounted(), noticed: new Set() },
    ...{ heard: { sinceMs: 0, count: 0 }, said: new Map() },
  }
}

/** What was volatile is gone; to be called before anything is set. */
export function clearIntercommunication({ values, counts, noticed, heard, said }: IntercommunicationState): void {
  for (const each of [values, noticed, said]) each.clear()
  Object.assign(counts, nothingCounted())
  Object.assign(heard, { sinceMs: 0, count: 0 })
}

function nothingCounted(): IntercommunicationState['counts'] {
  const refused = { malformed: 0, stranger: 0, 'not-for-us': 0, 'no-input': 0, 'wrong-type': 0, flood: 0 }
  return { sent: 0, taken: 0, names: 0, ...refused }
}
