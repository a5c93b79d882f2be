import type { ProgramEdit } from '../program/edit.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from '../program/names.ts'

/**
 * What loxrig's own control API of a Miniserver can be asked (`/loxrig/v1/`), for what Loxone gives no public API for.
 *
 * Programs travel as `ProgramJson` (sim/domain/program/json.ts).
 */
export type ControlCommand =
  | { readonly type: 'load-program' }
  | { readonly type: 'save-program'; readonly program: unknown }
  /** App-plane change: applies at once, makes open documents stale (§3.2). */
  | { readonly type: 'edit-program'; readonly edits: readonly ProgramEdit[] }
  | { readonly type: 'sign-key'; readonly trustUuid: Uuid; readonly trustName: string; readonly generation: number }
  | { readonly type: 'join-trust'; readonly keyFile: string }
  | { readonly type: 'trust-status' }
  | { readonly type: 'discover'; readonly serial: Serial }
  | { readonly type: 'explain'; readonly user: string; readonly object: ObjectKey | 'all'; readonly scope?: string; readonly atWallMs?: number }
  | { readonly type: 'history'; readonly reader: string }
  | { readonly type: 'permissions-of'; readonly principal: PrincipalKey }
