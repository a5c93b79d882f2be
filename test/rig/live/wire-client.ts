import type { AddressInfo } from 'node:net'
import { connect, createServer as createTlsServer, type TLSSocket } from 'node:tls'

// Written from docs/reference/trust-wire.md and from nothing else: nothing of loxrig's own code is imported here.

const ALPN = 'loxrig-trust/1'

export interface WireIdentity {
  readonly serial: string
  /** PEM. */
  readonly cert: string
  readonly key: string
  readonly ca: string
}

export interface WireMessage {
  readonly id: string
  readonly type: string
  readonly [field: string]: unknown
}

/** A Miniserver of somebody else's: it listens for what is said to it, and says things to one peer. */
export class WireClient implements AsyncDisposable {
  readonly heard: WireMessage[] = []
  readonly #identity: WireIdentity
  readonly #server: ReturnType<typeof createTlsServer>
  readonly #sockets = new Set<TLSSocket>()
  readonly #hearers = new Set<() => void>()
  #connection: Promise<Connection> | undefined
  #asked = 0

  private constructor(identity: WireIdentity) {
    this.#identity = identity
    const tls = { cert: identity.cert, key: identity.key, ca: identity.ca, minVersion: 'TLSv1.3' } as const
    const who = { requestCert: true, rejectUnauthorized: true, ALPNProtocols: [ALPN] }
    this.#server = createTlsServer({ ...tls, ...who }, (socket) => this.#accepted(socket))
  }

  static async listen(identity: WireIdentity): Promise<WireClient> {
    const client = new WireClient(identity)
    await new Promise<void>((resolve) => client.#server.listen(0, '127.0.0.1', resolve))
    return client
  }

  /** What goes into `internalAddress` of a member. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Sends a request and resolves with the `result` of its answer. */
  async ask(peer: string, serial: string, type: string, fields: object): Promise<Record<string, unknown>> {
    const id = `${type}-${++this.#asked}`
    await this.send(peer, serial, { id, type, ...fields })
    const answer = await this.hears((message) => message.id === id && message.type === 'answer')
    return answer.result as Record<string, unknown>
  }

  /** Resolves when the peer has acknowledged it. */
  async send(peer: string, serial: string, message: WireMessage): Promise<void> {
    this.#connection ??= Connection.open(peer, serial, this.#identity)
    await (await this.#connection).send(message)
  }

  /** Resolves with the first message, now or before, of which this is true. */
  hears(matches: (message: WireMessage) => boolean): Promise<WireMessage> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.find(matches)
        if (found !== undefined) resolve(found)
      }
      this.#hearers.add(look)
      look()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    ;(await this.#connection?.catch(() => undefined))?.close()
    this.#server.close()
  }

  #accepted(socket: TLSSocket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    const frames = new Frames()
    socket.on('data', (bytes) => {
      for (const { n, message } of frames.feed(bytes) as { n: number; message: WireMessage }[]) {
        socket.write(pieceOf({ v: 1, ack: n }))
        this.heard.push(message)
        for (const look of this.#hearers) look()
      }
    })
  }
}

class Connection {
  readonly #socket: TLSSocket
  readonly #frames = new Frames()
  #sent = 0
  #acknowledged: (ack: number) => void = () => {}

  static async open(address: string, serial: string, { cert, key, ca }: WireIdentity): Promise<Connection> {
    const [host, port] = address.split(':')
    const socket = connect({
      ...{ host, port: Number(port), cert, key, ca, minVersion: 'TLSv1.3', ALPNProtocols: [ALPN] },
      checkServerIdentity: (_host, { subject }) =>
        subject.CN === serial ? undefined : new Error(`this is ${subject.CN}`),
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
    })
    return new Connection(socket)
  }

  private constructor(socket: TLSSocket) {
    this.#socket = socket
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      for (const { ack } of this.#frames.feed(bytes) as { ack: number }[]) this.#acknowledged(ack)
    })
  }

  async send(message: WireMessage): Promise<void> {
    const n = ++this.#sent
    const acknowledged = new Promise<void>((resolve, reject) => {
      this.#acknowledged = (ack) => (ack === n ? resolve() : reject(new Error(`${ack} is acknowledged, not ${n}`)))
      this.#socket.once('close', () => reject(new Error('the peer has closed the connection')))
    })
    this.#socket.write(pieceOf({ v: 1, n, message }))
    await acknowledged
  }

  close(): void {
    this.#socket.destroy()
  }
}

/** Short frames go in one piece. */
function pieceOf(frame: object): Buffer {
  const body = Buffer.from(JSON.stringify(frame))
  const header = Buffer.alloc(4)
  header.writeUInt32BE(body.length)
  return Buffer.concat([header, body])
}

class Frames {
  #bytes = Buffer.alloc(0)
  #json = ''

  feed(bytes: Uint8Array): object[] {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
    const frames: object[] = []
    while (this.#bytes.length >= 4) {
      const word = this.#bytes.readUInt32BE()
      const end = 4 + (word & 0x7fff_ffff)
      if (this.#bytes.length < end) break
      this.#json += this.#bytes.toString('utf8', 4, end)
      this.#bytes = this.#bytes.subarray(end)
      if (word >>> 31 === 1) continue
      frames.push(JSON.parse(this.#json) as object)
      this.#json = ''
    }
    return frames
  }
}
