/**
 * The peer of a tap: the same hops, processes and messages with nothing of ours in them. A bare aedes and bare mqtt.js clients in one
 * process; the messages are sent as they were recorded and nobody looks into them; one fdatasync of as many bytes lies between
 * the tap's arrival and what follows from it.
 */
import { fdatasync, openSync, readFileSync, writeSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { Aedes } from 'aedes'
import { connectAsync, type MqttClient } from 'mqtt'
import { DEVICE, type Script, type Sent, serve } from './tapped.ts'

const [directory = '.', scriptPath = ''] = process.argv.slice(2)
const script: Script = JSON.parse(readFileSync(scriptPath, 'utf8'))

const aedes = await Aedes.createBroker({ concurrency: 0 })
const server = createServer({ noDelay: true }, (socket) => void aedes.handle(socket))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const url = `mqtt://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

/** Of the messages of a tap: the tap, the event, what is shown, and the answers. */
const MESSAGES = 3 + script.answers.length
let unacknowledged = 0
let settle = (): void => {}
let publishedNs = 0n

const rig = await client([`${DEVICE.split('/').slice(0, 2).join('/')}/#`], ({ topic }) => void topic)
const keypad = await client([`${DEVICE}/command/+`, `${DEVICE}/receipt`], ({ topic }) => {
  if (topic === script.tap.topic) {
    publishedNs = process.hrtime.bigint()
    send(keypad, script.event)
  } else if (topic.endsWith('/command/feedback')) send(keypad, script.shown)
})
const record = Buffer.alloc(script.durableBytes, 'x')
const file = openSync(`${directory}/durable`, 'a')
const miniserver = await client([`${DEVICE}/event/+`], () => {
  writeSync(file, record)
  fdatasync(file, () => {
    for (const answer of script.answers) send(miniserver, answer)
  })
})

serve(
  { url },
  () =>
    new Promise((resolve) => {
      unacknowledged = MESSAGES
      settle = () => resolve(publishedNs)
      send(rig, script.tap)
    }),
  async () => process.exit(),
)

async function client(filters: string[], receive: (message: { topic: string }) => void): Promise<MqttClient> {
  const made = await connectAsync(url, { protocolVersion: 4, reschedulePings: false, reconnectPeriod: 0 })
  if (made.stream instanceof Socket) made.stream.setNoDelay(true)
  made.on('message', (topic) => receive({ topic }))
  await made.subscribeAsync(filters, { qos: 1 })
  return made
}

function send(from: MqttClient, { topic, payload, retain }: Sent): void {
  from.publish(topic, payload, { qos: 1, retain }, () => {
    unacknowledged--
    if (unacknowledged === 0) settle()
  })
}
