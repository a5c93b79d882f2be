import { setTimeout as passed } from 'node:timers/promises'
import { type PathName, REFUSED_MS, type Route, UNREACHABLE_MS } from '../domain/connectivity/route.ts'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import { LinkNotes } from '../domain/trust/link-notes.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import { Outbox } from '../domain/trust/outbox.ts'
import type { LinkNote } from '../domain/trust/peer-links.ts'
import type { TrustConnection } from './trust-connection.ts'

/** Which way a unit takes to a peer, and where that leads, if not to the address that the peer tells. */
export interface PeerNetwork {
  route(to: Serial): Route
  addressOf(to: Serial, path: PathName): string | undefined
}

export interface TrustSenderOptions {
  readonly connect: (address: string, peer: Serial) => TrustConnection
  readonly network: PeerNetwork
  readonly failed: (to: Serial, id: string, reason: string) => void
  readonly noted: (note: LinkNote) => void
}

/** Sends what has its turn, and says what fails. */
export class TrustSender {
  readonly #options: TrustSenderOptions
  readonly #outbox = new Outbox<TrustMessage>()
  readonly #notes: LinkNotes
  /** As they were told last. */
  readonly #addresses = new Map<Serial, string>()
  readonly #connections = new Map<Serial, TrustConnection>()
  readonly #closed = new AbortController()

  constructor(options: TrustSenderOptions) {
    this.#options = options
    this.#notes = new LinkNotes((note) => queueMicrotask(() => options.noted(note)))
  }

  send(to: Serial, message: TrustMessage, address?: string): void {
    if (this.#closed.signal.aborted) return
    if (address !== undefined) this.#addresses.set(to, address)
    const lost = this.#outbox.put(to, message)
    if (lost !== undefined) {
      queueMicrotask(() => this.#options.failed(lost.to, lost.parcel.id, `too many messages wait for ${lost.to}`))
    }
    this.#next()
    this.#notes.load(this.#outbox)
  }

  close(): void {
    const off = new RigError('CONNECTION_FAILED', 'this unit is off')
    this.#closed.abort(off)
    this.#outbox.empty()
    for (const connection of this.#connections.values()) connection.close(off)
  }

  #next(): void {
    for (let next = this.#outbox.next(); next !== undefined; next = this.#outbox.next()) {
      const { to, parcel } = next
      this.#notes.load(this.#outbox)
      void this.#deliver(to, parcel).then(() => {
        this.#outbox.done(to)
        this.#next()
      })
    }
  }

  async #deliver(to: Serial, message: TrustMessage): Promise<void> {
    const deadline = setTimeout(() => this.#connections.get(to)?.close(late(to)), UNREACHABLE_MS)
    try {
      const connection = await this.#connectionTo(to)
      // A long message on a slow line is no silence.
      await connection.send(message, () => deadline.refresh())
    } catch (error) {
      if (!(error instanceof Error)) throw error
      this.#connections.get(to)?.close(error)
      this.#connections.delete(to)
      const reason = reasonOf(error)
      for (const { id } of [message, ...this.#outbox.clear(to)]) this.#options.failed(to, id, reason)
    } finally {
      clearTimeout(deadline)
    }
  }

  /** By the way that is open now, after the time that a message takes there. Asynchronous, so that nothing fails within `send`. */
  async #connectionTo(to: Serial): Promise<TrustConnection> {
    const { network, connect } = this.#options
    const route = network.route(to)
    this.#notes.route(to, route)
    if ('refused' in route) throw await this.#refusal(to, route.refused)
    if (route.path !== 'internal') await this.#passed(route.latencyMs)
    const address = network.addressOf(to, route.path) ?? this.#addresses.get(to)
    if (address === undefined) throw new RigError('CONNECTION_FAILED', `no address of ${to} is known`)
    const connection = this.#connections.get(to)
    if (connection?.isOpen && connection.address === address) return connection
    connection?.close(new RigError('CONNECTION_FAILED', `${to} has moved`))
    const opened = connect(address, to)
    this.#connections.set(to, opened)
    return opened
  }

  /** Whoever has no way is told so, or hears nothing. */
  async #refusal(to: Serial, reason: string | undefined): Promise<RigError> {
    await this.#passed(reason === undefined ? UNREACHABLE_MS : REFUSED_MS)
    return new RigError('CONNECTION_FAILED', reason ?? `${to} does not answer`)
  }

  /** Rejects when the unit is switched off meanwhile. */
  async #passed(ms: number): Promise<void> {
    const { signal } = this.#closed
    try {
      await passed(ms, undefined, { signal })
    } catch {
      signal.throwIfAborted()
    }
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

function late(peer: Serial): RigError {
  return new RigError('CONNECTION_FAILED', `no answer from ${peer} within ${UNREACHABLE_MS / 1000} s`)
}
