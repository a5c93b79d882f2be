import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { certify } from '../../rigs/factory/certificates.ts'
import type { TrustMessage } from '../../sim/domain/trust/message.ts'
import { encodeFrame } from '../../sim/protocol/trust/frames.ts'
import { aTrustUnit, type TrustUnit, theCa } from '../helpers/a-trust-unit.ts'

const [OFFICE, HOME, CABIN] = ['504F94A00001', '504F94A00002', '504F94A00003'] as const
const discover: TrustMessage = { id: 'd', type: 'discover' }
const frame = (n: number): Uint8Array => encodeFrame({ v: 1, n, message: discover })

/** Office, which is attacked, and Cabin, another member, who wants to go on. */
async function aTrust() {
  const [office, cabin] = await Promise.all([aTrustUnit(OFFICE), aTrustUnit(CABIN)])
  onTestFinished(async () => {
    for (const unit of [office, cabin]) await unit[Symbol.asyncDispose]()
  })
  const received: string[] = []
  office.links.onMessage(
    (from) => received.push(from),
    () => {},
  )
  let asked = 0
  const goesOn = async (): Promise<void> => {
    const before = received.filter((from) => from === CABIN).length
    cabin.links.send(OFFICE, { ...discover, id: `cabin-${++asked}` }, office.address)
    await vi.waitUntil(() => received.filter((from) => from === CABIN).length > before, { timeout: 4_000 })
  }
  return { office, received, goesOn }
}

/** A member's own connection, made by hand. */
async function asHome(office: TrustUnit): Promise<{ socket: TLSSocket; closed: Promise<void> }> {
  const { certificate: cert, privateKey: key } = await certify(await theCa(), HOME)
  const where = { host: '127.0.0.1', port: office.port, rejectUnauthorized: false, ALPNProtocols: ['loxrig-trust/1'] }
  const socket = connectTls({ ...where, cert, key })
  onTestFinished(() => void socket.destroy())
  socket.resume()
  const closed = closing(socket)
  await once(socket, 'secureConnect')
  return { socket, closed }
}

function bareConnection(office: TrustUnit): Promise<Socket> {
  const socket = connect(office.port, '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return once(socket, 'connect').then(() => socket)
}

describe('R2: an adversary on the wire is refused with a code, and the other members go on', () => {
  test('who floods without waiting for an answer', async () => {
    const { office, goesOn } = await aTrust()
    const { socket, closed } = await asHome(office)
    socket.write(Buffer.concat(Array.from({ length: 2_000 }, (_, index) => frame(index + 1))))
    await closed
    expect(office.notices).toMatchObject([{ code: 'FLOODED' }])
    await goesOn()
  })

  test('P-187: who waits for each answer and still never stops is slowed down', async () => {
    const { office, received, goesOn } = await aTrust()
    const { socket } = await asHome(office)
    let sent = 0
    const send = (): void => void socket.write(frame(++sent))
    socket.on('data', send)
    const beganMs = performance.now()
    send()
    await vi.waitUntil(() => received.length >= 460, { timeout: 10_000 })
    expect(performance.now() - beganMs).toBeGreaterThan(250)
    await goesOn()
    expect(office.notices).toEqual([])
  })

  test('who sends a frame once more', async () => {
    const { office, received, goesOn } = await aTrust()
    const { socket, closed } = await asHome(office)
    socket.write(Buffer.concat([frame(1), frame(1)]))
    await closed
    expect([received, office.notices]).toMatchObject([[HOME], [{ code: 'FRAME_MALFORMED' }]])
    await goesOn()
  })

  test('who begins a frame and leaves it', async () => {
    const { office, goesOn } = await aTrust()
    const { socket, closed } = await asHome(office)
    socket.write(frame(1).subarray(0, 9))
    await goesOn()
    await closed
    expect(office.notices).toMatchObject([{ code: 'FRAME_MALFORMED', message: expect.stringContaining('did not end') }])
  }, 15_000)

  test('who opens hundreds of connections and says nothing, or half a hello', async () => {
    const { office, goesOn } = await aTrust()
    const open: Socket[] = []
    for (let index = 0; index < 200; index++) open.push(await bareConnection(office))
    for (const socket of open.slice(100)) socket.write(Uint8Array.of(22, 3, 1))
    await goesOn()
    await vi.waitUntil(() => open.filter((socket) => socket.readyState !== 'closed').length <= 64)
  })

  test('who offers no certificate and then nothing more; it is told once of all who do', async () => {
    const { office, goesOn } = await aTrust()
    const where = { host: '127.0.0.1', port: office.port, rejectUnauthorized: false, ALPNProtocols: ['loxrig-trust/1'] }
    const strangers = Array.from({ length: 20 }, () => closing(connectTls(where)))
    await Promise.all(strangers)
    await goesOn()
    expect(office.notices.map(({ code }) => code)).toEqual(['CERT_MISMATCH'])
  })

  test('P-23: who asks hundreds of times, and takes no answer', async () => {
    const [office, cabin] = await Promise.all([aTrustUnit(OFFICE), aTrustUnit(CABIN)])
    const silent = createServer()
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(async () => {
      for (const unit of [office, cabin]) await unit[Symbol.asyncDispose]()
      silent.close()
    })
    const arrived: string[] = []
    cabin.links.onMessage(
      (_from, { id }) => arrived.push(id),
      () => {},
    )
    const failed: string[] = []
    office.links.onMessage(
      () => {},
      (to, id) => failed.push(`${to} ${id}`),
    )
    const answer = (id: string): TrustMessage => ({ id, type: 'answer', result: { ok: true, value: { type: 'done' } } })
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`
    const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`)
    for (const id of ids(300)) office.links.send(HOME, answer(id), address)
    for (const id of ids(40)) office.links.send(CABIN, answer(id), cabin.address)
    await vi.waitUntil(() => arrived.length === 40, { timeout: 4_000 })
    expect(arrived).toEqual(ids(40))
    // One is on its way and 200 wait.
    expect(failed).toEqual(
      ids(300)
        .slice(201)
        .map((id) => `${HOME} ${id}`),
    )
  })

  test('who says what this unit fails at', async () => {
    const { office, received, goesOn } = await aTrust()
    office.links.onMessage(
      (from) => {
        if (from === HOME) throw new RangeError('of "a secret"')
        received.push(from)
      },
      () => {},
    )
    const { socket, closed } = await asHome(office)
    socket.write(frame(1))
    await closed
    expect(office.notices).toMatchObject([{ code: 'CONNECTION_FAILED', message: expect.stringMatching(SOMEWHERE) }])
    expect(office.notices[0]?.message).not.toContain('a secret')
    await goesOn()
  })

  test('who sends whatever comes to mind', async () => {
    const { office, goesOn } = await aTrust()
    const rubbish = fc.oneof(
      fc.uint8Array({ minLength: 5, maxLength: 400 }),
      fc.jsonValue().map((value) => framed(JSON.stringify({ v: 1, n: 1, message: value }))),
      fc.json().map(framed),
    )
    const sent = fc.sample(rubbish, { numRuns: 60, seed: 7 })
    for (const bytes of sent) {
      const { socket, closed } = await asHome(office)
      socket.end(bytes)
      await closed
    }
    await goesOn()
    expect(new Set(office.notices.map(({ code }) => code))).toEqual(new Set(['FRAME_MALFORMED', 'FRAME_TOO_LONG']))
  }, 30_000)
})

/** Whose message it was, and where this unit failed at it. */
const SOMEWHERE = new RegExp(`${HOME} .*RangeError at .*trust-adversaries\\.test\\.ts:\\d+`)

/** Resolves when it is closed, by whom and how it may. */
function closing(socket: TLSSocket): Promise<void> {
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

function framed(text: string): Uint8Array {
  const body = Buffer.from(text)
  const header = Buffer.alloc(4)
  header.writeUInt32BE(body.length)
  return Buffer.concat([header, body])
}
