/** The peer's receiving ends for one change: each acknowledges what comes; done whenever all have one message more. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { sayDone, serve, started } from './serve.ts'

/** Of a page with one user. */
const MESSAGE_LENGTH = 1_024

const { plan, units } = started()
let [received, messages] = [0, 0]
const servers = units.map(({ certificate: cert, privateKey: key }) =>
  createServer({ cert, key, ca: plan.ca, requestCert: true, minVersion: 'TLSv1.3', noDelay: true }, (socket) => {
    let length = 0
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      length += bytes.length
      if (length < MESSAGE_LENGTH) return
      length -= MESSAGE_LENGTH
      socket.write('acknowledged')
      received += 1
      if (received < (messages + 1) * units.length) return
      messages += 1
      sayDone()
    })
  }),
)
const ports = await Promise.all(
  servers.map(async (server) => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return (server.address() as AddressInfo).port
  }),
)

serve({
  listening: Object.fromEntries(units.map(({ serial }, at) => [serial, `127.0.0.1:${ports[at]}`])),
  async begin(_addresses, ready) {
    ready()
  },
  async close() {
    for (const server of servers) server.close()
  },
})
