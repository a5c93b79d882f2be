import { once } from 'node:events'
import { connect, type SecureContext, type TLSSocket } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import { FrameDecoder, framePieces, TRUST_ALPN } from '../protocol/trust/frames.ts'

export interface ConnectionOptions {
  readonly peer: Serial
  /** `host:port`, an IPv6 host in brackets. */
  readonly address: string
  readonly context: SecureContext
}

/**
 * This unit's own connection to a peer, for sending only: what the peer says comes over one of the peer's. Connects at once; ends for
 * good with the first error, a close, or bytes that are no acknowledgement.
 */
export class TrustConnection {
  readonly address: string
  readonly #socket: TLSSocket
  readonly #secured: Promise<unknown>
  readonly #decoder = new FrameDecoder()
  #sent = 0
  #acknowledge: (() => void) | undefined
  #lost: (error: Error) => void = () => {}

  constructor({ peer, address, context }: ConnectionOptions) {
    this.address = address
    this.#socket = connect({
      ...hostAndPort(address),
      secureContext: context,
      ALPNProtocols: [TRUST_ALPN],
      minVersion: 'TLSv1.3',
      // The serial is what counts, not the host name: a unit may move (§3.3.4).
      checkServerIdentity: (_host, certificate) => mismatch(peer, certificate.subject.CN),
    })
    this.#socket.setNoDelay()
    this.#secured = once(this.#socket, 'secureConnect')
    this.#secured.catch(() => {})
    this.#socket.on('data', (bytes) => this.#received(bytes))
    this.#socket.on('error', (error) => this.#lost(error))
    this.#socket.on('close', () => this.#lost(new RigError('CONNECTION_FAILED', 'the connection was closed')))
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed
  }

  /**
   * Resolves when the peer has it. One at a time. Rejects when the connection is lost; whether the peer has it is then unknown.
   *
   * @param progressed is called whenever the peer has taken a piece of a long message
   */
  async send(message: TrustMessage, progressed: () => void): Promise<void> {
    const arrived = new Promise<void>((resolve, reject) => {
      this.#acknowledge = resolve
      this.#lost = reject
    })
    arrived.catch(() => {})
    await Promise.race([this.#secured, arrived])
    this.#sent += 1
    for (const piece of framePieces({ v: 1, n: this.#sent, message })) {
      if (!this.#socket.write(piece)) await Promise.race([once(this.#socket, 'drain'), arrived])
      progressed()
    }
    await arrived
  }

  close(reason: Error): void {
    this.#socket.destroy(reason)
  }

  #received(bytes: Uint8Array): void {
    try {
      for (const frame of this.#decoder.feed(bytes)) {
        if (!('ack' in frame) || frame.ack !== this.#sent)
          throw new RigError('FRAME_MALFORMED', 'an acknowledgement of nothing')
        this.#acknowledge?.()
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      this.#socket.destroy(error)
    }
  }
}

function mismatch(expected: Serial, found: unknown): RigError | undefined {
  if (found === expected) return undefined
  return new RigError('CERT_MISMATCH', `the device certificate is that of ${String(found)}, not of ${expected}`)
}

/** Throws RigError `CONNECTION_FAILED` for what is no address. */
function hostAndPort(address: string): { host: string; port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(address) ?? []
  if (host === undefined || Number(port) > 65_535) throw new RigError('CONNECTION_FAILED', `${address} is no host:port`)
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}
