import type { Answering } from '../intercom/state.ts'
import type { Asker } from '../miniserver/api/trust-json.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { AskedBy } from './asked-by.ts'
import type { LinkAsked, LinkList } from './link.ts'
import type { FeedPosition } from './membership.ts'
import type { TrustWelcome } from './message.ts'
import type { OfferAsked } from './offer.ts'
import type { LinkLoad, PeerLink } from './peer-links.ts'

/** The Trust's part of a Miniserver that is not in its program. Plain data; what of it is durable is in `trustRecords`. */
export interface TrustState {
  /** JOINED_UNSAVED: the manager said welcome, and no save has confirmed it yet. Gone with a reboot (T6). */
  pendingJoin: TrustWelcome | undefined
  /** This unit's connection timeout, 0 = never. Heartbeats go out every third of it (§3.3.6). */
  readonly connectionTimeoutS: number
  /** Users in one page of a feed at most; longer lists go in several [P] (P-97). */
  readonly pageUsers: number
  bootMonotonicMs: number
  /** This unit's own feed: raised with every change of a local user or group. Durable. */
  feed: FeedPosition
  /** HMAC keys of access codes by origin, this unit's own among them (§3.6.1). Durable. */
  readonly codeKeys: Map<Serial, string>
  /** The tag keyring (P-34): keys of encrypted tags by origin, this unit's own once it has learned one. Durable. */
  readonly tagKeys: Map<Serial, string>
  /** Units whose users are used here. */
  readonly origins: Map<Serial, OriginState>
  /** Units that use this one's users. */
  readonly consumers: Map<Serial, ConsumerState>
  /** Changes of users that consumers asked for, by consumer, with what came of them; the last few, latest last. Durable. */
  readonly carriedOut: Map<Serial, readonly CarriedOut[]>
  /** Requests that wait for their answer, by id. Volatile. */
  readonly requests: Map<string, PendingRequest>
  /** What was acknowledged last, by `trustUuid/serial`: the manager's list, or that it is over; by `owned/serial`: whom this unit took over. Volatile: a boot tells all again. */
  readonly informed: Map<string, string>
  /** Users of this unit that were another's before: the others are told so. Volatile: found at boot. */
  readonly takenOver: Set<Uuid>
  /** Lists of where a user can go on, while peers are still asked (§3.3.11), by user and scope. Volatile. */
  readonly linkLists: Map<string, LinkList>
  /** Failures in a row by peer, from which the wait before the next attempt follows. Volatile. */
  readonly failures: Map<Serial, number>
  /** How peers are reached, and how soon they answer. Volatile, and as old as the links themselves: a restart keeps it. */
  readonly peerLinks: Map<Serial, PeerLink>
  readonly load: LinkLoad
  /** Whether admin/admin opens the unit, as it was reported last. Volatile. */
  isUnsecured: boolean
}

export interface OriginState {
  /** Last page applied. Durable. */
  position: FeedPosition | undefined
  /** The origin's own connection timeout, as its pages say. Durable. */
  timeoutS: number
  /** Heard since the boot and within its timeout. */
  online: boolean
  /** Last renewal since the boot. */
  heardMonotonicMs: number | undefined
  /** How long it had been silent when this unit booted; goes on counting until it is heard. Durable. */
  silenceMs: number
  /** The present list of imports was answered with a page since the boot, and with all parts of it. */
  subscribed: boolean
  /** A list of which parts have come, and not the last. Volatile: after a boot all is asked for anew. */
  pages?: PagesIn | undefined
}

/** `subscribed…` as the consumer asked, `shared…` what follows from it: groups bring their groups and members (R36). */
export interface ConsumerState {
  subscribedUsers: ReadonlySet<Uuid>
  subscribedGroups: ReadonlySet<Uuid>
  sharedUsers: Set<Uuid>
  sharedGroups: Set<Uuid>
  /** Of the last page made for it. Durable. */
  position: FeedPosition
  /** What it said it has applied. */
  acknowledged: FeedPosition | undefined
  /** A list that goes to it in parts. Volatile: after a boot it has to ask anew. */
  pages?: PagesOut | undefined
}

/** A list of an origin that comes in parts. */
export interface PagesIn {
  readonly list: string
  readonly whole: boolean
  /** It holds all that is wanted now, not what was wanted before. */
  readonly isAnswer: boolean
  /** The part that was applied last, and where the origin was when it made it. */
  number: number
  position: FeedPosition
  /** Of a whole one: who was in it so far. The others are gone with the last part. */
  readonly told: Set<Uuid>
  changes: number
  /** Something was pushed meanwhile that could not be applied. */
  missed?: FeedPosition
}

/** A list that goes to a consumer in parts, each when it asks for it. */
export interface PagesOut {
  readonly list: string
  readonly whole: boolean
  readonly after: FeedPosition | undefined
  /** The part that was made last, who is in it, whether nothing was left after it, and when it was made. */
  number: number
  present: readonly Uuid[]
  last: boolean
  madeMonotonicMs: number
  /** Who is still to be told, from place `next` on. */
  waiting: readonly Uuid[]
  next: number
  /** Who has changed since the list began: they come with the next part, told already or not. */
  readonly changed: Set<Uuid>
}

/** A `change-user` that was answered. `code` and `message` where it was refused. */
export interface CarriedOut {
  readonly id: string
  readonly codeIsShared: boolean
  readonly code?: string
  readonly message?: string
}

/** The origin has carried a change out; who asked for it here is told when the page with it is here, too. */
export interface HeldChange {
  readonly codeIsShared: boolean
  readonly position: FeedPosition
}

/** A request on its way, and what goes on when it is answered; `request` is the control request to answer then. */
export interface PendingRequest {
  readonly to: Serial
  /** When it was asked. Absent where it waits for something else than its answer. */
  readonly askedMonotonicMs?: number
  readonly then:
    | { readonly type: 'join'; readonly request: number }
    | { readonly type: 'discover'; readonly request: number }
    | { readonly type: 'offer'; readonly by: OfferAsked }
    | { readonly type: 'link'; readonly by: LinkAsked }
    | { readonly type: 'take-over'; readonly request: number }
    | { readonly type: 'owned'; readonly news: string }
    | { readonly type: 'change-user'; readonly by: AskedBy; readonly held?: HeldChange }
    | { readonly type: 'announce' }
    /** `list`: of which the next part was asked for; absent: all anew. */
    | { readonly type: 'subscribe'; readonly list?: string }
    | { readonly type: 'feed' }
    | { readonly type: 'heartbeat' }
    | { readonly type: 'follow' }
    | { readonly type: 'ring'; readonly intercom: Uuid; readonly ring: string }
    | { readonly type: 'ring-ended' | 'look-over' }
    | { readonly type: 'ring-answered'; readonly block: Uuid; readonly ring: string; readonly how: Answering }
    | { readonly type: 'search-periphery' | 'open-stream' | 'close-stream'; readonly request: number }
    | { readonly type: 'look'; readonly asker: Asker }
    | { readonly type: 'values' | 'set-values'; readonly follow: string; readonly ios: readonly Uuid[] }
    | { readonly type: 'members' | 'farewell' | 'hand-over'; readonly trustUuid: Uuid; readonly news: string }
}

/** §3.3.6 [P] */
export const CONNECTION_TIMEOUT_S = 900

/** [P] (P-97) */
const PAGE_USERS = 1_000

/** Of a unit that knows nobody yet. `codeKey`: 64 random hex digits, its own; `connectionTimeoutS`: 0 = never (§3.3.6); `pageUsers`: 1 or more. */
export interface NewTrust {
  readonly serial: Serial
  readonly codeKey: string
  readonly connectionTimeoutS: number
  readonly pageUsers?: number
}

export function newTrustState({ serial, codeKey, connectionTimeoutS, pageUsers = PAGE_USERS }: NewTrust): TrustState {
  return {
    pendingJoin: undefined,
    connectionTimeoutS,
    pageUsers,
    bootMonotonicMs: 0,
    feed: { epoch: 1, seq: 0 },
    codeKeys: new Map([[serial, codeKey]]),
    tagKeys: new Map(),
    origins: new Map(),
    consumers: new Map(),
    carriedOut: new Map(),
    requests: new Map(),
    informed: new Map(),
    takenOver: new Set(),
    linkLists: new Map(),
    failures: new Map(),
    peerLinks: new Map(),
    load: { inFlight: 0, waiting: 0 },
    isUnsecured: false,
  }
}

/** Whether users of this origin may be used now: it was heard since the boot and within its connection timeout. */
export function isOriginOnline(trust: TrustState, serial: Serial): boolean {
  return trust.origins.get(serial)?.online ?? false
}

/** The last record of an origin that was applied here. */
export function originPosition(trust: TrustState, serial: Serial): FeedPosition | undefined {
  return trust.origins.get(serial)?.position
}

/** How long an origin has been silent, boots included; 0 for one never used. */
export function silenceMs(trust: TrustState, serial: Serial, nowMonotonicMs: number): number {
  const origin = trust.origins.get(serial)
  if (origin === undefined) return 0
  if (origin.heardMonotonicMs !== undefined) return nowMonotonicMs - origin.heardMonotonicMs
  return origin.silenceMs + nowMonotonicMs - trust.bootMonotonicMs
}

/** What a unit of the Trust calls itself; its serial while that is unknown (R12). */
export function originName(state: MiniserverState, serial: Serial): string {
  for (const { members } of state.program.trusts.values()) {
    const name = members.find((member) => member.serial === serial)?.info?.name
    if (name !== undefined) return name
  }
  return serial
}

/** The state of an origin; one that was never heard is offline. */
export function originAt(trust: TrustState, serial: Serial): OriginState {
  const present = trust.origins.get(serial)
  if (present !== undefined) return present
  const unheard: OriginState = {
    position: undefined,
    timeoutS: trust.connectionTimeoutS,
    online: false,
    heardMonotonicMs: undefined,
    silenceMs: 0,
    subscribed: false,
  }
  trust.origins.set(serial, unheard)
  return unheard
}

/** The state of a consumer; a new one has asked for nothing. */
export function consumerAt(trust: TrustState, serial: Serial): ConsumerState {
  const present = trust.consumers.get(serial)
  if (present !== undefined) return present
  const silent: ConsumerState = {
    subscribedUsers: new Set(),
    subscribedGroups: new Set(),
    sharedUsers: new Set(),
    sharedGroups: new Set(),
    position: trust.feed,
    acknowledged: undefined,
  }
  trust.consumers.set(serial, silent)
  return silent
}
