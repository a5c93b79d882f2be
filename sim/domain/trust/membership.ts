import type { Serial, Uuid } from '../program/names.ts'

/** What a unit tells of itself when it joins, and the others keep of it (R26). */
export interface MemberInfo {
  readonly serial: Serial
  readonly name: string
  readonly miniserverType: number
  readonly firmware: string
  /** `host:port` of the HTTPS port, by which Trust peers reach it; absent where it has none (R29). */
  readonly internalAddress?: string
  readonly externalAddress?: string
}

/** Manager's view of a member (§3.3.1). Only the serial is known until it joined (R12). */
export interface MemberEntry {
  readonly serial: Serial
  readonly state: 'created' | 'saved' | 'invited' | 'joined' | 'finalized' | 'removed'
  readonly info?: MemberInfo
}

/** One Trust as one Miniserver's program has it. */
export interface Membership {
  readonly trustUuid: Uuid
  readonly name: string
  readonly manager: Serial
  readonly epoch: number
  /** On the manager: the generation new joins must carry, and the hash of its secret. */
  readonly key?: { readonly generation: number; readonly secretHash: string }
  readonly members: readonly MemberEntry[]
}

/** A user or group of another Miniserver added here (R35); `locked` ones came with a group and cannot be removed singly. */
export interface TrustImport {
  readonly origin: Serial
  readonly kind: 'user' | 'group'
  readonly uuid: Uuid
  readonly locked?: boolean
}

export function importKey(entry: Pick<TrustImport, 'origin' | 'kind' | 'uuid'>): string {
  return `${entry.origin}/${entry.kind}/${entry.uuid}`
}

/** How far a consumer has applied an origin's feed. Never decreases within an epoch (I10). */
export interface FeedPosition {
  readonly epoch: number
  readonly seq: number
}
