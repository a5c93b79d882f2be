import type { Serial, Uuid } from '../program/names.ts'
import type { IoValue } from './value.ts'

/** Inputs and outputs of Trusts as they are now. Volatile but for who follows: a boot begins with all at rest (P-207). */
export interface TrustIoState {
  /** What inputs, outputs and references are at, by control; those that were not set since the boot are not here. */
  readonly values: Map<Uuid, IoValue>
  /** How references stand; one that was not heard about since the boot is not here. */
  readonly standing: Map<Uuid, Standing>
  /** Units whose inputs and outputs are used here. */
  readonly hosts: Map<Serial, HostState>
  /** Units that use this one's. Who they are is durable. */
  readonly followers: Map<Serial, FollowerState>
  /** Who of them set an own output last. */
  readonly writers: Map<Uuid, Serial>
  /** Controls whose last value stands for a while after the right to it is gone (P-208). */
  readonly frozen: Set<Uuid>
  /** Controls that are on for a pulse. */
  readonly pulsing: Set<Uuid>
  /** How many values were to go out in this stretch of time, by which much is told from too much (R59). */
  readonly rate: { sinceMs: number; changes: number; toldMs: number | undefined }
}

/**
 * Whether its host lets this unit use it, and was heard within its timeout: `FORBIDDEN` also where it is not there any more,
 * `INVALID` where it is of another kind by now, `CONNECTION_FAILED` where the host is silent.
 */
export type Standing = 'valid' | 'FORBIDDEN' | 'INVALID' | 'CONNECTION_FAILED'

/** At the unit that refers to inputs and outputs of another. */
export interface HostState {
  /** Id of the request by which it follows; `undefined` while that is not answered. */
  follow: string | undefined
  /** Uuids at the host that it may use. */
  granted: ReadonlySet<Uuid>
  /** The host's own connection timeout, by which its silence is judged; 0: never. */
  timeoutS: number
  /** Last `values` that was taken, and last `set-values` that was sent, of this `follow`. */
  taken: number
  sent: number
  /** Outputs that the host has not acknowledged as they are now, by their uuids at the host. */
  readonly unsent: Set<Uuid>
}

/** At the unit that has them. */
export interface FollowerState {
  /** What it refers to, with the right or without. Durable. */
  ios: readonly Uuid[]
  /** What of that it may use: of nothing else it is told. */
  granted: ReadonlySet<Uuid>
  /** Id of the request by which it follows; `undefined`: it has to follow again. */
  follow: string | undefined
  /** What it was told of what it may use, as text: by it a change is known. */
  told: string
  /** It has said that it knows, so that values can follow. */
  isReady: boolean
  taken: number
  sent: number
  readonly unsent: Set<Uuid>
}

export function newTrustIoState(): TrustIoState {
  return {
    values: new Map(),
    standing: new Map(),
    hosts: new Map(),
    followers: new Map(),
    writers: new Map(),
    frozen: new Set(),
    pulsing: new Set(),
    rate: { sinceMs: 0, changes: 0, toldMs: undefined },
  }
}

export function newHost(): HostState {
  return { follow: undefined, granted: new Set(), timeoutS: 0, taken: 0, sent: 0, unsent: new Set() }
}

export function newFollower(ios: readonly Uuid[]): FollowerState {
  const volatile = { follow: undefined, told: '', isReady: false, taken: 0, sent: 0 }
  return { ios, granted: new Set(), ...volatile, unsent: new Set() }
}
