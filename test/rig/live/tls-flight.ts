import { once } from 'node:events'
import { connect as connectTcp, createServer } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { listen } from '../../../sim/io/listen.ts'

const HANDSHAKE_RECORD = 22
const RECORD_HEADER_LENGTH = 5
const MESSAGE_HEADER_LENGTH = 4

/** Handshake messages of a server, by their numbers (RFC 5246, 7.4). */
export const CERTIFICATE = 11
export const CERTIFICATE_REQUEST = 13

/**
 * What a server says to a client that offers no protocol by ALPN, as handshake message types in order. TLS 1.2, in which
 * everybody on the way can read that: in 1.3 a request for a certificate is encrypted.
 */
export async function serverFlight(host: string, port: number): Promise<number[]> {
  const received: Buffer[] = []
  const relay = createServer((near) => {
    const far = connectTcp({ host, port })
    far.on('data', (chunk: Buffer) => received.push(chunk))
    // Either end may hang up on the other: what was said before is what counts.
    for (const socket of [near, far]) socket.on('error', () => socket.destroy())
    near.pipe(far).pipe(near)
  })
  const relayPort = await listen(relay, { host: '127.0.0.1', port: 0, maxPortTries: 1 })
  const tls = connectTls({ host: '127.0.0.1', port: relayPort, rejectUnauthorized: false, maxVersion: 'TLSv1.2' })
  await once(tls, 'secureConnect')
  tls.destroy()
  relay.close()
  return messageTypes(handshakeBytes(Buffer.concat(received)))
}

/** The handshake, out of its records, as far as it can be read: what follows another kind of record is encrypted. */
function handshakeBytes(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; bytes[at] === HANDSHAKE_RECORD; ) {
    const end = at + RECORD_HEADER_LENGTH + bytes.readUInt16BE(at + 3)
    parts.push(bytes.subarray(at + RECORD_HEADER_LENGTH, end))
    at = end
  }
  return Buffer.concat(parts)
}

function messageTypes(bytes: Buffer): number[] {
  const types: number[] = []
  for (let at = 0; at < bytes.length; at += MESSAGE_HEADER_LENGTH + bytes.readUIntBE(at + 1, 3)) {
    types.push(bytes.readUInt8(at))
  }
  return types
}
