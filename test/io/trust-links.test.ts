import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import {
  type ConnectionOptions,
  connect as connectTls,
  createServer as createTlsServer,
  type TLSSocket,
} from 'node:tls'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { certify, makeDeviceCa } from '../../rigs/factory/certificates.ts'
import type { TrustMessage } from '../../sim/domain/trust/message.ts'
import { openHttpsPort } from '../../sim/io/alpn.ts'
import { encodeFrame, FRAME_LENGTH_MAX, FrameDecoder } from '../../sim/protocol/trust/frames.ts'
import { aTrustUnit, type TrustUnit, theCa } from '../helpers/a-trust-unit.ts'

const OFFICE = '504F94A00001'
const HOME = '504F94A00002'
const discover: TrustMessage = { id: 'd', type: 'discover' }

async function aUnit(...args: Parameters<typeof aTrustUnit>): Promise<TrustUnit> {
  const unit = await aTrustUnit(...args)
  onTestFinished(() => unit[Symbol.asyncDispose]())
  return unit
}

function listen({ links }: TrustUnit) {
  const heard = { received: [] as [string, TrustMessage][], failed: [] as [string, string, string][] }
  links.onMessage(
    (from, message) => heard.received.push([from, message]),
    (...failure) => heard.failed.push(failure),
  )
  return heard
}

/** A TLS client of the test's own, as anybody could write one. */
async function aClient(
  unit: TrustUnit,
  options: ConnectionOptions,
): Promise<{ socket: TLSSocket; ended: Promise<string> }> {
  const socket = connectTls({
    host: '127.0.0.1',
    port: unit.port,
    rejectUnauthorized: false,
    ALPNProtocols: ['loxrig-trust/1'],
    ...options,
  })
  onTestFinished(() => void socket.destroy())
  socket.resume()
  const ended = new Promise<string>((resolve) => {
    let why = 'closed'
    socket.on('error', ({ message }) => {
      why = message
    })
    socket.on('close', () => resolve(why))
  })
  await Promise.race([once(socket, 'secureConnect').catch(() => {}), ended])
  return { socket, ended }
}

describe('a Trust link over TLS', () => {
  test('R2: is TLS 1.3 and nothing older', async () => {
    const office = await aUnit(OFFICE)
    const { certificate: cert, privateKey: key } = await certify(await theCa(), HOME)
    const { socket } = await aClient(office, { cert, key })
    expect(socket.getProtocol()).toBe('TLSv1.3')
    const old = await aClient(office, { cert, key, maxVersion: 'TLSv1.2' })
    expect(await old.ended).toMatch(/protocol version/)
  })

  test('R2: plaintext is closed without a word', async () => {
    const office = await aUnit(OFFICE)
    const heard = listen(office)
    const socket = connect(office.port, '127.0.0.1')
    const said: Buffer[] = []
    socket.on('data', (bytes) => said.push(bytes))
    socket.write(encodeFrame({ v: 1, n: 1, message: discover }))
    await closed(socket)
    expect([said, heard.received]).toEqual([[], []])
  })

  test('a peer without a certificate is refused', async () => {
    const office = await aUnit(OFFICE)
    const heard = listen(office)
    const { socket, ended } = await aClient(office, {})
    socket.write(encodeFrame({ v: 1, n: 1, message: discover }))
    expect(await ended).toMatch(/certificate required/)
    expect(heard.received).toEqual([])
    expect(office.notices).toMatchObject([{ code: 'CERT_MISMATCH' }])
  })

  test("C2: a stranger's certificate for a member's serial is refused, whichever end has it", async () => {
    const strangers = await makeDeviceCa('strangers')
    const [office, impostor] = [await aUnit(OFFICE), await aUnit(HOME, strangers, await theCa())]
    const [atOffice, atImpostor] = [listen(office), listen(impostor)]
    office.links.send(HOME, discover, impostor.address)
    impostor.links.send(OFFICE, discover, office.address)
    await vi.waitUntil(() => atOffice.failed.length === 1 && atImpostor.failed.length === 1)
    expect(atOffice.failed[0]?.[2]).toMatch(/^CERT_MISMATCH: /)
    expect([atOffice.received, atImpostor.received]).toEqual([[], []])
  })

  test('C2: a peer with the certificate of another unit of the rig is not taken for the one meant', async () => {
    const [office, cabin] = [await aUnit(OFFICE), await aUnit('504F94A00003')]
    const atOffice = listen(office)
    office.links.send(HOME, discover, cabin.address)
    await vi.waitUntil(() => atOffice.failed.length === 1)
    expect(atOffice.failed).toEqual([
      [HOME, 'd', `CERT_MISMATCH: the device certificate is that of 504F94A00003, not of ${HOME}`],
    ])
  })

  test.for<[string, Uint8Array, string]>([
    ['rubbish', Buffer.from('\0\0\0\x05hello'), 'FRAME_MALFORMED'],
    ['a frame longer than is taken', Buffer.from([0xff, 0xff, 0xff, 0xff]), 'FRAME_TOO_LONG'],
    ['a frame out of order', encodeFrame({ v: 1, n: 2, message: discover }), 'FRAME_MALFORMED'],
    ['an acknowledgement of nothing', encodeFrame({ v: 1, ack: 1 }), 'FRAME_MALFORMED'],
  ])('a member that sends %s is cut off, and others are still served', async ([, bytes, code]) => {
    const [office, cabin] = [await aUnit(OFFICE), await aUnit('504F94A00003')]
    const heard = listen(office)
    const { certificate: cert, privateKey: key } = await certify(await theCa(), HOME)
    const { socket, ended } = await aClient(office, { cert, key })
    socket.write(bytes)
    await ended
    expect(heard.received).toEqual([])
    expect(office.notices).toMatchObject([{ code }])
    cabin.links.send(OFFICE, discover, office.address)
    await vi.waitUntil(() => heard.received.length === 1)
  })

  test('a message is acknowledged by number, and a second connection of the same unit replaces the first', async () => {
    const office = await aUnit(OFFICE)
    const heard = listen(office)
    const { certificate: cert, privateKey: key } = await certify(await theCa(), HOME)
    const first = await aClient(office, { cert, key })
    const acks: unknown[] = []
    const decoder = new FrameDecoder()
    first.socket.on('data', (bytes) => acks.push(...decoder.feed(bytes)))
    for (const n of [1, 2]) first.socket.write(encodeFrame({ v: 1, n, message: discover }))
    await vi.waitUntil(() => acks.length === 2)
    expect(acks).toEqual([
      { v: 1, ack: 1 },
      { v: 1, ack: 2 },
    ])
    const second = await aClient(office, { cert, key })
    await first.ended
    second.socket.write(encodeFrame({ v: 1, n: 1, message: discover }))
    await vi.waitUntil(() => heard.received.length === 3)
  })

  test('a message longer than a frame fails with its reason', async () => {
    const [office, home] = [await aUnit(OFFICE), await aUnit(HOME)]
    const atOffice = listen(office)
    const long: TrustMessage = { id: 'long', type: 'subscribe', users: [], groups: ['x'.repeat(FRAME_LENGTH_MAX)] }
    office.links.send(HOME, long, home.address)
    await vi.waitUntil(() => atOffice.failed.length === 1)
    expect(atOffice.failed[0]?.[2]).toMatch(/a frame of 1342\d+ bytes/)
  })

  test('a message of many pieces arrives whole, and is told from those before and after it', async () => {
    const [office, home] = [await aUnit(OFFICE), await aUnit(HOME)]
    const atHome = listen(home)
    const groups = Array.from(
      { length: 100_000 },
      (_, index) => `0a0b0c0d-0001-0001-${index.toString(16).padStart(16, '0')}`,
    )
    const long: TrustMessage = { id: 'long', type: 'subscribe', users: [], groups }
    for (const message of [discover, long, { ...discover, id: 'e' }]) office.links.send(HOME, message, home.address)
    await vi.waitUntil(() => atHome.received.length === 3, { timeout: 5_000 })
    expect(atHome.received.map(([, message]) => message)).toEqual([discover, long, { ...discover, id: 'e' }])
  })

  test('§3.3.4, §3.3.5: a peer that does not answer costs 5 s and one slot of five; the others go on meanwhile', async () => {
    const [office, home] = [await aUnit(OFFICE), await aUnit(HOME)]
    const [atOffice, atHome] = [listen(office), listen(home)]
    const silent = await aSilentServer()
    const beganMs = performance.now()
    for (const index of [1, 2, 3, 4, 5, 6])
      office.links.send(`504F94A000F${index}`, { ...discover, id: `${index}` }, silent.address)
    office.links.send('504F94A000F1', { ...discover, id: '1b' }, silent.address)
    await vi.waitUntil(() => silent.sockets.size === 5)
    office.links.send(HOME, discover, home.address)
    await vi.waitUntil(() => atOffice.failed.length === 6, { timeout: 8_000 })
    expect(performance.now() - beganMs).toBeGreaterThan(4_900)
    expect(atOffice.failed.map(([, id]) => id).sort()).toEqual(['1', '1b', '2', '3', '4', '5'])
    await vi.waitUntil(() => atHome.received.length === 1)
  }, 15_000)

  test('§3.3.5, P-98: more than two hundred messages that wait for one peer fail at once', async () => {
    const office = await aUnit(OFFICE)
    const atOffice = listen(office)
    const silent = await aSilentServer()
    for (let index = 0; index < 203; index++) office.links.send(HOME, { ...discover, id: `${index}` }, silent.address)
    expect(atOffice.failed).toEqual([])
    await vi.waitUntil(() => atOffice.failed.length === 2)
    expect(atOffice.failed.map(([, id]) => id)).toEqual(['201', '202'])
  })
})

describe('the HTTPS port', () => {
  async function aPort() {
    const ca = await theCa()
    const { certificate: cert, privateKey: key } = await certify(ca, OFFICE)
    const browsers = createTlsServer({ cert, key }, (socket) => void socket.end('hello browser'))
    const trusted: Socket[] = []
    const port = await openHttpsPort({
      listen: { host: '127.0.0.1', port: 0, maxPortTries: 1 },
      trust: (socket) => {
        trusted.push(socket)
        socket.destroy()
      },
      https: (socket) => void browsers.emit('connection', socket),
    })
    onTestFinished(() => port[Symbol.asyncDispose]())
    return { port: port.port, ca, trusted }
  }

  test.for([[undefined], [['http/1.1']], [['h2', 'http/1.1']]])(
    'a browser offering %o reaches the server that asks for no certificate',
    async ([protocols]) => {
      const { port, ca, trusted } = await aPort()
      const socket = connectTls({
        host: '127.0.0.1',
        port,
        ca: ca.certificate,
        ...(protocols && { ALPNProtocols: protocols }),
      })
      const said: Buffer[] = []
      socket.on('data', (bytes) => said.push(bytes))
      await closed(socket)
      expect(Buffer.concat(said).toString()).toBe('hello browser')
      expect([socket.authorized, trusted]).toEqual([true, []])
    },
  )

  test('who asks for a Trust link is handed to it with its first bytes unread', async () => {
    const { port, trusted } = await aPort()
    const socket = connectTls({ host: '127.0.0.1', port, ALPNProtocols: ['loxrig-trust/1'] })
    await closed(socket)
    expect(trusted).toHaveLength(1)
  })

  test('a hello that arrives byte by byte is understood', async () => {
    const { port, ca } = await aPort()
    const upstream = createServer((socket) => {
      const onward = connect(port, '127.0.0.1').setNoDelay()
      socket.on('data', (bytes) => {
        for (const byte of bytes) onward.write(Uint8Array.of(byte))
      })
      onward.pipe(socket)
      onward.on('error', () => {})
    })
    const socket = connectTls({ host: '127.0.0.1', port: await portOf(upstream), ca: ca.certificate })
    const said: Buffer[] = []
    socket.on('data', (bytes) => said.push(bytes))
    await closed(socket)
    expect(Buffer.concat(said).toString()).toBe('hello browser')
  })

  test('closing it leaves no listener, and drops who has not said what it wants', async () => {
    const port = await openHttpsPort({
      listen: { host: '127.0.0.1', port: 0, maxPortTries: 1 },
      trust: () => {},
      https: () => {},
    })
    const socket = connect(port.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(Uint8Array.of(22))
    const dropped = closed(socket)
    await vi.waitUntil(() => socket.bytesWritten === 1)
    await port[Symbol.asyncDispose]()
    await dropped
    const again = connect(port.port, '127.0.0.1')
    await expect(once(again, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

/** Takes connections and says nothing. */
async function aSilentServer(): Promise<{ address: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { address: `127.0.0.1:${await portOf(server)}`, sockets }
}

async function portOf(server: Server): Promise<number> {
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** With an error or without. */
function closed(socket: Socket): Promise<void> {
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
