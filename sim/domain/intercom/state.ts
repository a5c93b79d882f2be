import type { Serial, Uuid } from '../program/names.ts'

/** Intercoms as they are now. Volatile but for what a block remembers of itself: a boot begins with nobody at the door. */
export interface IntercomsState {
  /** By block: this unit's own, and those of others that are used here. */
  readonly blocks: Map<Uuid, BellBlock>
  /** Of own Intercoms, by `gateKey`; a gate that is not here is closed. */
  readonly gates: Map<string, Gate>
  /** Pictures and sounds that are open at own Intercoms, by id. */
  readonly streams: Map<string, Stream>
  /** What was done with rings of other units' Intercoms, by ring, until they have taken it: the last of each. */
  readonly untold: Map<string, Told>
  /** Who was authorised at each own Intercom when that was last looked at. */
  readonly authorised: Map<Uuid, readonly Serial[]>
}

export interface BellBlock {
  /** Command `mute`. Durable. */
  isMuted: boolean
  /** When it rang and nobody answered, `YYYYMMDDHHMMSS` in local time, oldest first. Durable. */
  unanswered: readonly string[]
  /** What it can say at the door, by the command `playTts` and their numbers from 0. Durable. */
  answers: readonly string[]
  ring: Ring | undefined
  call: Call | undefined
  /** Of another unit's Intercom: the call that may be open there, until it is known to be over. Durable. */
  held: Call | undefined
  /** Of another unit's Intercom: the last ring that was heard here, which does not ring anew. */
  heard: string | undefined
}

/** Somebody is at the door. `id` is the host's. */
export interface Ring {
  readonly id: string
  readonly sinceWallMs: number
  readonly causedBy?: string
}

/** Who answered which ring, and has not hung up. */
export interface Call {
  readonly ring: string
  readonly by: Uuid
}

/** A member's at an own Intercom: open while its bell output rings, and for whoever answered (AMB-7). */
export interface Gate {
  ring: { readonly id: string; readonly sinceMonotonicMs: number; isDelivered: boolean } | undefined
  call: Call | undefined
}

export interface Stream {
  readonly intercom: Uuid
  /** Absent: a user of this unit. */
  readonly member?: Serial
  readonly by: Uuid
}

export type Answering = 'answered' | 'rejected' | 'hung-up'

export interface Told {
  readonly block: Uuid
  readonly ring: string
  readonly how: Answering
  readonly by: Uuid
}

export function newIntercoms(): IntercomsState {
  return { blocks: new Map(), gates: new Map(), streams: new Map(), untold: new Map(), authorised: new Map() }
}

export function newBellBlock(): BellBlock {
  const nobody = { ring: undefined, call: undefined, held: undefined, heard: undefined }
  return { isMuted: false, unanswered: [], answers: [], ...nobody }
}

export function gateKey(intercom: Uuid, member: Serial): string {
  return `${intercom}/${member}`
}

/** The same taken apart. */
export function ofGate(key: string): { readonly intercom: Uuid; readonly member: Serial } {
  const slash = key.indexOf('/')
  return { intercom: key.slice(0, slash), member: key.slice(slash + 1) }
}
