import type { IncomingMessage, ServerResponse } from 'node:http'
import { RigError } from '../domain/errors.ts'
import { envelope } from '../protocol/loxone/envelope.ts'
import { httpCommand } from '../protocol/loxone/http-command.ts'
import { httpError } from '../protocol/loxone/http-reply.ts'
import { decryptSessionKey, type SessionKey } from '../protocol/loxone/rsa.ts'
import { decryptCommand } from '../protocol/loxone/secure-session.ts'
import { ApiHttpRequest, send } from './api-server-request.ts'
import type { ApiServerContext, ApiSession } from './api-server-session.ts'
import { readBody } from './read-json.ts'

export interface HttpContext extends ApiServerContext {
  /** Opens a session for a request and returns its id. The Miniserver may end it at once. */
  opened(session: ApiSession, request: IncomingMessage): string
}

/** Bodies may not be long. */
const BODY_BYTES_MAX = 64 * 1024

const API_PATH = /^\/(jdev|dev|data|authwithtoken|camimage)\//i

export function isApiRequest(request: IncomingMessage): boolean {
  return API_PATH.test(request.url ?? '')
}

/** Answers one request to the API. Rejects where the Miniserver has no key; the caller answers 500 then. */
export async function handleApiRequest(context: HttpContext, request: IncomingMessage, response: ServerResponse) {
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) return refuseBody(request, response)
  const body = await textOf(request)
  if (body === undefined) return refuseBody(request, response)
  const { path, query } = splitUrl(request.url ?? '/')
  const ownAnswer = OWN_PATHS[path.toLowerCase()]
  if (ownAnswer !== undefined) return send(response, await ownAnswer(context))

  const sessionKey = await exchangedKey(context, query.get('sk'))
  const decrypted = decryptCommand(sessionKey && { sessionKey }, path)
  if (decrypted.type === 'refused') return send(response, httpError(401))
  const command = httpCommand(withBody(decrypted.path, request, body), {
    authorization: request.headers.authorization,
    query,
  })
  const session = new ApiHttpRequest(response, command, decrypted.encryptReply ? sessionKey : undefined)
  const id = context.opened(session, request)
  response.once('close', () => context.ended(id))
  if (!response.writableEnded) {
    const { encrypted } = decrypted
    context.receive({ type: 'api-command', session: id, request: 1, command, encrypted })
  }
}

type OwnAnswer = (context: ApiServerContext) => Promise<{ status: number; contentType: string; body: string }>

/** What needs no Miniserver, only its key. */
const OWN_PATHS: Readonly<Record<string, OwnAnswer>> = {
  '/jdev/sys/getpublickey': async (context) => {
    const { publicKeyText } = await context.rsaKeys()
    return { status: 200, contentType: 'application/json', body: envelope('jdev/sys/getPublicKey', 200, publicKeyText) }
  },
  '/jdev/sys/getcertificate': async (context) => {
    const { certificatePem } = await context.rsaKeys()
    return { status: 200, contentType: 'application/x-pem-file', body: certificatePem }
  },
}

async function exchangedKey(context: ApiServerContext, payload: string | null): Promise<SessionKey | undefined> {
  if (payload === null) return undefined
  const { privateKey } = await context.rsaKeys()
  // Some clients do not encode the base64, so that its `+` arrives as a space.
  return (await context.keyBudget.turn()) ? decryptSessionKey(privateKey, payload.replaceAll(' ', '+')) : undefined
}

/** `undefined` where it is too long; its rest goes unread then. */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  try {
    return (await readBody(request, BODY_BYTES_MAX)).toString('utf8')
  } catch (error) {
    if (error instanceof RigError) return undefined
    throw error
  }
}

/** One command takes what it is about from the body of a POST as well (docs/miniserver-protocol.md §4.1). */
function withBody(path: string, { method }: IncomingMessage, body: string): string {
  return method === 'POST' && TAKES_BODY.test(path) ? `${path.replace(/\/$/, '')}/${encodeURIComponent(body)}` : path
}

const TAKES_BODY = /^\/?j?dev\/sps\/trustusermanagement\/edit\/?$/i

function splitUrl(url: string): { path: string; query: URLSearchParams } {
  const mark = url.indexOf('?')
  return mark < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) }
}

function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => request.destroy())
  send(response, httpError(413))
}
