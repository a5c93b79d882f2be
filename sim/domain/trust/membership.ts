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
  /** On the manager: one of the Trust's `groups` (R60). */
  readonly group?: string
}

/** One Trust as one Miniserver's program has it. */
export interface Membership {
  readonly trustUuid: Uuid
  readonly name: string
  readonly manager: Serial
  /** Raised with every change of who is in it, and with a takeover. */
  readonly epoch: number
  /** How often the role of manager was taken over (§3.3.9); absent: never. A list of a later term is newer, whatever its epoch. */
  readonly term?: number
  /** It managed the Trust before: it tells those who do not know the new manager yet who that is (§3.3.9). */
  readonly vouches?: boolean
  /** It handed the role over, and has not seen the new manager act: that is told again what it has to know. */
  readonly handedOver?: boolean
  /** No longer a Trust of this unit: it was removed, it left, or it dissolved the Trust it manages (§3.3.1). */
  readonly ended?: 'evicted' | 'left' | 'dissolved'
  /** On the manager: the generation new joins must carry, and the hash of its secret. */
  readonly key?: { readonly generation: number; readonly secretHash: string }
  /** On the manager: names of what its members are shown in, in this order; for the eye alone, without any right (R60). Absent: none. */
  readonly groups?: readonly string[]
  /** In the order they are shown. A `removed` one with `info` had joined, and is told so until it answers (§3.3.8). */
  readonly members: readonly MemberEntry[]
}

/** In the place of the hash of a key's secret: no file of that generation is valid any more (§3.3.9). */
export const SUPERSEDED = ''

/** What decides which of two lists of a Trust holds (§3.3.9). */
export type Standing = Pick<Membership, 'term' | 'epoch' | 'manager'>

/** Whether one list of a Trust replaces another: the later term, then the higher epoch, then the lower serial of its manager. */
export function isNewer(one: Standing, other: Standing): boolean {
  const [term, otherTerm] = [one.term ?? 0, other.term ?? 0]
  if (term !== otherTerm) return term > otherTerm
  return one.epoch === other.epoch ? one.manager < other.manager : one.epoch > other.epoch
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
