/**
 * The peer of a tap: the same hops, processes and messages with nothing of ours in them but the broker, which is the rig's. Bare
 * mqtt.js clients send the messages as they were recorded and nobody looks into them; one fdatasync of as many bytes lies
 * between the tap's arrival and what follows from it.
 */
import { fdatasync, openSync, readFileSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { connectAsync, type MqttClient } from 'mqtt'
import type { Login } from '../../sim/io/broker-logins.ts'
import { fromBundle } from '../modules.ts'
import { serve } from './serve.ts'
import { DEVICE, PREFIX, type Script, type Sent } from './tapped.ts'

const [directory = '.', scriptPath = ''] = process.argv.slice(2)
const script: Script = JSON.parse(readFileSync(scriptPath, 'utf8'))

const { openBroker } = await fromBundle<typeof import('../../sim/io/broker.ts')>('sim/io/broker.ts')
const LOGINS: readonly Login[] = [
  { username: 'rig', password: 'rig', role: { role: 'rig' } },
  { username: 'observer', password: 'observer', role: { role: 'observer' } },
  { username: 'keypad', password: 'keypad', role: { role: 'device', site: 'home', device: 'front-door' } },
  { username: 'miniserver', password: 'miniserver', role: { role: 'miniserver', site: 'home' } },
]
const broker = await openBroker({
  host: '127.0.0.1',
  port: 0,
  maxPortTries: 1,
  prefix: PREFIX,
  logins: LOGINS,
  onNotice: ({ code, message }) => console.error(`${code}: ${message}`),
})

/** Of the messages of a tap: the tap, the event, what is shown, and the answers. */
const MESSAGES = 3 + script.answers.length
let unacknowledged = 0
let settle = (): void => {}
let publishedNs = 0n

const rig = await client('rig', [`${PREFIX}/#`], () => {})
const keypad = await client('keypad', [`${DEVICE}/command/+`, `${DEVICE}/receipt`], (topic) => {
  if (topic === script.tap.topic) {
    publishedNs = process.hrtime.bigint()
    send(keypad, script.event)
  } else if (topic === `${DEVICE}/command/feedback`) send(keypad, script.shown)
})
const record = Buffer.alloc(script.durableBytes, 'x')
const file = openSync(`${directory}/durable`, 'a')
const miniserver = await client('miniserver', [`${DEVICE}/event/+`], () => {
  writeSync(file, record)
  fdatasync(file, () => {
    for (const answer of script.answers) send(miniserver, answer)
  })
})

serve({
  ready: { url: broker.url, username: 'observer', password: 'observer' },
  tap: () =>
    new Promise((resolve) => {
      unacknowledged = MESSAGES
      settle = () => resolve(publishedNs)
      send(rig, script.tap)
    }),
  async close() {
    for (const each of [rig, keypad, miniserver]) await each.endAsync()
    await broker[Symbol.asyncDispose]()
  },
})

async function client(username: string, filters: string[], receive: (topic: string) => void): Promise<MqttClient> {
  const made = await connectAsync(broker.url, {
    username,
    password: username,
    clientId: username,
    protocolVersion: 4,
    reschedulePings: false,
    reconnectPeriod: 0,
  })
  if (made.stream instanceof Socket) made.stream.setNoDelay(true)
  made.on('message', receive)
  await made.subscribeAsync(filters, { qos: 1 })
  return made
}

function send(from: MqttClient, { topic, payload, retain }: Sent): void {
  from.publish(topic, payload, { qos: 1, retain }, () => {
    unacknowledged--
    if (unacknowledged === 0) settle()
  })
}
