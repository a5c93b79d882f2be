import { once } from 'node:events'
import type { PeerCertificate } from 'node:tls'
import { WebSocket } from 'ws'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Serial, Uuid } from '../../../sim/domain/program/names.ts'
import { type ApiAnswer, type AppLine, answerIn, type Ended, LEAVING } from '../../app/line.ts'
import { readTextTable, readValueTable } from '../../app/read-tables.ts'
import { identityFault } from '../../control/miniserver-client.ts'
import type { MiniserverAddresses } from '../../estate.ts'

const ANSWER_DEADLINE_MS = 30_000

interface Place {
  readonly site: string
  /** What its certificate must bear. */
  readonly serial: Serial
  readonly addresses: MiniserverAddresses
  /** PEM of the rig's device CA. */
  readonly ca: string
}

/**
 * Opens a WebSocket to a Miniserver, over TLS, through the listener of the scope. Rejects with RigError HTTPS_PORT_REQUIRED where
 * there is no such listener, DEVICE_OFFLINE where nobody answers, CERT_MISMATCH where somebody else does.
 */
export async function openLiveLine(place: Place, scope: 'internal' | 'external'): Promise<AppLine> {
  const { site, serial, addresses, ca } = place
  const url = scope === 'internal' ? addresses.internal.https : addresses.external?.https
  if (url === undefined)
    throw new RigError('HTTPS_PORT_REQUIRED', `the Miniserver of ${site} has no ${scope} HTTPS port`)
  const socket = new WebSocket(`${url.replace('https', 'wss')}/ws/rfc6455`, ['remotecontrol'], {
    ca,
    handshakeTimeout: ANSWER_DEADLINE_MS,
    // The type of ws promises a boolean where Node wants the fault itself.
    checkServerIdentity: ((_host: string, { subject }: PeerCertificate) =>
      identityFault(url, serial, subject.CN)) as never,
  })
  const line = new LiveLine(socket)
  try {
    await once(socket, 'open')
    return line
  } catch (error) {
    if (error instanceof RigError) throw error
    throw new RigError('DEVICE_OFFLINE', `the Miniserver of ${site} does not answer at ${url}`, { cause: error })
  }
}

interface Asked {
  resolve(answer: ApiAnswer): void
  reject(error: RigError): void
}

/** What follows a message header (docs/miniserver-protocol.md §1.6). */
const KINDS = ['text', 'file', 'value-states', 'text-states'] as const
type Kind = (typeof KINDS)[number] | 'other'
const HEADER_BYTES = 8

class LiveLine implements AppLine {
  readonly states = new Map<Uuid, number | string>()
  readonly #socket: WebSocket
  readonly #asked: Asked[] = []
  /** Of the header that came last, whose payload is awaited. */
  #kind: Kind | undefined
  #ended: Ended | undefined

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#received(data))
    // What failed ends in a close, which tells whoever waits.
    socket.on('error', () => socket.terminate())
    socket.on('close', (code, reason) => this.#closed({ code, reason: reason.toString() }))
  }

  get ended(): Ended | undefined {
    return this.#ended
  }

  ask(path: string): Promise<ApiAnswer> {
    if (this.#ended !== undefined) return Promise.reject(offline(this.#ended))
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new RigError('DEADLINE', 'the Miniserver does not answer')),
        ANSWER_DEADLINE_MS,
      )
      const settled = (settle: () => void): void => {
        clearTimeout(late)
        settle()
      }
      this.#asked.push({
        resolve: (answer) => settled(() => resolve(answer)),
        reject: (error) => settled(() => reject(error)),
      })
      this.#socket.send(path)
    })
  }

  async close(): Promise<void> {
    if (this.#ended !== undefined) return
    const closed = once(this.#socket, 'close')
    this.#socket.close(LEAVING)
    await closed
  }

  #received(data: Buffer): void {
    if (this.#kind === undefined) {
      const kind = KINDS[data[1] ?? -1] ?? 'other'
      const isAlone = data.length === HEADER_BYTES && data.readUInt32LE(4) === 0
      this.#kind = isAlone ? undefined : kind
      return
    }
    const kind = this.#kind
    this.#kind = undefined
    if (kind === 'text' || kind === 'file') this.#asked.shift()?.resolve(answerIn(data.toString()))
    else if (kind === 'value-states') for (const [uuid, value] of readValueTable(data)) this.states.set(uuid, value)
    else if (kind === 'text-states') for (const [uuid, text] of readTextTable(data)) this.states.set(uuid, text)
  }

  #closed(ended: Ended): void {
    this.#ended = ended
    for (const asked of this.#asked.splice(0)) asked.reject(offline(ended))
  }
}

function offline({ code, reason }: Ended): RigError {
  return new RigError('DEVICE_OFFLINE', `the connection was closed with ${code}${reason === '' ? '' : `, ${reason}`}`)
}
