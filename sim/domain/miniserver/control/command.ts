import type { ProgramEdit } from '../../program/edit.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from '../../program/names.ts'
import type { Scope } from '../../program/program.ts'

/**
 * What loxrig's own control API of a Miniserver can be asked (`/loxrig/v1/`), for what Loxone gives no public API for.
 *
 * Programs travel as `ProgramJson` (sim/domain/program/json.ts).
 */
export type ControlCommand =
  | { readonly type: 'load-program' }
  /** The program that runs, for looking at: changes nothing, not even on a Trust's manager, where loading does (T7). */
  | { readonly type: 'read-program' }
  /** Answered with the new revision; the unit restarts. STALE_DOCUMENT when it was loaded from another revision. */
  | { readonly type: 'save-program'; readonly program: unknown }
  /** App-plane change: applies at once, makes open documents stale (§3.2). */
  | { readonly type: 'edit-program'; readonly edits: readonly ProgramEdit[] }
  /** On the manager, for a document's trust: a key file of this generation (T3). The unit itself remembers nothing of it. */
  | { readonly type: 'sign-key'; readonly trustUuid: Uuid; readonly trustName: string; readonly generation: number }
  | { readonly type: 'join-trust'; readonly keyFile: string }
  | { readonly type: 'trust-status' }
  /** On a member (§3.3.9). With `forced` without the manager, where that does not come back. */
  | { readonly type: 'take-over-manager'; readonly trustUuid: Uuid; readonly forced?: boolean }
  | { readonly type: 'discover'; readonly serial: Serial }
  | {
      readonly type: 'explain'
      readonly user: string
      readonly object: ObjectKey
      readonly scope: Scope
      readonly atWallMs?: number
    }
  /** "Show All Permissions" (R111). */
  | { readonly type: 'permissions'; readonly principal: PrincipalKey; readonly atWallMs?: number }
  | { readonly type: 'history'; readonly reader: string }
  /** Switches a mode of the running program at once; the revision stays, and a document that is saved later keeps it (P-114). */
  | { readonly type: 'set-operating-mode'; readonly mode: number; readonly active: boolean }
  /** Answered with the program as a backup file. */
  | { readonly type: 'back-up' }
  /** Like a save, whatever revision runs. With `anyway` also the backup of another unit. */
  | { readonly type: 'restore'; readonly file: string; readonly anyway?: boolean }
  /** The unit restarts, and its sockets are closed with 4007. */
  | { readonly type: 'update-firmware'; readonly firmware: string }
