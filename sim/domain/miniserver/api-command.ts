import type { Uuid } from '../program/names.ts'

/**
 * A command of the public API, decoded and decrypted (docs/miniserver-protocol.md). The same on WebSocket, HTTP and the
 * virtual lane. `control` is the path as the client wrote it, for the echo.
 */
export type ApiCommand = { readonly control: string } & (
  | { readonly type: 'get-key' }
  | { readonly type: 'get-key2'; readonly user: string }
  | { readonly type: 'get-visu-salt'; readonly user: string }
  | { readonly type: 'get-token'; readonly jwt: boolean; readonly hash: string; readonly user: string; readonly permission: number; readonly client: string; readonly info: string }
  | { readonly type: 'auth-with-token'; readonly hash: string; readonly user: string }
  | { readonly type: 'refresh-token'; readonly jwt: boolean; readonly hash: string; readonly user: string }
  | { readonly type: 'check-token'; readonly hash: string; readonly user: string }
  | { readonly type: 'kill-token'; readonly hash: string; readonly user: string }
  | { readonly type: 'basic'; readonly user: string; readonly password: string; readonly then: ApiCommand }
  | { readonly type: 'structure-version' }
  | { readonly type: 'structure-file' }
  | { readonly type: 'enable-states' }
  | { readonly type: 'io'; readonly uuid: Uuid; readonly action: string; readonly visuHash?: string }
  | { readonly type: 'config'; readonly name: 'api' | 'apiKey' | 'version' }
  | { readonly type: 'unknown' }
)
