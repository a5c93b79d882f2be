import type { Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import type { Notice } from './notice.ts'
import { TrustConnection } from './trust-connection.ts'
import { TrustListener } from './trust-listener.ts'

/** "Times out after a few seconds" (§3.3.4) [P]; counted from a message's turn. */
const DELIVERY_MAX_MS = 5_000

/** Messages on their way at once per Miniserver, and at most one per peer (§3.3.5). */
const IN_FLIGHT_MAX = 5

/** Messages that wait for their turn; more fail at once (§3.3.5) [P]. */
const QUEUE_MAX = 100

export interface TrustLinksOptions {
  /** PEM: this unit's device certificate and key, and the CA of the rig's factory. */
  readonly certificate: string
  readonly privateKey: string
  readonly ca: string
  /** Strangers and rubbish turned away. */
  readonly onNotice: (notice: Notice) => void
}

export interface OpenTrustLinks extends TrustLinks, AsyncDisposable {
  /** Takes over a TCP connection to the HTTPS port that asks for a Trust link; its TLS has not begun. */
  accept(socket: Socket): void
}

type Failed = (to: Serial, id: string, reason: string) => void

/** What waits for a peer, in order, and how it is reached. */
interface Peer {
  readonly serial: Serial
  readonly waiting: TrustMessage[]
  address: string | undefined
  connection: TrustConnection | undefined
  isActive: boolean
}

/**
 * A Miniserver's Trust links over mutual TLS 1.3. Each unit sends over connections of its own, made when first needed and kept.
 *
 * Per peer first in, first out, one message on its way until the peer has acknowledged it. When that fails, all that waits for
 * the same peer fails with it, so that a peer that cannot be reached costs the others one slot for at most 5 s.
 */
export function openTrustLinks(options: TrustLinksOptions): OpenTrustLinks {
  const { certificate: cert, privateKey: key, ca } = options
  const context = createSecureContext({ cert, key, ca, minVersion: 'TLSv1.3' })
  let receive: (from: Serial, message: TrustMessage) => void = () => {}
  let failed: Failed = () => {}
  const sender = new Sender(
    (address, peer) => new TrustConnection({ peer, address, context }),
    (...failure) => failed(...failure),
  )
  const listener = new TrustListener({
    certificate: cert,
    privateKey: key,
    ca,
    receive: (from, message) => receive(from, message),
    refused: (error) =>
      options.onNotice({ code: codeOf(error), message: `A Trust link was refused: ${error.message}` }),
  })
  return {
    send: (to, message, address) => sender.send(to, message, address),
    onMessage(onReceived, onFailed) {
      receive = onReceived
      failed = onFailed
    },
    accept: (socket) => listener.accept(socket),
    async [Symbol.asyncDispose]() {
      receive = () => {}
      failed = () => {}
      sender.close()
      listener.close()
    },
  }
}

/** Queues, and gives the slots to the peers in the order in which they have something to send. */
class Sender {
  readonly #connect: (address: string, peer: Serial) => TrustConnection
  readonly #failed: Failed
  readonly #peers = new Map<Serial, Peer>()
  readonly #ready: Peer[] = []
  #active = 0
  #waiting = 0
  #isClosed = false

  constructor(connect: (address: string, peer: Serial) => TrustConnection, failed: Failed) {
    this.#connect = connect
    this.#failed = failed
  }

  send(to: Serial, message: TrustMessage, address?: string): void {
    if (this.#isClosed) return
    const peer = this.#peer(to)
    peer.address = address ?? peer.address
    if (this.#waiting >= QUEUE_MAX) {
      queueMicrotask(() => this.#failed(to, message.id, `${QUEUE_MAX} messages wait already`))
      return
    }
    this.#waiting += 1
    peer.waiting.push(message)
    if (peer.waiting.length === 1 && !peer.isActive) this.#ready.push(peer)
    this.#next()
  }

  close(): void {
    this.#isClosed = true
    for (const peer of this.#peers.values()) {
      this.#waiting -= peer.waiting.splice(0).length
      peer.connection?.close(new RigError('CONNECTION_FAILED', 'this unit is off'))
    }
  }

  #next(): void {
    while (this.#active < IN_FLIGHT_MAX) {
      const peer = this.#ready.shift()
      const message = peer?.waiting.shift()
      if (peer === undefined || message === undefined) return
      this.#waiting -= 1
      this.#active += 1
      peer.isActive = true
      void this.#deliver(peer, message).then(() => {
        this.#active -= 1
        peer.isActive = false
        if (peer.waiting.length > 0) this.#ready.push(peer)
        this.#next()
      })
    }
  }

  async #deliver(peer: Peer, message: TrustMessage): Promise<void> {
    const late = new RigError('CONNECTION_FAILED', `no answer from ${peer.serial} within ${DELIVERY_MAX_MS / 1000} s`)
    const deadline = setTimeout(() => peer.connection?.close(late), DELIVERY_MAX_MS)
    try {
      const connection = await this.#connectionTo(peer)
      // A long page on a slow line is no silence.
      await connection.send(message, () => deadline.refresh())
    } catch (error) {
      if (!(error instanceof Error)) throw error
      peer.connection?.close(error)
      peer.connection = undefined
      const reason = reasonOf(error)
      const lost = [message, ...peer.waiting.splice(0)]
      this.#waiting -= lost.length - 1
      for (const { id } of lost) this.#failed(peer.serial, id, reason)
    } finally {
      clearTimeout(deadline)
    }
  }

  /** Asynchronous, so that not even a missing address fails within `send`. */
  async #connectionTo(peer: Peer): Promise<TrustConnection> {
    const { connection, address, serial } = peer
    if (address === undefined) throw new RigError('CONNECTION_FAILED', `no address of ${serial} is known`)
    if (connection?.isOpen && connection.address === address) return connection
    connection?.close(new RigError('CONNECTION_FAILED', `${serial} has moved`))
    peer.connection = this.#connect(address, serial)
    return peer.connection
  }

  #peer(serial: Serial): Peer {
    const present = this.#peers.get(serial)
    if (present !== undefined) return present
    const peer: Peer = { serial, waiting: [], address: undefined, connection: undefined, isActive: false }
    this.#peers.set(serial, peer)
    return peer
  }
}

/** Codes of OpenSSL for a certificate that the factory's CA did not make. */
const STRANGERS: ReadonlySet<string | undefined> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
])

/** Begins with the code where the peer is not who it should be, so that whoever joins is told so (T5). */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error instanceof RigError)
    return error.code === 'CERT_MISMATCH' ? `CERT_MISMATCH: ${error.message}` : error.message
  if (STRANGERS.has(error.code)) return 'CERT_MISMATCH: its certificate is not of this rig'
  return error.message
}

function codeOf(error: Error): Notice['code'] {
  return error instanceof RigError ? error.code : 'CERT_MISMATCH'
}
