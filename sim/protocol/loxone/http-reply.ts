import type { ApiCommand } from '../../domain/miniserver/api-command.ts'
import type { ApiReply } from '../../domain/miniserver/effect.ts'
import { encodeReply, innermost } from './encode-reply.ts'
import { errorPage, xmlEnvelope } from './envelope.ts'

export interface HttpReply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** Refusals that HTTP itself expresses (docs/miniserver-protocol.md §1.1); other codes are in an envelope with status 200. */
const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Content Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** The answer to one HTTP request. Token commands answer in their envelope whatever the code: clients read the reason there. */
export function httpReply(command: ApiCommand, reply: ApiReply): HttpReply {
  const { code, value } = reply
  const refusedByHttp = code === 401 || code === 403 || code === 404 || code === 503
  if (refusedByHttp && !READ_IN_ENVELOPE.has(command.type)) return httpError(code)
  if (reply.file !== undefined) return { status: 200, contentType: 'text/plain', body: reply.file }
  if (innermost(command).control.startsWith('dev/') && reply.structure === undefined && reply.native !== true) {
    return { status: 200, contentType: 'text/xml', body: xmlEnvelope(command.control, code, value) }
  }
  return { status: 200, contentType: 'application/json', body: encodeReply(command, reply).body }
}

export function httpError(status: number): HttpReply {
  return { status, contentType: 'text/html', body: errorPage(status, STATUS_TEXTS[status] ?? 'Error') }
}

const READ_IN_ENVELOPE: ReadonlySet<ApiCommand['type']> = new Set([
  'get-token',
  'auth-with-token',
  'refresh-token',
  'check-token',
  'kill-token',
])
