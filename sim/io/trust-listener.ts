import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import { TRUST_ALPN } from '../protocol/trust/frames.ts'
import { readTrust } from './trust-reader.ts'

/** Connections that have not proved yet whose they are; of more the oldest is closed (P-187). */
const HANDSHAKES_MAX = 64

/** Whoever takes longer to prove who it is is closed. */
const HANDSHAKE_MAX_MS = 5_000

export interface TrustListenerOptions {
  /** PEM: this unit's device certificate and key, and the CA of the rig's factory. */
  readonly certificate: string
  readonly privateKey: string
  readonly ca: string
  readonly receive: (from: Serial, message: TrustMessage) => void
  /** Somebody was turned away: no certificate, a stranger's, or rubbish. Never holds what was sent. */
  readonly refused: (error: Error) => void
}

/** The receiving end of a unit's Trust links: TLS 1.3 with a certificate of the rig's factory, or nothing (R2). */
export class TrustListener {
  readonly #options: TrustListenerOptions
  /** The newest connection of each peer; an older one ends. */
  readonly #peers = new Map<Serial, TLSSocket>()
  readonly #sockets = new Set<Socket>()
  /** By the peer's end, which is the same before and after the handshake. */
  readonly #unproven = new Map<string, Socket>()
  readonly #server

  constructor(options: TrustListenerOptions) {
    this.#options = options
    this.#server = createServer({
      cert: options.certificate,
      key: options.privateKey,
      ca: options.ca,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
      ALPNProtocols: [TRUST_ALPN],
      handshakeTimeout: HANDSHAKE_MAX_MS,
    })
    this.#server.on('secureConnection', (socket) => this.#secured(socket))
    this.#server.on('tlsClientError', (error, socket) => {
      socket.destroy()
      options.refused(error)
    })
  }

  /** Takes over a TCP connection whose TLS has not begun. */
  accept(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.setNoDelay()
    const end = endOf(socket)
    this.#unproven.set(end, socket)
    socket.once('close', () => this.#unproven.get(end) === socket && this.#unproven.delete(end))
    const [oldest] = this.#unproven.values()
    if (this.#unproven.size > HANDSHAKES_MAX) oldest?.destroy()
    this.#server.emit('connection', socket)
  }

  close(): void {
    for (const socket of this.#peers.values()) socket.destroy()
    for (const socket of this.#sockets) socket.destroy()
  }

  #secured(socket: TLSSocket): void {
    this.#unproven.delete(endOf(socket))
    const from = serialOf(socket)
    if (from === undefined) {
      socket.destroy()
      return this.#options.refused(
        new RigError('CERT_MISMATCH', 'a Trust peer whose certificate bears no serial number'),
      )
    }
    this.#peers.get(from)?.destroy()
    this.#peers.set(from, socket)
    socket.once('close', () => this.#peers.get(from) === socket && this.#peers.delete(from))
    socket.on('error', (error) => this.#options.refused(error))
    readTrust(socket, from, (peer, message) => this.#options.receive(peer, message))
  }
}

function endOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

function serialOf(socket: TLSSocket): Serial | undefined {
  const { subject } = socket.getPeerCertificate()
  const name: unknown = subject?.CN
  return socket.authorized && typeof name === 'string' && /^[0-9A-F]{12}$/.test(name) ? name : undefined
}
