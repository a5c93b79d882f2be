import { once } from 'node:events'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { encodeFrame, FrameDecoder, TRUST_ALPN } from '../../../sim/protocol/trust/frames.ts'

export interface Heard {
  readonly protocol: string | null
  readonly alpn: string | false | null
  /** That the request of that number has arrived. */
  readonly ack: number
}

/**
 * Speaks to an HTTPS port as a Miniserver of a Trust does: asks for the protocol by ALPN and sends one request. Resolves with
 * what was agreed on and the acknowledgement; rejects where the connection ends before.
 */
export async function askAsPeer(url: string, identity: ConnectionOptions): Promise<Heard> {
  const { hostname: host, port } = new URL(url)
  const socket = connect({
    ...identity,
    host,
    port: Number(port),
    ALPNProtocols: [TRUST_ALPN],
    // A unit is known by its serial, not by a host name.
    checkServerIdentity: () => undefined,
  })
  try {
    await once(socket, 'secureConnect')
    socket.write(encodeFrame({ v: 1, n: 1, message: { id: 'a-test-asks', type: 'discover' } }))
    return { protocol: socket.getProtocol(), alpn: socket.alpnProtocol, ack: await acknowledgement(socket) }
  } finally {
    socket.destroy()
  }
}

/** TLS 1.3 tells a client only after the handshake that it is refused. */
async function acknowledgement(socket: TLSSocket): Promise<number> {
  const decoder = new FrameDecoder()
  for await (const chunk of socket) {
    for (const frame of decoder.feed(chunk)) if ('ack' in frame) return frame.ack
  }
  throw new Error('the connection ended without an answer')
}
