import type { ObjectKey, Serial, Uuid } from '../program/names.ts'
import type { Scope } from '../program/program.ts'
import type { FeedPosition } from '../trust/membership.ts'

/**
 * Why a door opened or stayed shut: the most basic reason that applies, in the order the rules are asked.
 * From "is this fresh, and may this reader decide at all?" over "who is this?" to "may they here, now?".
 */
export type Reason =
  | 'EXPIRED_PRESENTATION' // older than 5 s when it arrived [P]
  | 'READER_UNASSIGNED' // no block uses this reader
  | 'LOCKED' // too many attempts before it, and not a tag (§3.6.4)
  | 'UNKNOWN_CREDENTIAL'
  | 'USER_DISABLED'
  | 'DISABLED_BY_SOURCE'
  | 'DISABLED_HERE'
  | 'ORIGIN_OFFLINE'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'DENIED' // a deny on the user or an ancestor (R107)
  | 'NOT_CONFIGURED' // no flag at all (R109)
  | 'OUTSIDE_SCHEDULE' // allowed, but at other times
  | 'ALLOWED'

/**
 * What `decide()` answers; paths and names are built only when a record is written or explained.
 *
 * `user` is absent where nobody or several hold the credential. `via` is the assignment that opened, the first by key.
 */
export interface Decision {
  readonly outcome: 'granted' | 'denied'
  readonly reason: Reason
  readonly candidates: readonly Uuid[]
  readonly user?: Uuid
  readonly via?: AllowHandle
}

/** Names one allow without describing it: the ancestor that holds it, and the object it was found on. */
export interface AllowHandle {
  readonly principal: string
  readonly object: ObjectKey
  readonly scope: Scope
}

/** One contributing bit of "Show All Permissions" (§3.4.4): `UG:Employees/UG:Adults/R:Bedroom`. */
export interface PermissionPath {
  readonly effect: 'allow' | 'deny'
  readonly scope: Scope
  readonly path: string
  /** Name of the access schedule that gates it, and whether it was active at the instant asked about. */
  readonly schedule?: { readonly name: string; readonly active: boolean }
}

/** Everything that led to a decision, in names (docs/reference/decision.md). Holds no secret: no id of a tag, code or iButton. */
export interface Explanation {
  readonly outcome: 'granted' | 'denied'
  readonly reason: Reason
  /** What was presented, and the name it bears in the program, if its holder is known. */
  readonly credential?: { readonly kind: string; readonly name?: string }
  readonly user?: {
    readonly name: string
    readonly uuid: Uuid
    readonly origin?: { readonly serial: Serial; readonly name: string }
  }
  /** Names of all groups the user is in, directly or through others, nearest first. */
  readonly groups: readonly string[]
  readonly paths: readonly PermissionPath[]
  /** For a Trust replica: the last record of its origin that was applied before deciding. */
  readonly trust?: { readonly origin: Serial } & FeedPosition
}
