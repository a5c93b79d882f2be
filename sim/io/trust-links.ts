import type { Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import type { LinkNote } from '../domain/trust/peer-links.ts'
import type { TrustLinks } from '../ports/trust-links.ts'
import { type Notice, onceEach } from './notice.ts'
import { TrustConnection } from './trust-connection.ts'
import { TrustListener } from './trust-listener.ts'
import { type PeerNetwork, TrustSender } from './trust-sender.ts'

export interface TrustLinksOptions {
  /** PEM: this unit's device certificate and key, and the CA of the rig's factory. */
  readonly certificate: string
  readonly privateKey: string
  readonly ca: string
  /** Strangers and rubbish turned away. */
  readonly onNotice: (notice: Notice) => void
  /** The networks between this unit and its peers; left out, all are in one LAN. */
  readonly network?: PeerNetwork
}

export interface OpenTrustLinks extends TrustLinks, AsyncDisposable {
  /** Takes over a TCP connection to the HTTPS port that asks for a Trust link; its TLS has not begun. */
  accept(socket: Socket): void
}

/**
 * A Miniserver's Trust links over mutual TLS 1.3. Each unit sends over connections of its own, made when first needed and kept.
 *
 * Whose turn it is says `Outbox`; a message has its place until the peer has acknowledged it. When that fails, all that waits for
 * the same peer fails with it, so that a peer that cannot be reached costs the others one place for at most 5 s. Ways over the
 * Internet take as long as `network` says, and are closed where it says so; within the LAN a message takes as long as it takes.
 */
export function openTrustLinks(options: TrustLinksOptions): OpenTrustLinks {
  const { certificate: cert, privateKey: key, ca, network = ONE_LAN } = options
  const onNotice = onceEach(options.onNotice)
  const context = createSecureContext({ cert, key, ca, minVersion: 'TLSv1.3' })
  let receive: (from: Serial, message: TrustMessage) => void = () => {}
  let failed: (to: Serial, id: string, reason: string) => void = () => {}
  let noted: (note: LinkNote) => void = () => {}
  const sender = new TrustSender({
    connect: (address, peer) => new TrustConnection({ peer, address, context }),
    network,
    failed: (...failure) => failed(...failure),
    noted: (note) => noted(note),
  })
  const listener = new TrustListener({
    certificate: cert,
    privateKey: key,
    ca,
    receive: (from, message) => receive(from, message),
    refused: (error) => onNotice({ code: codeOf(error), message: `A Trust link was refused: ${whyOf(error)}` }),
  })
  return {
    send: (to, message, address) => sender.send(to, message, address),
    onMessage(onReceived, onFailed, onNoted = () => {}) {
      receive = onReceived
      failed = onFailed
      noted = onNoted
    },
    accept: (socket) => listener.accept(socket),
    async [Symbol.asyncDispose]() {
      receive = () => {}
      failed = () => {}
      noted = () => {}
      sender.close()
      listener.close()
    },
  }
}

const ONE_LAN: PeerNetwork = { route: () => ({ path: 'internal', latencyMs: 0 }), addressOf: () => undefined }

/** Whoever finds that our certificate is not of its rig hangs up, and all that is seen of it here is that. */
const HUNG_UP: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE'])

function whyOf(error: NodeJS.ErrnoException): string {
  if (!HUNG_UP.has(error.code)) return error.message
  return 'the other end hung up before it had proved who it is; a Miniserver of another rig may be looking for a peer at this port'
}

function codeOf(error: Error): Notice['code'] {
  return error instanceof RigError ? error.code : 'CERT_MISMATCH'
}
