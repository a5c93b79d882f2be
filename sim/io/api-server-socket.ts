import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { ApiCommand } from '../domain/miniserver/api-command.ts'
import type { ApiReply, ApiStateChange } from '../domain/miniserver/effect.ts'
import { encryptText } from '../protocol/loxone/aes.ts'
import { encodeReply } from '../protocol/loxone/encode-reply.ts'
import { envelope } from '../protocol/loxone/envelope.ts'
import { keyExchangePayload } from '../protocol/loxone/key-exchange.ts'
import { parseCommand } from '../protocol/loxone/parse-command.ts'
import { decryptSessionKey } from '../protocol/loxone/rsa.ts'
import { decryptCommand, type SecureSession } from '../protocol/loxone/secure-session.ts'
import { stateMessages } from '../protocol/loxone/state-messages.ts'
import { framedHeader, framedMessage } from '../protocol/loxone/web-socket-frame.ts'
import { ReplyQueue } from './api-server-replies.ts'
import type { ApiServerContext, ApiSession } from './api-server-session.ts'
import { SocketTimeouts } from './api-server-timeouts.ts'

/** Commands of one client that wait for their answer, and bytes that it has not read; beyond either it is cut off. */
const UNANSWERED_MAX = 256
const UNREAD_BYTES_MAX = 4 * 1024 * 1024

/** The close code behind a refused login. */
const REFUSED = 1000

/** A close that comes together with the refusal overtakes it in lxcommunicator, which then knows no reason [P]. */
const AFTER_REFUSAL_MS = 200

/** One WebSocket of the public API: its encryption, the order of its answers, its time-outs. */
export class ApiSocket implements ApiSession {
  readonly #context: ApiServerContext
  readonly #id: string
  readonly #socket: WebSocket
  readonly #raw: Duplex
  readonly #timeouts: SocketTimeouts
  readonly #replies = new ReplyQueue<Asked>((bytes) => this.#write(bytes))
  #secure: SecureSession | undefined
  #inbound: Promise<void> = Promise.resolve()
  #requests = 0

  /** `raw` is the socket under `socket`: messages are written to it ready framed. */
  constructor(context: ApiServerContext, id: string, socket: WebSocket, raw: Duplex) {
    this.#context = context
    this.#id = id
    this.#socket = socket
    this.#raw = raw
    this.#timeouts = new SocketTimeouts(context.clock, {
      tooSlow: () => this.#tooSlow(),
      idle: () => socket.close(1000, 'nothing heard for five minutes'),
    })
    socket.on('message', (data, isBinary) => this.#received(data, isBinary))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#closed())
  }

  reply(request: number, reply: ApiReply): void {
    const asked = this.#replies.asked(request)
    if (asked === undefined) return
    const { command, secure, encryptReply } = asked
    if (reply.code === 200 && LOGINS.has(command.type)) this.#timeouts.loggedIn()
    if (command.type === 'exchange-key' && secure !== undefined) {
      const value = encryptText(secure.sessionKey, String(reply.value))
      return this.#answer(request, { kind: 'text', body: envelope(command.control, reply.code, value) })
    }
    const { kind, body } = encodeReply(command, reply)
    const text = encryptReply && secure !== undefined ? encryptText(secure.sessionKey, body) : body
    this.#answer(request, { kind, body: text })
  }

  states(changes: readonly ApiStateChange[]): void {
    this.#replies.after(this.#context.encodeOnce(changes, stateMessages))
  }

  close(code: number, reason: string): void {
    if (code !== REFUSED) return this.#socket.close(code, reason)
    const { clock } = this.#context
    clock.at(clock.now().monotonicMs + AFTER_REFUSAL_MS, () => this.#socket.close(code, reason))
  }

  /** Tells the client that the Miniserver restarts, and closes. */
  outOfService(reason: string): void {
    this.#write(framedHeader('out-of-service'))
    this.close(1001, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #received(data: RawData, isBinary: boolean): void {
    this.#timeouts.heard()
    if (isBinary) return this.close(1003, 'commands are text')
    const text = data.toString()
    if (text === 'keepalive') return this.#write(framedHeader('keepalive'))
    if (this.#replies.size >= UNANSWERED_MAX) return this.terminate()
    const request = ++this.#requests
    this.#replies.expect(request, {
      command: { control: text, type: 'unknown' },
      secure: undefined,
      encryptReply: false,
    })
    // One after the other: a command may need the key that the one before it exchanges.
    this.#inbound = this.#inbound.then(() => this.#handle(request, text)).catch(() => this.terminate())
  }

  async #handle(request: number, text: string): Promise<void> {
    const payload = keyExchangePayload(text)
    if (payload !== undefined) return this.#exchangeKey(request, text, payload)
    const decrypted = decryptCommand(this.#secure, text)
    if (decrypted.type === 'refused') return this.#refuse(request, text, 401)
    this.#pass(request, parseCommand(decrypted.path), decrypted)
  }

  async #exchangeKey(request: number, text: string, payload: string): Promise<void> {
    const { privateKey } = await this.#context.rsaKeys()
    if (!(await this.#context.keyBudget.turn())) return this.#refuse(request, text, 503)
    const sessionKey = decryptSessionKey(privateKey, payload)
    if (sessionKey === undefined) return this.#refuse(request, text, 401)
    this.#secure = { sessionKey }
    this.#pass(request, { control: text, type: 'exchange-key' }, { encrypted: false, encryptReply: false })
  }

  #pass(
    request: number,
    command: ApiCommand,
    { encrypted, encryptReply }: { readonly encrypted: boolean; readonly encryptReply: boolean },
  ): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#replies.expect(request, { command, secure: this.#secure, encryptReply })
    this.#context.receive({ type: 'api-command', session: this.#id, request, command, encrypted })
  }

  #refuse(request: number, control: string, code: number): void {
    this.#answer(request, { kind: 'text', body: envelope(control, code, 'refused') })
  }

  #answer(request: number, { kind, body }: { kind: 'text' | 'file'; body: string }): void {
    this.#replies.answer(request, framedMessage(kind, body))
  }

  #tooSlow(): void {
    this.#write(framedMessage('text', envelope('', 420, 'authentication too slow')))
    this.#socket.close(1000, 'authentication too slow')
  }

  #write(bytes: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#raw.writableLength > UNREAD_BYTES_MAX) return this.terminate()
    this.#raw.write(bytes)
  }

  #closed(): void {
    this.#timeouts.stop()
    this.#context.ended(this.#id)
  }
}

interface Asked {
  readonly command: ApiCommand
  readonly secure: SecureSession | undefined
  readonly encryptReply: boolean
}

const LOGINS: ReadonlySet<ApiCommand['type']> = new Set(['get-token', 'auth-with-token'])
