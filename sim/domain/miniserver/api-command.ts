import type { Uuid } from '../program/names.ts'
import type { CalendarCommand } from './api/calendar-command.ts'
import type { FileCommand } from './api/file-commands.ts'
import type { TrustCommand } from './api/trust-command.ts'
import type { UserManagementCommand } from './api/user-management-command.ts'

/**
 * A command of the public API, decoded and decrypted (docs/miniserver-protocol.md). The same on WebSocket, HTTP and the
 * virtual lane. `control` is the path as the client wrote it, for the echo.
 */
export type ApiCommand = {
  readonly control: string
} /** The session's AES key was received; answered with a one-time key, as `get-key` is (§1.3). */ & (
  | { readonly type: 'exchange-key' }
  | { readonly type: 'get-key' }
  | { readonly type: 'get-key2'; readonly user: string }
  | { readonly type: 'get-visu-salt'; readonly user: string }
  | TokenRequest
  | { readonly type: 'auth-with-token'; readonly hash: string; readonly user: string }
  | { readonly type: 'refresh-token'; readonly jwt: boolean; readonly hash: string; readonly user: string }
  | { readonly type: 'check-token'; readonly hash: string; readonly user: string }
  | { readonly type: 'kill-token'; readonly hash: string; readonly user: string }
  /** HTTP only: who sends the command, by password or by a token's hash (§1.4). */
  | { readonly type: 'basic'; readonly user: string; readonly password: string; readonly inner: ApiCommand }
  | { readonly type: 'with-token'; readonly hash: string; readonly user: string; readonly inner: ApiCommand }
  | { readonly type: 'structure-version' }
  | { readonly type: 'structure-file' }
  | { readonly type: 'enable-states' }
  /** `uuid` may also be the control's name. `visuHash` marks a secured command (`ios`, §5). */
  | { readonly type: 'io'; readonly uuid: Uuid; readonly action: string; readonly visuHash?: string }
  /** The picture of a ring (§2.5); `timestamp` as in `lastBellEvents`. */
  | { readonly type: 'camera-image'; readonly uuid: Uuid; readonly timestamp: string }
  | { readonly type: 'config'; readonly name: 'api' | 'apiKey' | 'version' }
  | UserManagementCommand
  | CalendarCommand
  | FileCommand
  | TrustCommand
  /** A known path whose content cannot be read. */
  | { readonly type: 'malformed'; readonly code: 400 | 500; readonly message: string }
  | { readonly type: 'unknown' }
)

/** `permission` is a bit mask (§1.4); `client` and `info` say who asks, in the client's own words. */
interface TokenRequest {
  readonly type: 'get-token'
  readonly jwt: boolean
  readonly hash: string
  readonly user: string
  readonly permission: number
  readonly client: string
  readonly info: string
  /** `hash` is of what another Miniserver of the Trust was given for the user, and not of the password (§4.4). */
  readonly byTicket?: true
}
