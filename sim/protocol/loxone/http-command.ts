import type { ApiCommand } from '../../domain/miniserver/api-command.ts'
import { parseCommand } from './parse-command.ts'

/** Who says to send a request: an `Authorization` header, or `autht` and `user` in the query (docs/miniserver-protocol.md §1.4). */
export interface HttpCredentials {
  readonly authorization: string | undefined
  readonly query: URLSearchParams
}

/** A request's path as a command, wrapped in the login that came with it, if one did. */
export function httpCommand(path: string, { authorization, query }: HttpCredentials): ApiCommand {
  const inner = parseCommand(path)
  const { control } = inner
  const basic = basicCredentials(authorization)
  if (basic !== undefined) return { control, type: 'basic', ...basic, inner }
  const hash = query.get('autht')
  const user = query.get('user')
  return hash !== null && user !== null ? { control, type: 'with-token', hash, user, inner } : inner
}

/** RFC 7617; the password may hold colons. Anything else is no login at all. */
export function basicCredentials(authorization: string | undefined): { user: string; password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
