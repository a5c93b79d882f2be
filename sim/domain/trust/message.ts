import type { Answering } from '../intercom/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { UserRecord } from '../program/program.ts'
import type { IoSetting } from '../trust-io/send-values.ts'
import type { SharedIntercom, SharedIo } from '../trust-io/shared.ts'
import type { IoValue } from '../trust-io/value.ts'
import type { AskedChange } from './asked-change.ts'
import type { FeedPosition, MemberEntry, MemberInfo } from './membership.ts'

/**
 * What Miniservers of a Trust say to each other. A request has an id; its answer bears the same. The peer's serial is not in
 * here: it is what its device certificate says.
 */
export type TrustMessage =
  | ({ readonly id: string } & TrustRequest)
  | { readonly id: string; readonly type: 'answer'; readonly result: TrustResult }

export type TrustRequest =
  /** Member to manager with the key file's generation and secret (T5); answered with `welcome`. */
  | {
      readonly type: 'join'
      readonly trustUuid: Uuid
      readonly generation: number
      readonly secret: string
      readonly member: MemberInfo
    }
  /** Member to manager: what it says of itself now. Answered with `done`. */
  | { readonly type: 'announce'; readonly member: MemberInfo }
  /** Manager to all: the members of a Trust as of this epoch, itself among them. */
  | {
      readonly type: 'members'
      readonly trustUuid: Uuid
      readonly name: string
      readonly epoch: number
      readonly term?: number
      /** Who manages it, where that is not who says so. */
      readonly manager?: Serial
      readonly members: readonly MemberInfo[]
    }
  /** To all: these users are the sender's now (§3.3.9). Answered with `done`. */
  | { readonly type: 'owned'; readonly users: readonly Owned[] }
  /** Member to manager: give me your role (§3.3.9); answered with `handed-over`. */
  | { readonly type: 'take-over'; readonly trustUuid: Uuid }
  /** Former manager to the new one, until that acts as one. Answered with `done`. */
  | { readonly type: 'hand-over'; readonly handOver: HandOver }
  /** To one that is no member as of this epoch (§3.3.8); answered with `done` when nothing of the Trust is left there. */
  | { readonly type: 'evicted'; readonly trustUuid: Uuid; readonly epoch: number; readonly term?: number }
  /** Member to manager: it has left (T9); answered with `done`. */
  | { readonly type: 'leave'; readonly trustUuid: Uuid }
  /** Consumer to origin: what may be added (R34); answered with `discovered`. Needs the UserManagement right (R30). */
  | { readonly type: 'discover' }
  /** Consumer to origin: send these and their changes from now on; answered with a whole `page`. Replaces the previous list; an empty one ends it. */
  | { readonly type: 'subscribe'; readonly users: readonly Uuid[]; readonly groups: readonly Uuid[] }
  /** Consumer to origin: of the list of which a `page` was a part, this part; answered with it as a `page`, as often as it is asked for. */
  | { readonly type: 'next-page'; readonly list: string; readonly number: number }
  /**
   * Consumer to origin: change this user of yours (§3.3.7); answered with `changed` once that is durable, and carried out once however
   * often it comes. Needs the UserManagement right. `isOwn`: it is the user who asks, for a password or code of its own.
   */
  | { readonly type: 'change-user'; readonly uuid: Uuid; readonly isOwn: boolean; readonly change: AskedChange }
  /**
   * To any peer: a user who is logged in here goes on there (§3.3.11); answered with `linked`, and with a ticket where one is wanted.
   * `proof` shows that the sender has the user's password record; `scope` is that of the connection here.
   */
  | {
      readonly type: 'link'
      readonly uuid: Uuid
      readonly scope: 'internal' | 'external'
      readonly permission: number
      readonly proof: string
      readonly ticket: boolean
    }
  /** Who searches to who has: which inputs and outputs may I use (R52); answered with `periphery`. */
  | { readonly type: 'search-periphery' }
  /** Who refers to inputs and outputs to who has them: these, from now on; answered with `followed`. Replaces the previous list; an empty one ends it. */
  | { readonly type: 'follow'; readonly ios: readonly Uuid[] }
  /** Who has them to who follows: what inputs are at. `follow`: id of the request by which that follows; empty: it has to follow again. Answered with `done`. */
  | { readonly type: 'values'; readonly follow: string; readonly seq: number; readonly values: readonly IoSetting[] }
  /** Who follows to who has them: what outputs shall be at. Also with none: `followed` has come. Answered with `done`. */
  | {
      readonly type: 'set-values'
      readonly follow: string
      readonly seq: number
      readonly values: readonly IoSetting[]
    }
  /**
   * Who has an Intercom to an authorised member: the bell output is on (R56), since `ageMs`; `maxBellMs` 0: until somebody answers. One ring
   * however often it comes. Answered with `done`, or refused: `NOT_USED`, `RING_EXPIRED`.
   */
  | {
      readonly type: 'ring'
      readonly intercom: Uuid
      readonly ring: string
      readonly ageMs: number
      readonly maxBellMs: number
    }
  /** The same: it is over, as the member is not authorised any more. Answered with `done`. */
  | { readonly type: 'ring-ended'; readonly intercom: Uuid; readonly ring: string }
  /** Member to who has it: what somebody did there. Answered with `done`, or refused: `RING_EXPIRED`. */
  | {
      readonly type: 'ring-answered'
      readonly intercom: Uuid
      readonly ring: string
      readonly how: Answering
      readonly by: Uuid
    }
  /** Member to who has it: picture and sound for a user; answered with `stream`, or refused: `AV_NOT_ACTIVATED`, `STREAM_LIMIT`. */
  | { readonly type: 'open-stream'; readonly intercom: Uuid; readonly by: Uuid }
  /** Of those that it opened. Answered with `done`. */
  | { readonly type: 'close-stream'; readonly stream: string }
  /** Origin to consumer: what changed since its position. Ignored where `position` is not ahead (I10). Answered with the consumer's `position`. */
  | { readonly type: 'feed'; readonly page: FeedPage }
  /** Origin to consumer: still here, and this is where you should be. Renews only a consumer that is there (§3.3.6). Answered with its `position`. */
  | { readonly type: 'heartbeat'; readonly position: FeedPosition }

export type TrustResult =
  | { readonly ok: true; readonly value: TrustAnswer }
  | { readonly ok: false; readonly code: string; readonly message: string }

export type TrustAnswer =
  | { readonly type: 'welcome'; readonly welcome: TrustWelcome }
  | { readonly type: 'discovered'; readonly discovered: Discovered }
  | { readonly type: 'page'; readonly page: FeedPage }
  | { readonly type: 'handed-over'; readonly handOver: HandOver }
  | { readonly type: 'position'; readonly position?: FeedPosition }
  /** `codeIsShared`: somebody else at the origin has the code, too. `position`: where a consumer is that has the change. */
  | { readonly type: 'changed'; readonly codeIsShared: boolean; readonly position?: FeedPosition }
  /** `user`: what the user's login is there. */
  | { readonly type: 'linked'; readonly user: string; readonly ticket?: string }
  | { readonly type: 'periphery'; readonly ios: readonly SharedIo[]; readonly intercoms?: readonly SharedIntercom[] }
  | { readonly type: 'stream'; readonly stream: string }
  /** What of it the follower may use, and what that is at now. `timeoutS`: as in a page. */
  | {
      readonly type: 'followed'
      readonly ios: readonly (SharedIo & { readonly at: IoValue })[]
      readonly timeoutS: number
    }
  | { readonly type: 'done' }

/** A user taken over. `digest`: of what was taken over, by which its former origin sees whether it had changed something since. */
export interface Owned {
  readonly uuid: Uuid
  readonly ownershipEpoch: number
  readonly digest: string
}

/** All that a manager knows of its Trust, but for the secret of its key, which is superseded. `generation`: of the last key made; 0: none. */
export interface HandOver {
  readonly trustUuid: Uuid
  readonly name: string
  readonly epoch: number
  readonly term: number
  readonly generation: number
  /** Of the members, as the manager shows them (R60). */
  readonly groups?: readonly string[]
  readonly members: readonly MemberEntry[]
}

/** `members` are all that joined, manager and newcomer among them. */
export interface TrustWelcome {
  readonly trustUuid: Uuid
  readonly name: string
  readonly epoch: number
  readonly term?: number
  readonly manager: MemberInfo
  readonly members: readonly MemberInfo[]
}

export interface Discovered {
  readonly serial: Serial
  readonly users: readonly { readonly uuid: Uuid; readonly name: string }[]
  readonly groups: readonly { readonly uuid: Uuid; readonly name: string }[]
}

/** Users and groups as they now are, and what is gone. `codeKey`: the origin's HMAC key for codes of people (§3.6.1). */
export interface FeedPage {
  readonly position: FeedPosition
  /** The position this page builds on; a consumer behind it has missed something. Absent on whole pages. */
  readonly after?: FeedPosition
  /** True where `users` and `groups` are everything subscribed to, so that what is not in them is gone: with all its parts, where it is one. */
  readonly whole: boolean
  /** Of a list that is too long for one page: which part this is, from 1. `position` is reached with the last. */
  readonly part?: PagePart
  readonly users: readonly FeedUser[]
  readonly groups: readonly FeedGroup[]
  readonly gone: readonly Uuid[]
  readonly codeKey: string
  /** The origin's key of encrypted tags, where it has one and shares it (P-34). */
  readonly tagKey?: string
  /** Of former origins of these users, under which their codes were set. */
  readonly otherCodeKeys?: readonly { readonly serial: Serial; readonly codeKey: string }[]
  /** Users asked for that belong to another unit now: not gone, to be asked for there. */
  readonly moved?: readonly { readonly uuid: Uuid; readonly origin: Serial; readonly ownershipEpoch: number }[]
  /** The origin's connection timeout in seconds, by which its silence is judged; 0 = never (§3.3.6). */
  readonly timeoutS: number
}

/** `list`: chosen by the origin, another one each time it begins anew. */
export interface PagePart {
  readonly list: string
  readonly number: number
  readonly last: boolean
}

/** `groups`: direct memberships among the groups shared with this consumer; no others are ever told. `linkKey`: absent without a password. */
export interface FeedUser extends UserRecord {
  readonly linkKey?: string
  readonly groups: readonly Uuid[]
}

/** `groups`: those of the shared groups this one was added to. */
export interface FeedGroup {
  readonly uuid: Uuid
  readonly name: string
  readonly groups: readonly Uuid[]
}
