import type { Serial, Uuid } from '../program/names.ts'
import type { UserRecord } from '../program/program.ts'
import type { FeedPosition, MemberInfo } from './membership.ts'

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
  /** Manager to all: the members of a Trust as of this epoch, itself among them. */
  | {
      readonly type: 'members'
      readonly trustUuid: Uuid
      readonly name: string
      readonly epoch: number
      readonly members: readonly MemberInfo[]
    }
  /** Consumer to origin: what may be added (R34); answered with `discovered`. Needs the UserManagement right (R30). */
  | { readonly type: 'discover' }
  /** Consumer to origin: send these and their changes from now on; answered with a whole `page`. Replaces the previous list; an empty one ends it. */
  | { readonly type: 'subscribe'; readonly users: readonly Uuid[]; readonly groups: readonly Uuid[] }
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
  | { readonly type: 'position'; readonly position?: FeedPosition }
  | { readonly type: 'done' }

/** `members` are all that joined, manager and newcomer among them. */
export interface TrustWelcome {
  readonly trustUuid: Uuid
  readonly name: string
  readonly epoch: number
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
  /** True where `users` and `groups` are everything subscribed to, so that what is not in them is gone. */
  readonly whole: boolean
  readonly users: readonly FeedUser[]
  readonly groups: readonly FeedGroup[]
  readonly gone: readonly Uuid[]
  readonly codeKey: string
  /** The origin's connection timeout in seconds, by which its silence is judged; 0 = never (§3.3.6). */
  readonly timeoutS: number
}

/** `groups`: direct memberships among the groups shared with this consumer; no others are ever told. */
export interface FeedUser extends UserRecord {
  readonly groups: readonly Uuid[]
}

/** `groups`: those of the shared groups this one was added to. */
export interface FeedGroup {
  readonly uuid: Uuid
  readonly name: string
  readonly groups: readonly Uuid[]
}
