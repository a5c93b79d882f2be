import type { LogicBlock } from '../logic/block.ts'
import type { Membership, TrustImport } from '../trust/membership.ts'
import type { AutomaticRule } from './automatic-rule.ts'
import type { CalendarEntry } from './calendar-entry.ts'
import type { Control } from './control.ts'
import type { DeviceAuthorisation } from './device-authorisation.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from './names.ts'
import type { Profile } from './profile.ts'
import type { Setting } from './setting.ts'

export type {
  AccessController,
  AccessOutput,
  AuthenticationNfcCodeTouch,
  Control,
  InfoOnlyDigital,
  IntercomControl,
  IntercommunicationInput,
  IntercommunicationOutput,
  IntercomReference,
  NfcCodeInput,
  NfcTagInput,
  Switch,
  TrustedIo,
  TrustedIoKind,
  TrustedIoReference,
} from './control.ts'

/**
 * The program a Miniserver runs, and equally a Config document before it is saved (§3.2).
 *
 * Entries are immutable and replaced whole; the maps are owned by whoever owns the program. A copy of the maps is a copy.
 */
export interface Program {
  /** Raised by every save, App change and membership change; a document saves only over the revision it was loaded from. */
  rev: number
  readonly rooms: Map<Uuid, Room>
  readonly categories: Map<Uuid, Category>
  readonly controls: Map<Uuid, Control>
  /** Blocks of logic between them (R57). Nobody sees one in the App, and nobody is given one. */
  readonly logic: Map<Uuid, LogicBlock>
  readonly wiring: Map<string, Wire>
  /** Codes and tags of keypads themselves (§3.6.1). */
  readonly deviceAuthorisations: Map<Uuid, DeviceAuthorisation>
  readonly users: Map<Uuid, User>
  readonly groups: Map<Uuid, UserGroup>
  readonly members: Map<Serial, TrustMember>
  readonly schedules: Map<Uuid, AccessSchedule>
  readonly operatingModes: Map<number, OperatingMode>
  /** Operating times: which days have which operating mode (§3.7.2). */
  readonly calendar: Map<Uuid, CalendarEntry>
  /** Automatic rules and scenes (R87). */
  readonly rules: Map<Uuid, AutomaticRule>
  /** Those that are not as they are by default. */
  readonly settings: Map<Setting['name'], Setting>
  readonly assignments: Map<AssignmentKey, Assignment>
  readonly trusts: Map<Uuid, Membership>
  readonly imports: Map<string, TrustImport>
}

export interface Room {
  readonly uuid: Uuid
  readonly name: string
}

export type Category = Room

/** Output of one control or block of logic to input of another, by the names of the terminals: `O1`, `P`, `I`. */
export interface Wire {
  readonly from: Terminal
  readonly to: Terminal
}

export interface Terminal {
  readonly control: Uuid
  readonly terminal: string
}

/** A password as the unit keeps it: `hash` is UPPER(hex(alg("password:salt"))), `salt` the hex string handed to clients. */
export interface PasswordHash {
  readonly alg: 'SHA1' | 'SHA256'
  readonly salt: string
  readonly hash: string
  /** How strong it is, 0 low to 3; absent where it was never judged. API `scorePWD`. */
  readonly score?: 0 | 1 | 2 | 3
}

export interface NamedId {
  readonly id: string
  readonly name: string
}

/** §3.5. `validFromMs` and `validUntilMs` are milliseconds since 1970 UTC; half-open. Delete is carried out by the origin only. */
export interface UserStatus {
  readonly state: 'enabled' | 'disabled' | 'enabled-until' | 'enabled-from' | 'timespan'
  readonly validFromMs?: number
  readonly validUntilMs?: number
  readonly onExpiry?: 'deactivate' | 'delete'
}

/** What the origin says of a user, and all of a user that ever travels over a Trust (§3.3.7, R40–R42). */
export interface UserRecord {
  readonly uuid: Uuid
  /** Login name, unique per origin. */
  readonly name: string
  /** API `uniqueUserId`, "User ID" (Uidla). Not the NFC Code Touch ID. */
  readonly uniqueUserId?: string
  readonly password?: PasswordHash
  readonly visuPassword?: PasswordHash
  readonly tags: readonly NamedId[]
  readonly ibuttons: readonly NamedId[]
  readonly externalIds: readonly NamedId[]
  /** HMAC-SHA256 under the origin's code key, first 20 bytes as hex (§3.6.1); never the digits. */
  readonly codeDigest?: string
  readonly status: UserStatus
  /** How often the user was taken over by another Miniserver; absent: never (§3.3.9). */
  readonly ownershipEpoch?: number
  /** Whose code key `codeDigest` was made with, where that is not the origin's: it was taken over with the user. */
  readonly codeKeyOf?: Serial
}

/** A user as one Miniserver knows it: the origin's record and what this unit keeps of its own. */
export interface User extends UserRecord {
  /** Serial of the owning Miniserver, API `trustMember`. Absent: local. */
  readonly origin?: Serial
  /** API `userid`, the NFC Code Touch ID shown at Ula; per unit, never transferred (R42). May be empty. */
  readonly nfcCodeTouchId: string
  /** Direct memberships at this unit. */
  readonly groups: readonly Uuid[]
  readonly profile: Profile
  /** The last change of the user, by the unit's wall clock. API `lastedit`. */
  readonly editedMs?: number
  /** Replicas only: what the origin gave to those that use the user, by which they are known to do so (§3.3.11). A secret. */
  readonly linkKey?: string
  /** Replicas only: switched off here, whatever the origin says. Survives sync (§3.3.7). */
  readonly disabledHere?: boolean
}

export interface UserGroup {
  readonly uuid: Uuid
  readonly name: string
  /** `all` has everyone as a member, `none` nobody, `full-access` is type 4 (§3.4.1). */
  readonly type: 'normal' | 'all' | 'none' | 'full-access'
  /** Groups this one was added to: their rights flow down to it (R74, R141). */
  readonly groups: readonly Uuid[]
  readonly origin?: Serial
}

/** A Trust member as a principal (R31): rights for another Miniserver. */
export interface TrustMember {
  readonly serial: Serial
  readonly groups: readonly Uuid[]
}

export type Scope = 'internal' | 'external' | 'physical'

/** Absence of an assignment is "not configured". `access:` and `device:` objects have scope `physical` [P]. */
export interface Assignment {
  readonly principal: PrincipalKey
  readonly object: ObjectKey
  readonly scope: Scope
  readonly effect: 'allow' | 'deny'
  /** Only with an allow on an `access:` object; absent means Always. */
  readonly schedule?: Uuid
}

export type AssignmentKey = string

/** One assignment per principal, object, scope and effect: an allow and a deny may stand side by side, deny wins (R107). */
export function assignmentKey(assignment: Omit<Assignment, 'schedule'>): AssignmentKey {
  return `${assignment.principal}|${assignment.object}|${assignment.scope}|${assignment.effect}`
}

/** §3.7. `modes` from highest to lowest priority. Minutes since local midnight; `from` > `to` crosses midnight. */
export interface AccessSchedule {
  readonly uuid: Uuid
  readonly name: string
  readonly builtIn?: 'always' | 'never'
  readonly modes: readonly number[]
  readonly entries: readonly ScheduleEntry[]
}

export interface ScheduleEntry {
  readonly mode: number
  readonly fromMin: number
  readonly toMin: number
  /** Of the block Schedule; without meaning for access (§3.7.3). */
  readonly needsActivation?: boolean
}

/** 0 public holiday, 1 holiday, 2 school holidays, 3–9 Monday–Sunday, others custom. */
export interface OperatingMode {
  readonly id: number
  readonly name: string
  /** Switched on by logic or a person; beside it, the calendar switches it on for whole days. */
  readonly active: boolean
  /**
   * Its last change, by the site's wall clock, and whether it was active as the day before that change's local day ended: a
   * schedule that crosses midnight is judged by the day it began on (§3.7.3). Absent: it has always been as it is.
   */
  readonly changed?: { readonly atMs: number; readonly activeBefore: boolean }
}
