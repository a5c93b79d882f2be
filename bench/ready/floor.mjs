/**
 * The floor under a rig's start, as bare as it can be and plain JavaScript, so that nothing is translated: a broker, a login for
 * each device, subscribed and with a retained message, keys, a storage engine and the listeners. Arguments: folder, clients, listeners.
 */
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import { ClassicLevel } from 'classic-level'
import { connectAsync } from 'mqtt'

const [folder, clients, listeners] = process.argv.slice(2)

const broker = await Aedes.createBroker({ concurrency: 0 })
const port = await listen((socket) => broker.handle(socket))
const store = new ClassicLevel(`${folder}/floor`)
await store.open()
await store.put('program', '{}', { sync: true })
for (let listener = 0; listener < Number(listeners); listener++) {
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await listen(() => {})
}
await Promise.all(
  Array.from({ length: Number(clients) }, async (_, number) => {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 4, clientId: `client-${number}` })
    await client.subscribeAsync(`floor/${number}/#`, { qos: 1 })
    await client.publishAsync(`floor/${number}/state`, 'ready', { qos: 1, retain: true })
  }),
)
process.stdout.write('rig ready\n')

/** Stays until it is told to end. */
process.once('SIGINT', () => process.exit())

async function listen(accept) {
  const server = createServer({ noDelay: true }, accept)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server.address().port
}
