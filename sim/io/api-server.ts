import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ApiStateChange } from '../domain/miniserver/effect.ts'
import type { ApiSessions } from '../ports/api.ts'
import { errorPage } from '../protocol/loxone/envelope.ts'
import { httpError } from '../protocol/loxone/http-reply.ts'
import { type HttpContext, handleApiRequest, isApiRequest } from './api-server-http.ts'
import { KeyBudget } from './api-server-key-budget.ts'
import type { ApiScope, ApiServerOptions } from './api-server-options.ts'
import { send } from './api-server-request.ts'
import type { ApiSession } from './api-server-session.ts'
import { ApiSocket } from './api-server-socket.ts'

/** docs/miniserver-protocol.md §1.2: what a Miniserver of the second generation bears. */
const CONNECTIONS_MAX = 256
const MESSAGE_BYTES_MAX = 64 * 1024
const URL_BYTES_MAX = 32 * 1024
/** From the connection, or the answer before, to the end of a request's head; and the longest silence within a request. */
const REQUEST_HEAD_MS = 10_000
const SILENCE_MS = 30_000

export interface ApiServer extends ApiSessions, AsyncDisposable {
  /**
   * Takes over a connection that a listener accepted, plain or with TLS done; `scope` is the listener's. One server behind all
   * listeners of a Miniserver.
   */
  serve(socket: Socket, scope: ApiScope): void
}

interface Connection {
  readonly scope: ApiScope
  /** Stops waiting for its next request. */
  cancel: () => void
}

/** A Miniserver's public API over HTTP and WebSocket. Listens on nothing itself. */
export function openApiServer(options: ApiServerOptions): ApiServer {
  return new HttpApiServer(options)
}

class HttpApiServer implements ApiServer, HttpContext {
  readonly receive: ApiServerOptions['receive']
  readonly clock: ApiServerOptions['clock']
  readonly rsaKeys: ApiServerOptions['rsaKeys']
  readonly keyBudget: KeyBudget
  readonly #isRunning: () => boolean
  readonly #fallback: ApiServerOptions['fallback']
  readonly #http: Server
  readonly #webSockets: WebSocketServer
  readonly #sessions = new Map<string, ApiSession>()
  readonly #connections = new Map<Socket, Connection>()
  #sessionCount = 0
  #encoded: { readonly changes: readonly ApiStateChange[]; readonly bytes: Buffer } | undefined

  constructor({ receive, isRunning, clock, rsaKeys, fallback }: ApiServerOptions) {
    this.receive = receive
    this.#isRunning = isRunning
    this.clock = clock
    this.rsaKeys = rsaKeys
    this.keyBudget = new KeyBudget(clock)
    this.#fallback = fallback
    this.#http = createServer({ maxHeaderSize: URL_BYTES_MAX })
    this.#http.setTimeout(SILENCE_MS)
    this.#http.on('request', (request, response) => this.#requested(request, response))
    this.#http.on('upgrade', (request, socket, head) => this.#upgraded(request, socket, head))
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MESSAGE_BYTES_MAX,
      // Offered or not, every client is taken (docs/miniserver-protocol.md §0.1).
      handleProtocols: (offered) => (offered.has('remotecontrol') ? 'remotecontrol' : false),
    })
  }

  serve(socket: Socket, scope: ApiScope): void {
    // A client may reset its connection at any moment, also where nobody else listens for errors.
    socket.on('error', () => socket.destroy())
    if (this.#connections.size >= CONNECTIONS_MAX) {
      socket.end(
        `HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n${errorPage(901, 'Too many connections')}`,
      )
      return
    }
    const connection: Connection = { scope, cancel: () => undefined }
    this.#connections.set(socket, connection)
    socket.once('close', () => {
      connection.cancel()
      this.#connections.delete(socket)
    })
    this.#expectRequest(socket)
    this.#http.emit('connection', socket)
  }

  reply(session: string, request: number, reply: Parameters<ApiSessions['reply']>[2]): void {
    this.#sessions.get(session)?.reply(request, reply)
  }

  states(session: string, changes: readonly ApiStateChange[]): void {
    this.#sessions.get(session)?.states(changes)
  }

  close(session: string, code: number, reason: string): void {
    this.#sessions.get(session)?.close(code, reason)
  }

  closeAll(reason: string): void {
    for (const session of this.#sessions.values()) session.outOfService(reason)
  }

  opened(session: ApiSession, request: IncomingMessage): string {
    const id = this.#nextId()
    this.#open(id, session, request, true)
    return id
  }

  ended(id: string): void {
    if (this.#sessions.delete(id)) this.receive({ type: 'api-closed', session: id })
  }

  encodeOnce(changes: readonly ApiStateChange[], encode: (changes: readonly ApiStateChange[]) => Buffer): Buffer {
    if (this.#encoded?.changes !== changes) this.#encoded = { changes, bytes: encode(changes) }
    return this.#encoded.bytes
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = [...this.#connections.keys()].map(
      (socket) => new Promise((resolve) => socket.once('close', resolve)),
    )
    for (const socket of this.#connections.keys()) socket.destroy()
    this.keyBudget.stop()
    await Promise.all(closed)
  }

  /** Node counts this only for sockets that it accepted itself. */
  #expectRequest(socket: Socket): void {
    const connection = this.#connections.get(socket)
    if (connection === undefined) return
    connection.cancel = this.clock.at(this.clock.now().monotonicMs + REQUEST_HEAD_MS, () => socket.destroy())
  }

  #requested(request: IncomingMessage, response: ServerResponse): void {
    this.#connections.get(request.socket)?.cancel()
    response.once('finish', () => this.#expectRequest(request.socket))
    if (!isApiRequest(request)) {
      if (this.#fallback === undefined) return send(response, httpError(404))
      return this.#fallback(request, response, this.#scopeOf(request))
    }
    if (!this.#isRunning()) return send(response, httpError(503))
    handleApiRequest(this, request, response).catch(() => {
      if (!response.headersSent) send(response, httpError(500))
    })
  }

  #upgraded(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#connections.get(request.socket)?.cancel()
    const isApi = /^\/ws\/rfc6455(\?|$)/i.test(request.url ?? '')
    if (!isApi || !this.#isRunning()) {
      socket.end(`HTTP/1.1 ${isApi ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`)
      return
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => this.#accept(request, webSocket, socket))
  }

  #accept(request: IncomingMessage, webSocket: WebSocket, raw: Duplex): void {
    const id = this.#nextId()
    this.#open(id, new ApiSocket(this, id, webSocket, raw), request, false)
  }

  #nextId(): string {
    this.#sessionCount++
    return `api-${this.#sessionCount}`
  }

  #open(id: string, session: ApiSession, request: IncomingMessage, http: boolean): void {
    this.#sessions.set(id, session)
    const address = request.socket.remoteAddress ?? ''
    const inClear = !(request.socket instanceof TLSSocket)
    this.receive({ type: 'api-opened', session: id, scope: this.#scopeOf(request), address, http, inClear })
  }

  #scopeOf(request: IncomingMessage): ApiScope {
    return this.#connections.get(request.socket)?.scope ?? 'external'
  }
}
