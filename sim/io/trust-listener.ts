import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import { encodeFrame, FrameDecoder, TRUST_ALPN } from '../protocol/trust/frames.ts'

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
    this.#server.emit('connection', socket)
  }

  close(): void {
    for (const socket of this.#peers.values()) socket.destroy()
    for (const socket of this.#sockets) socket.destroy()
  }

  #secured(socket: TLSSocket): void {
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
    this.#read(socket, from)
  }

  #read(socket: TLSSocket, from: Serial): void {
    const decoder = new FrameDecoder()
    let received = 0
    socket.on('data', (bytes) => {
      try {
        for (const frame of decoder.feed(bytes)) {
          if (!('message' in frame) || frame.n !== received + 1) {
            throw new RigError('FRAME_MALFORMED', `${from} sent a frame out of order`)
          }
          received = frame.n
          this.#options.receive(from, frame.message)
          if (socket.writable) socket.write(encodeFrame({ v: 1, ack: received }))
        }
      } catch (error) {
        if (!(error instanceof RigError)) throw error
        socket.destroy(error)
      }
    })
  }
}

function serialOf(socket: TLSSocket): Serial | undefined {
  const { subject } = socket.getPeerCertificate()
  const name: unknown = subject?.CN
  return socket.authorized && typeof name === 'string' && /^[0-9A-F]{12}$/.test(name) ? name : undefined
}
