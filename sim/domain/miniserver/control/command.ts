import type { BellAction } from '../../intercom/operate.ts'
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
  /** `claims`: plays a unit that gives itself out for another; its own certificate contradicts it (C2). */
  | { readonly type: 'join-trust'; readonly keyFile: string; readonly claims?: Serial }
  | { readonly type: 'trust-status' }
  /** How its peers are reached, how soon they answer, and how much was on its way. */
  | { readonly type: 'trust-links' }
  /** On a member (§3.3.9). With `forced` without the manager, where that does not come back. */
  | { readonly type: 'take-over-manager'; readonly trustUuid: Uuid; readonly forced?: boolean }
  | { readonly type: 'discover'; readonly serial: Serial }
  /** The inputs and outputs of a member that may be used here (R52). */
  | { readonly type: 'search-periphery'; readonly serial: Serial }
  /** This unit's inputs and outputs and its references to others', and what they are at. */
  | { readonly type: 'io-status' }
  /** What it says and hears by Network Intercommunication. */
  | { readonly type: 'intercommunication-status' }
  /** Sets an input of this unit, or an output of another that it refers to. */
  | { readonly type: 'set-io'; readonly uuid: Uuid; readonly value: number | string }
  /** Blocks of Intercoms, own and of others, with their bells, calls and gates. */
  | { readonly type: 'intercom-status' }
  /** What a person does at one; for its picture `open-stream`, answered with the stream (§3.10). */
  | { readonly type: 'intercom'; readonly uuid: Uuid; readonly action: BellAction | 'open-stream' }
  | { readonly type: 'close-stream'; readonly uuid: Uuid; readonly stream: string }
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
  /** What blocks of logic and what is wired to them are at, and why (§3.12). */
  | { readonly type: 'logic-status' }
  /** Puts a keypad into learn mode, for the next card, or ends it: as Config does, without the User Interface Password (§3.6.5). */
  | { readonly type: 'learn'; readonly reader: string; readonly task: 'learn' | 'format' | 'stop' }
  /** Switches a mode of the running program at once; the revision stays, and a document that is saved later keeps it (P-114). */
  | { readonly type: 'set-operating-mode'; readonly mode: number; readonly active: boolean }
  /** Answered with the program as a backup file. */
  | { readonly type: 'back-up' }
  /** Like a save, whatever revision runs. With `anyway` also the backup of another unit. */
  | { readonly type: 'restore'; readonly file: string; readonly anyway?: boolean }
  /** The unit restarts, and its sockets are closed with 4007. */
  | { readonly type: 'update-firmware'; readonly firmware: string }
