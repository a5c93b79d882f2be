import { once } from 'node:events'
import { connect as connectSocket, createServer } from 'node:net'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openBroker } from '../../sim/io/broker.ts'
import { aBroker, LOGINS, type MemberName, PREFIX, passwordOf } from '../helpers/a-broker.ts'

describe('openBroker()', () => {
  test('lets in who has the password, and tells of who has not', async () => {
    const { broker, notices } = await aBroker()
    expect((await client(broker.url, 'front-door')).connected).toBe(true)
    await expect(client(broker.url, 'front-door', { password: 'wrong', clientId: 'x' })).rejects.toMatchObject({
      code: 4,
    })
    await expect(client(broker.url, 'front-door', { username: 'nobody', clientId: 'y' })).rejects.toMatchObject({
      code: 4,
    })
    expect(notices.map(({ code }) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    expect(JSON.stringify(notices)).not.toContain('wrong"')
  })

  test("refuses another login's client id, so that nobody throws a device off the bus", async () => {
    const { broker } = await aBroker()
    const keypad = await client(broker.url, 'front-door')
    await expect(client(broker.url, 'observer', { clientId: 'front-door' })).rejects.toMatchObject({ code: 4 })
    expect(keypad.connected).toBe(true)
  })

  test.for<[MemberName, string, boolean]>([
    ['front-door', 'home/front-door/event/tag-presented', true],
    ['front-door', 'home/back-door/event/tag-presented', false],
    ['front-door', 'home/front-door/receipt', false],
    ['home', 'home/front-door/decision', true],
    ['home', 'office/front-door/decision', false],
    ['observer', 'home/front-door/command/tap', false],
    ['rig', 'home/front-door/command/tap', true],
    ['rig', 'home/front-door/event/tag-presented', false],
  ])('as %s, publishing %s is allowed: %s', async ([name, level, isAllowed]) => {
    const { broker, notices } = await aBroker()
    const [sender, witness] = [
      await client(broker.url, name, { clientId: 'sender' }),
      await client(broker.url, 'observer'),
    ]
    const seen: string[] = []
    witness.on('message', (topic) => seen.push(topic))
    await witness.subscribeAsync(`${PREFIX}/#`, { qos: 1 })
    await sender.publishAsync(`${PREFIX}/${level}`, '{}', { qos: 1, retain: true })
    await (await client(broker.url, 'rig')).publishAsync(`${PREFIX}/$clock`, '{}', { qos: 1 })
    await vi.waitFor(() => expect(seen).toContain(`${PREFIX}/$clock`))
    expect(seen.includes(`${PREFIX}/${level}`)).toBe(isAllowed)
    expect(notices.map(({ code }) => code)).toEqual(isAllowed ? [] : ['FORBIDDEN'])
    expect(sender.connected).toBe(true)
  })

  test.for<[MemberName, string, boolean]>([
    ['front-door', `${PREFIX}/home/front-door/command/+`, true],
    ['front-door', `${PREFIX}/home/+/command/+`, false],
    ['front-door', `${PREFIX}/#`, false],
    ['home', `${PREFIX}/home/+/event/+`, true],
    ['home', `${PREFIX}/+/+/event/+`, false],
    ['observer', `${PREFIX}/#`, true],
    ['observer', '#', false],
    ['observer', '$SYS/#', false],
  ])('as %s, subscribing to %s is allowed: %s', async ([name, filter, isAllowed]) => {
    const { broker, notices } = await aBroker()
    const reader = await client(broker.url, name)
    const granted = await reader.subscribeAsync(filter, { qos: 1 }).then(
      () => true,
      () => false,
    )
    expect(granted).toBe(isAllowed)
    expect(notices.map(({ code }) => code)).toEqual(isAllowed ? [] : ['FORBIDDEN'])
  })

  test('says the last will of who goes without a goodbye, retained', async () => {
    const { broker } = await aBroker()
    const topic = `${PREFIX}/home/front-door/$state`
    const keypad = await client(broker.url, 'front-door', {
      will: { topic, payload: Buffer.from('lost'), qos: 1, retain: true },
    })
    keypad.stream.destroy()
    await vi.waitFor(async () => expect(await retained(broker.url, topic)).toEqual(['lost']))
  })

  test('moves to a free port where its own is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    const { broker } = await aBroker({ port })
    expect(broker.port).not.toBe(port)
    expect((await client(broker.url, 'front-door')).connected).toBe(true)
  })

  test('says which address it cannot listen on', async () => {
    const options = { host: '192.0.2.1', port: 0, maxPortTries: 1, prefix: PREFIX, logins: LOGINS, onNotice: () => {} }
    await expect(openBroker(options)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('192.0.2.1'),
    })
  })

  test('leaves no port and no connection behind, not even of who never logged in', async () => {
    const { broker } = await aBroker()
    const silent = connectSocket(broker.port, '127.0.0.1')
    await once(silent, 'connect')
    const keypad = await client(broker.url, 'front-door')
    const allClosed = Promise.all([once(silent, 'close'), closed(keypad)])
    await broker[Symbol.asyncDispose]()
    await allClosed
    const refused = connectSocket(broker.port, '127.0.0.1')
    await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('cuts off who announces a packet longer than a payload may be, before it is sent', async () => {
    const { broker, notices } = await aBroker()
    const keypad = await client(broker.url, 'front-door')
    // PUBLISH of 200,000 bytes: fixed header only.
    keypad.stream.write(Buffer.from([0x32, 0xc0, 0x9a, 0x0c]))
    await closed(keypad)
    expect(notices).toMatchObject([{ code: 'FRAME_TOO_LONG' }])
  })

  test('survives bytes that are not MQTT', async () => {
    const { broker } = await aBroker()
    for (const bytes of [
      'GET / HTTP/1.1\r\n\r\n',
      '\x00\x00\x00',
      '\xf0\xff\xff\xff\xff\xff',
      '\x10\x04\x00\x04MQTX',
    ]) {
      const stranger = connectSocket(broker.port, '127.0.0.1')
      stranger.on('error', () => {})
      stranger.end(Buffer.from(bytes, 'latin1'))
      await once(stranger, 'close')
    }
    expect((await client(broker.url, 'front-door')).connected).toBe(true)
  })

  test('a reader that does not read holds nobody up', async () => {
    const { broker, notices } = await aBroker()
    const [frozen, witness, rig] = [
      await client(broker.url, 'observer', { clientId: 'frozen' }),
      await client(broker.url, 'observer'),
      await client(broker.url, 'rig'),
    ]
    for (const each of [frozen, witness]) await each.subscribeAsync(`${PREFIX}/#`, { qos: 1 })
    let seen = 0
    witness.on('message', () => seen++)
    frozen.stream.pause()
    const payload = Buffer.alloc(60_000)
    for (let count = 0; count < 400; count++) {
      rig.publish(`${PREFIX}/home/front-door/command/tap`, payload, { qos: 1 })
    }
    await vi.waitFor(() => expect(seen).toBe(400), 10_000)
    expect(notices).toMatchObject([{ code: 'FRAME_TOO_LONG', message: expect.stringContaining('frozen') }])
  }, 15_000)
})

/** A client that knows nothing of loxrig. */
async function client(url: string, name: MemberName, options: IClientOptions = {}): Promise<MqttClient> {
  const login = { clientId: name, username: name, password: passwordOf(name) }
  const connected = await connectAsync(url, { ...login, reconnectPeriod: 0, ...options })
  connected.on('error', () => {})
  onTestFinished(() => connected.endAsync(true))
  return connected
}

function closed(connection: MqttClient): Promise<void> {
  return new Promise((resolve) => connection.once('close', () => resolve()))
}

async function retained(url: string, topic: string): Promise<string[]> {
  const reader = await client(url, 'observer', { clientId: `reader-${Math.random()}` })
  const seen: string[] = []
  reader.on('message', (_topic, payload) => seen.push(payload.toString()))
  await reader.subscribeAsync(topic, { qos: 1 })
  await reader.publishAsync(topic, '', { qos: 1 })
  return seen
}
