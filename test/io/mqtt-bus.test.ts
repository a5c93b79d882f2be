import { connectAsync } from 'mqtt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openBroker } from '../../sim/io/broker.ts'
import { QUEUE_MAX } from '../../sim/io/bus-outbox.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import type { BusContent, BusMessage } from '../../sim/protocol/bus/message.ts'
import { aBroker, join, LOGINS, type MemberName, PREFIX, passwordOf } from '../helpers/a-broker.ts'

describe('openMqttBus()', () => {
  test('loses nothing of what many devices publish at once, retained and not', async () => {
    const { broker } = await aBroker()
    const traffic = new Traffic()
    const miniserver = await join(broker.url, 'home', { traffic })
    const seen = new Set<string>()
    miniserver.bus.onMessage(({ id }) => seen.add(id))
    const keypads = [
      await join(broker.url, 'front-door', { traffic }),
      await join(broker.url, 'back-door', { traffic }),
    ]
    for (let number = 0; number < 400; number++) {
      for (const [index, { bus }] of keypads.entries()) {
        bus.publish(aMessage(index === 0 ? 'front-door' : 'back-door', number, number % 3 === 0 ? ALIVE : EVENT))
      }
    }
    await traffic.settled()
    expect(seen.size).toBe(800)
  })

  test('waits for a broker that is not there, saying so once', async () => {
    const { broker } = await aBroker()
    await broker[Symbol.asyncDispose]()
    const joining = join(broker.url, 'home')
    const again = await reopened(broker.port)
    const { bus, notices } = await joining
    await bus.whenIdle()
    expect(again.port).toBe(broker.port)
    expect(notices.map(({ code }) => code)).toEqual(['BROKER_LOST', 'BROKER_BACK'])
  })

  test('stops waiting when told to', async () => {
    const { broker } = await aBroker()
    await broker[Symbol.asyncDispose]()
    const abort = new AbortController()
    const joining = join(broker.url, 'home', { signal: abort.signal })
    abort.abort()
    await expect(joining).rejects.toMatchObject({ code: 'BROKER_LOST' })
  })

  test('says FORBIDDEN where the broker refuses the login, without the password', async () => {
    const { broker } = await aBroker()
    const joining = join(broker.url, 'home', { password: 'secret' })
    await expect(joining).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.not.stringContaining('secret') })
  })

  test('sends what waited, in order, and its retained topics when the broker is back with nothing', async () => {
    const { broker } = await aBroker()
    const keypad = await join(broker.url, 'front-door')
    keypad.bus.publish(aMessage('front-door', 0, { channel: '$state', data: 'ready' }))
    keypad.bus.publish(aMessage('front-door', 1, ALIVE))
    await keypad.bus.whenIdle()
    await broker[Symbol.asyncDispose]()
    await vi.waitFor(() => expect(keypad.notices).toHaveLength(1))
    for (let number = 2; number < 30; number++) keypad.bus.publish(aMessage('front-door', number, EVENT))

    const again = await reopened(broker.port, { without: 'front-door' })
    const seen: string[] = []
    const observer = await join(again.url, 'observer')
    observer.bus.onMessage(({ id }) => seen.push(id))
    await again[Symbol.asyncDispose]()
    const last = await reopened(broker.port)

    await vi.waitFor(() => expect(new Set(seen).size).toBe(30), 5_000)
    expect([...new Set(seen)].filter((id) => Number(id) > 1)).toEqual(
      Array.from({ length: 28 }, (_, index) => `${index + 2}`),
    )
    expect(keypad.notices.map(({ code }) => code)).toEqual(['BROKER_LOST', 'BROKER_BACK'])
    expect(await retainedState(last.url)).toBe('ready')
  })

  test('what waited for the broker is as old as it waited when it is sent, so that no door takes it for new', async () => {
    const { broker } = await aBroker()
    let monotonicMs = 1_000
    const keypad = await join(broker.url, 'front-door', { now: () => ({ monotonicMs, wallMs: 0 }) })
    await broker[Symbol.asyncDispose]()
    await vi.waitFor(() => expect(keypad.notices).toHaveLength(1))
    keypad.bus.publish(aMessage('front-door', 1, EVENT))
    monotonicMs += 6_000
    keypad.bus.publish(aMessage('front-door', 2, EVENT))

    const again = await reopened(broker.port, { without: 'front-door' })
    const agesMs: unknown[] = []
    const observer = await join(again.url, 'observer')
    observer.bus.onMessage(({ data }) => agesMs.push((data as { ageMs?: number }).ageMs))
    await again[Symbol.asyncDispose]()
    await reopened(broker.port)
    await vi.waitFor(() => expect(agesMs).toHaveLength(2), 5_000)
    expect(agesMs).toEqual([6_000, 0])
  })

  test('keeps no more than so many while the broker is away: the oldest go, and it says so', async () => {
    const { broker } = await aBroker()
    const keypad = await join(broker.url, 'front-door')
    await broker[Symbol.asyncDispose]()
    await vi.waitFor(() => expect(keypad.notices).toHaveLength(1))
    for (let number = 0; number < QUEUE_MAX + 5; number++) keypad.bus.publish(aMessage('front-door', number, EVENT))
    expect(keypad.notices.at(-1)?.message).toContain(`more than ${QUEUE_MAX}`)

    const again = await reopened(broker.port)
    await vi.waitFor(() => expect(keypad.notices.at(-1)?.code).toBe('BROKER_BACK'), 5_000)
    expect(keypad.notices.at(-1)?.message).toContain('5 messages were lost')
    await keypad.bus.whenIdle()
    expect(again.port).toBe(broker.port)
  })

  test('a pulled cable leaves `lost` behind, and plugging it in again the truth', async () => {
    const { broker } = await aBroker()
    const keypad = await join(broker.url, 'front-door')
    keypad.bus.publish(aMessage('front-door', 1, { channel: '$state', data: 'ready' }))
    await keypad.bus.whenIdle()
    keypad.bus.unplug()
    await vi.waitFor(async () => expect(await retainedState(broker.url)).toBe('lost'))
    keypad.bus.publish(aMessage('front-door', 2, EVENT))
    keypad.bus.plug()
    keypad.bus.publish(aMessage('front-door', 3, { channel: '$state', data: 'ready' }))
    await keypad.bus.whenIdle()
    await vi.waitFor(async () => expect(await retainedState(broker.url)).toBe('ready'))
    expect(keypad.notices).toEqual([])
  })

  test('a goodbye leaves `disconnected` behind', async () => {
    const { broker } = await aBroker()
    const keypad = await join(broker.url, 'front-door')
    keypad.bus.publish(aMessage('front-door', 1, { channel: '$state', data: 'ready' }))
    await keypad.bus[Symbol.asyncDispose]()
    expect(await retainedState(broker.url)).toBe('disconnected')
  })

  test('can be disposed while the broker is away', async () => {
    const { broker } = await aBroker()
    const keypad = await join(broker.url, 'front-door')
    await broker[Symbol.asyncDispose]()
    keypad.bus.publish(aMessage('front-door', 1, EVENT))
    await keypad.bus[Symbol.asyncDispose]()
    expect(keypad.bus.idle()).toBe(true)
  })

  test('drops what is malformed and goes on, with one notice however often it comes', async () => {
    const { broker } = await aBroker()
    const miniserver = await join(broker.url, 'home')
    const seen: string[] = []
    miniserver.bus.onMessage(({ id }) => seen.push(id))
    const vandal = await connectAsync(broker.url, {
      username: 'front-door',
      password: passwordOf('front-door'),
      clientId: 'vandal',
    })
    onTestFinished(() => vandal.endAsync(true))
    for (const payload of ['{', '{', '{}'])
      await vandal.publishAsync(`${PREFIX}/home/front-door/event/tag-presented`, payload, { qos: 1 })
    const keypad = await join(broker.url, 'front-door')
    keypad.bus.publish(aMessage('front-door', 1, EVENT))
    await vi.waitFor(() => expect(seen).toEqual(['1']))
    expect(miniserver.notices.map(({ code }) => code)).toEqual(['FRAME_MALFORMED', 'FRAME_MALFORMED'])
  })

  test('says which topics the broker does not let it read', async () => {
    const { broker } = await aBroker()
    const { notices } = await join(broker.url, 'front-door', { subscriptions: [`${PREFIX}/home/back-door/receipt`] })
    expect(notices).toMatchObject([{ code: 'FORBIDDEN', message: expect.stringContaining('back-door/receipt') }])
  })

  test('throws for what is no message, which is our own mistake', async () => {
    const { broker } = await aBroker()
    const keypad = await join(broker.url, 'front-door')
    const wrong = aMessage('front-door', 1, { channel: 'event', name: 'tag-presented', data: { ageMs: -1 } })
    expect(() => keypad.bus.publish(wrong)).toThrow(TypeError)
  })
})

const EVENT: BusContent = { channel: 'event', name: 'tag-presented', data: { sealed: 'c2VhbGVk', ageMs: 0 } }
const ALIVE: BusContent = { channel: 'state', name: 'alive', data: { value: 1 } }

function aMessage(device: MemberName, number: number, content: BusContent): BusMessage {
  const id = device === 'front-door' ? `${number}` : `${device}.${number}`
  return { ...content, id, site: 'home', device, timeMs: Date.UTC(2026, 0, 1) }
}

/** The broker again, on its old port, with nothing remembered. */
async function reopened(port: number, { without = '' } = {}) {
  const logins = LOGINS.filter(({ username }) => username !== without)
  const options = { host: '127.0.0.1', port, maxPortTries: 1, prefix: PREFIX, logins, onNotice: () => {} }
  const broker = await openBroker(options)
  onTestFinished(() => broker[Symbol.asyncDispose]())
  return broker
}

/** What `$state` of the front door is for somebody who comes now. */
async function retainedState(url: string): Promise<unknown> {
  const observer = await join(url, 'observer', { clientId: `observer-${Math.random()}` })
  const state = await new Promise<unknown>((resolve) =>
    observer.bus.onMessage(({ channel, data }) => channel === '$state' && resolve(data)),
  )
  await observer.bus[Symbol.asyncDispose]()
  return state
}
