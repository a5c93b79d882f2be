import type { Uuid } from '../../program/names.ts'
import type { Profile } from '../../program/profile.ts'

/** The commands of docs/miniserver-protocol.md §3. Uuids are in lower case. */
export type UserManagementCommand =
  | { readonly type: 'get-user-list' }
  /** By uuid, or by login name. */
  | { readonly type: 'get-user'; readonly user: string }
  | { readonly type: 'get-group-list' }
  | { readonly type: 'add-or-edit-user'; readonly fields: ApiUserFields }
  | { readonly type: 'create-user'; readonly name: string }
  | { readonly type: 'delete-user'; readonly user: Uuid }
  | { readonly type: 'assign-user-to-group'; readonly user: Uuid; readonly group: Uuid }
  | { readonly type: 'remove-user-from-group'; readonly user: Uuid; readonly group: Uuid }
  | UpdatePassword
  /** In the clear; removes the code where it is none. */
  | { readonly type: 'update-access-code'; readonly user: Uuid; readonly code: string }
  | { readonly type: 'add-user-nfc'; readonly user: Uuid; readonly tag: string; readonly name: string }
  | { readonly type: 'remove-user-nfc'; readonly user: Uuid; readonly tag: string }
  | { readonly type: 'get-control-permissions'; readonly control: Uuid }
  | { readonly type: 'get-custom-user-fields' }
  | { readonly type: 'get-user-property-options' }
  /** By what Config calls User ID, not by the NFC Code Touch ID (§3.1). */
  | { readonly type: 'check-user-id'; readonly id: string }
  | { readonly type: 'check-visu-password'; readonly hash: string }

/** `hash` is UPPER(hex(alg("password:salt"))) with the salt that the user's client was told. */
interface UpdatePassword {
  readonly type: 'update-password'
  readonly which: 'password' | 'visuPassword'
  readonly user: Uuid
  readonly hash: string
  readonly score?: 0 | 1 | 2 | 3
}

/** What `addoredituser` was given; what is absent stays as it is. Instants are seconds since 2009 UTC (§3.5). */
export interface ApiUserFields {
  /** Absent: a new user. */
  readonly uuid?: Uuid
  readonly name?: string
  /** The NFC Code Touch ID. */
  readonly userid?: string
  readonly uniqueUserId?: string
  readonly profile: Profile
  readonly userState?: number
  readonly validFrom?: number
  readonly validUntil?: number
  readonly expirationAction?: number
  readonly changePassword?: boolean
  readonly usergroups?: readonly Uuid[]
  readonly nfcTags?: readonly { readonly id: string; readonly name?: string }[]
}
