import { decryptText } from './aes.ts'
import type { SessionKey } from './rsa.ts'

/** What one socket's encryption knows: its key, and the salt its commands must carry. Owned by the socket. */
export interface SecureSession {
  readonly sessionKey: SessionKey
  salt?: string
}

/** A command as the client meant it, and whether it came encrypted; `encryptReply` where it wants the answer so too (`fenc`). */
export type Decrypted =
  | { readonly type: 'command'; readonly path: string; readonly encrypted: boolean; readonly encryptReply: boolean }
  /** 401: no key was exchanged, it does not decrypt, or its salt is not the agreed one. */
  | { readonly type: 'refused' }

const ENCRYPTED = /^\/?jdev\/sys\/(f?enc)\/(.+)$/s
const SALTED = /^(?:salt\/(?<salt>[^/]+)|nextSalt\/(?<previous>[^/]+)\/(?<next>[^/]+))\/(?<command>.*)$/s

/** Takes the encryption off a command that has some; a plain one comes back as it is (docs/miniserver-protocol.md §1.3). */
export function decryptCommand(session: SecureSession | undefined, path: string): Decrypted {
  const [, mode, cipher] = ENCRYPTED.exec(path) ?? []
  if (mode === undefined || cipher === undefined)
    return { type: 'command', path, encrypted: false, encryptReply: false }
  const plain = session === undefined ? undefined : decryptText(session.sessionKey, uriDecoded(cipher))
  const inner = session === undefined || plain === undefined ? undefined : unsalted(session, plain)
  if (inner === undefined) return { type: 'refused' }
  return { type: 'command', path: inner, encrypted: true, encryptReply: mode === 'fenc' }
}

/** The salt is agreed by its first use, and changed by `nextSalt` with the old one. */
function unsalted(session: SecureSession, plain: string): string | undefined {
  const { salt, previous = salt, next = salt, command } = SALTED.exec(plain)?.groups ?? {}
  if (previous === undefined || next === undefined) return undefined
  if (session.salt !== undefined && session.salt !== previous) return undefined
  session.salt = next
  return command
}

/** Clients encode the cipher, or not: base64 has no `%` of its own. */
function uriDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
