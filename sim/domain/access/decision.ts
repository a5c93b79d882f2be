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
  | 'NOT_SELECTED' // which reader of a 1-Wire Extension it was is not known, and Sel selects no block (§3.6.7)
  | 'SWITCHED_OFF' // the block's input Off is on
  | 'LOCKED' // too many attempts before it, and not a tag (§3.6.4)
  | 'LEARN_MODE' // the keypad learned or formatted the tag instead (§3.6.5)
  | 'DIGITAL_INPUT' // an input tag or input code of the keypad: its input pulsed, and no door was asked for (§3.6.1)
  | 'TAG_UNREADABLE' // encrypted, and not with a key that this site has (§3.3.7)
  | 'MEANS_NOT_ACCEPTED' // a code or tag at a block whose Au wants the other (§3.6.2)
  | 'NO_CODE' // fewer or more digits than a code has (§3.6.3)
  | 'PREFIX_MISSING' // additional preselections are on, and nothing was selected (§3.6.2)
  | 'UNKNOWN_CREDENTIAL'
  | 'DEACTIVATED' // a keypad's own code that is switched off (§3.6.1)
  | 'USED_UP' // a one-time code that has opened (P-73)
  | 'USER_DISABLED'
  | 'DISABLED_BY_SOURCE'
  | 'DISABLED_HERE'
  | 'ORIGIN_OFFLINE'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'DENIED' // a deny on the user or an ancestor (R107)
  | 'NOT_CONFIGURED' // no flag at all (R109)
  | 'OUTSIDE_SCHEDULE' // allowed, but at other times
  | 'OUTPUT_NOT_ALLOWED' // a keypad's own code or tag, and not for the output that was selected (§3.6.3)
  | 'SECOND_FACTOR_AWAITED' // right, and the other of two factors is not there yet (§3.6.3)
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
