import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type ConnectionOptions, connect } from 'node:tls'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClientHello } from '../../../sim/protocol/trust/client-hello.ts'

/** The first bytes that a real TLS client sends. */
async function helloOf(options: ConnectionOptions): Promise<Buffer> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, ...options })
  client.on('error', () => {})
  const [socket] = await once(server, 'connection')
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  server.close()
  return bytes
}

/** The same handshake in records of so many bytes. */
function inRecords(hello: Buffer, size: number): Buffer {
  const handshake = hello.subarray(5)
  const records: Buffer[] = []
  for (let offset = 0; offset < handshake.length; offset += size) {
    const part = handshake.subarray(offset, offset + size)
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part)
  }
  return Buffer.concat(records)
}

const trust = await helloOf({ ALPNProtocols: ['loxrig-trust/1'] })

describe('readClientHello()', () => {
  test.for<[string[], ConnectionOptions]>([
    [['loxrig-trust/1'], { ALPNProtocols: ['loxrig-trust/1'] }],
    [['h2', 'http/1.1'], { ALPNProtocols: ['h2', 'http/1.1'], servername: 'office.example' }],
    [['http/1.1'], { ALPNProtocols: ['http/1.1'], maxVersion: 'TLSv1.2' }],
    [[], {}],
  ])('reads %o from what a real client sends', async ([protocols, options]) => {
    expect(readClientHello(await helloOf(options))).toEqual({ state: 'read', protocols })
  })

  test('asks for more until the last byte is there, and passes over what follows', () => {
    for (let length = 0; length < trust.length; length++) {
      expect(readClientHello(trust.subarray(0, length))).toEqual({ state: 'more' })
    }
    const followed = Buffer.concat([trust, Buffer.from([23, 3, 3, 0, 1, 0])])
    expect(readClientHello(followed)).toEqual({ state: 'read', protocols: ['loxrig-trust/1'] })
  })

  test.for([1, 3, 4, 50])('puts it together from records of %i bytes', (size) => {
    expect(readClientHello(inRecords(trust, size))).toEqual({ state: 'read', protocols: ['loxrig-trust/1'] })
  })

  test.for<[string, Uint8Array]>([
    ['plain HTTP', Buffer.from('GET / HTTP/1.1\r\n')],
    ['a frame in the clear', Buffer.from([0, 0, 0, 2, 123, 125])],
    ['another handshake message', Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0])],
    ['a hello longer than any', Buffer.from([22, 3, 1, 0, 4, 1, 0xff, 0xff, 0xff])],
    ['an empty record', Buffer.from([22, 3, 1, 0, 0])],
    [
      'other data within an unfinished hello',
      Buffer.concat([inRecords(trust, 50).subarray(0, 55), Buffer.from([23, 3, 3, 0, 1, 0])]),
    ],
    ['vectors that do not fit', withByte(trust, 5 + 4 + 34, 255)],
  ])('takes %s for none', ([, bytes]) => {
    expect(readClientHello(bytes)).toEqual({ state: 'malformed' })
  })

  test('never throws, whatever byte is wrong', () => {
    fc.assert(
      fc.property(fc.nat(trust.length - 1), fc.nat(255), (index, value) => {
        expect(readClientHello(withByte(trust, index, value)).state).toMatch(/^(?:more|malformed|read)$/)
      }),
    )
  })
})

function withByte(bytes: Buffer, index: number, value: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[index] = value
  return changed
}
