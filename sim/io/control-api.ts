import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { ControlCommand } from '../domain/miniserver/control/command.ts'
import type { ControlReply } from '../domain/miniserver/effect.ts'
import type { Caller } from '../domain/miniserver/input.ts'
import { CONTROL_COMMANDS, type ControlType, isControlType } from '../protocol/control/commands.ts'
import { parseControlCommand } from '../protocol/control/parse.ts'
import { statusOf } from '../protocol/control/status.ts'
import { basicCredentials } from '../protocol/loxone/http-command.ts'
import { readJson } from './read-json.ts'

export const CONTROL_PATH = '/loxrig/v1/'

/** The Miniserver, as far as this API needs it. While it restarts it answers DEVICE_OFFLINE. */
export type Control = (caller: Caller, command: ControlCommand, answer: (reply: ControlReply) => void) => void

/**
 * A Miniserver's own control API, `POST /loxrig/v1/<command>` over HTTPS, as a user of it with Basic authentication. Made to be
 * the `fallback` of its API server: what is not under that path is answered 404.
 *
 * Refusals are `{ code, message }`; statuses: 401 without a login, 403 FORBIDDEN, 404 NOT_FOUND, 409 STALE_DOCUMENT, 413 for a body
 * over the command's limit, 503 while restarting (sim/protocol/control/status.ts).
 */
export function openControlApi(control: Control) {
  return (request: IncomingMessage, response: ServerResponse, scope: Caller['scope']): void => {
    void answer(control, request, response, scope).catch((error: unknown) => {
      if (error instanceof RigError) return refuse(response, statusOf(error.code), error.code, error.message)
      refuse(response, 500, 'INTERNAL', 'the simulated Miniserver made a mistake')
      throw error
    })
  }
}

async function answer(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  scope: Caller['scope'],
): Promise<void> {
  const type = commandOf(request)
  const login = basicCredentials(request.headers.authorization)
  if (login === undefined) {
    request.resume()
    response.setHeader('www-authenticate', 'Basic realm="loxrig control API"')
    return refuse(response, 401, 'FORBIDDEN', 'this needs a user of this Miniserver: Authorization: Basic …')
  }
  const command = parseControlCommand(type, await readJson(request, CONTROL_COMMANDS[type].bodyBytesMax))
  control({ ...login, scope }, command, (reply) => {
    if (reply.ok) return send(response, 200, reply.value ?? null)
    refuse(response, statusOf(reply.code), reply.code, reply.message)
  })
}

/** Which command a request is for. Throws FORBIDDEN, NOT_FOUND or USAGE, with the body left unread. */
function commandOf(request: IncomingMessage): ControlType {
  const [path = ''] = (request.url ?? '').split('?')
  const type = path.startsWith(CONTROL_PATH) ? path.slice(CONTROL_PATH.length) : ''
  const refused = (code: 'NOT_FOUND' | 'FORBIDDEN' | 'USAGE', sentence: string) => {
    request.resume()
    return new RigError(code, sentence)
  }
  if (!path.startsWith(CONTROL_PATH)) throw refused('NOT_FOUND', `nothing at ${path.slice(0, 128)}`)
  if (!(request.socket instanceof TLSSocket)) {
    throw refused('FORBIDDEN', 'the control API speaks HTTPS only; use the HTTPS port of this Miniserver')
  }
  if (!isControlType(type)) throw refused('NOT_FOUND', `no command ${type.slice(0, 64)}`)
  if (request.method !== 'POST') throw refused('USAGE', `${type} is sent with POST`)
  return type
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  send(response, status, { code, message })
}

function send(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
  response.end(body)
}
