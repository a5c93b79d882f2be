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
  /** Member to manager with the key file's generation and secret (T5); answered with `TrustWelcome`. */
  | { readonly type: 'join'; readonly trustUuid: Uuid; readonly generation: number; readonly secret: string; readonly member: MemberInfo }
  /** Manager to all: the members of a Trust as of this epoch. */
  | { readonly type: 'members'; readonly trustUuid: Uuid; readonly name: string; readonly epoch: number; readonly members: readonly MemberInfo[] }
  /** Consumer to origin: what may be added (R34); answered with `Discovered`. Needs the UserManagement right (R30). */
  | { readonly type: 'discover' }
  /** Consumer to origin: send these and their changes from now on; answered with `FeedPage`. Replaces the previous list. */
  | { readonly type: 'subscribe'; readonly users: readonly Uuid[]; readonly groups: readonly Uuid[] }
  /** Origin to consumer: what changed since its position. Ignored where `position` is not ahead (I10). */
  | { readonly type: 'feed'; readonly page: FeedPage }
  /** Origin to consumer: still here, and this is where you should be. Renews only a consumer that is there (§3.3.6). */
  | { readonly type: 'heartbeat'; readonly position: FeedPosition }

export type TrustResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string }

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

/** Users as they now are, groups with their members among the subscribed, and what is gone. `codeKey`: the origin's HMAC key (§3.6.1). */
export interface FeedPage {
  readonly position: FeedPosition
  /** True where `users` and `groups` are everything subscribed to, so that what is not in them is gone. */
  readonly whole: boolean
  readonly users: readonly UserRecord[]
  readonly groups: readonly { readonly uuid: Uuid; readonly name: string; readonly groups: readonly Uuid[]; readonly members: readonly Uuid[] }[]
  readonly gone: readonly Uuid[]
  readonly codeKey: string
}
