import type { Serial, Uuid } from '../../program/names.ts'

/** The commands of docs/miniserver-protocol.md §4: users of other Miniservers, and going on at one. Serials in capitals, uuids in lower case. */
export type TrustCommand =
  | { readonly type: 'trust-peers' }
  | { readonly type: 'trust-discover'; readonly serial: Serial }
  | { readonly type: 'trust-add'; readonly serial: Serial; readonly user: Uuid }
  | { readonly type: 'trust-remove'; readonly serial: Serial; readonly user: Uuid }
  /** Without `wishes` what came cannot be read. */
  | { readonly type: 'trust-edit'; readonly wishes?: readonly TrustWish[] }
  | { readonly type: 'trust-link-peers' }
  | { readonly type: 'trust-link-open'; readonly serial: Serial }

/** Whether a user of another Miniserver is to be used here. */
export interface TrustWish {
  readonly serial: Serial
  readonly user: Uuid
  readonly used: boolean
}
