import { createServer, type Socket } from 'node:net'
import { readClientHello } from '../protocol/trust/client-hello.ts'
import { TRUST_ALPN } from '../protocol/trust/frames.ts'
import { type ListenOptions, listen } from './listen.ts'

/** Whoever has not said by then what it wants is closed. */
const HELLO_MAX_MS = 5_000

/** Connections that have not said yet what they want; of more the oldest is closed, so that a newcomer finds its way in (P-187). */
const UNDECIDED_MAX = 64

/** What is read while a ClientHello is incomplete; more is none. */
const HELLO_LENGTH_MAX = 65_536

export interface HttpsPortOptions {
  readonly listen: ListenOptions
  /** Takes connections that ask for a Trust link; it requires a certificate of its peer. Their TLS has not begun. */
  readonly trust: (socket: Socket) => void
  /** Takes all others; it asks for no certificate. `(socket) => httpsServer.emit('connection', socket)`. */
  readonly https: (socket: Socket) => void
}

export interface HttpsPort extends AsyncDisposable {
  readonly port: number
}

/**
 * Opens a Miniserver's HTTPS port: one listener for Trust peers and for everybody else. Which it is, the ALPN of the ClientHello tells
 * before TLS begins, so that a browser is never asked for a certificate, and a unit without an HTTPS port has no Trust (R29).
 *
 * What is no TLS, or too slow, is closed without a word. Disposing closes the listener and connections that are not handed over yet.
 */
export async function openHttpsPort({ listen: where, trust, https }: HttpsPortOptions): Promise<HttpsPort> {
  const undecided = new Set<Socket>()
  const server = createServer((socket) => {
    undecided.add(socket)
    if (undecided.size > UNDECIDED_MAX) oldestOf(undecided)?.destroy()
    // Whoever it is handed to hears of errors too; before and between, a lost connection needs no more than its 'close'.
    socket.on('error', () => {})
    decide(socket, (protocols) => {
      undecided.delete(socket)
      if (protocols === undefined) socket.destroy()
      else if (protocols.includes(TRUST_ALPN)) trust(socket)
      else https(socket)
    })
  })
  const port = await listen(server, where)
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of undecided) socket.destroy()
      // Sockets that were handed over belong to others, who close them; `close` would wait for them.
      server.close()
    },
  }
}

function oldestOf(sockets: ReadonlySet<Socket>): Socket | undefined {
  const [oldest] = sockets
  return oldest
}

/** Reads until the ClientHello is whole and puts everything back, so that the TLS server finds the connection untouched. */
function decide(socket: Socket, decided: (protocols: readonly string[] | undefined) => void): void {
  const chunks: Buffer[] = []
  const finish = (protocols: readonly string[] | undefined): void => {
    clearTimeout(deadline)
    socket.off('data', onData).off('close', onEnd)
    socket.pause()
    if (protocols !== undefined) socket.unshift(Buffer.concat(chunks))
    decided(protocols)
  }
  const onEnd = (): void => finish(undefined)
  const onData = (chunk: Buffer): void => {
    chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const hello = readClientHello(bytes)
    if (hello.state === 'read') finish(hello.protocols)
    else if (hello.state === 'malformed' || bytes.length > HELLO_LENGTH_MAX) finish(undefined)
  }
  const deadline = setTimeout(onEnd, HELLO_MAX_MS)
  socket.on('data', onData).on('close', onEnd)
}
