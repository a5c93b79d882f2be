/** The peer's sending end for one change: a bare connection to each member, as many unacknowledged messages as a Miniserver may have. */
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'
import { sayDone, serve, started } from './serve.ts'

/** Of a page with one user. */
const MESSAGE_LENGTH = 1_024
const IN_FLIGHT_MAX = 5

const { plan } = started()
const { certificate: cert, privateKey: key } = plan.origin
const message = Buffer.alloc(MESSAGE_LENGTH, 'x')
let sockets: TLSSocket[] = []

serve({
  listening: {},
  async begin(addresses, ready) {
    const ports = plan.members.map(({ serial }) => Number(addresses[serial]?.split(':')[1]))
    sockets = ports.map((port) =>
      connect({ host: '127.0.0.1', port, cert, key, ca: plan.ca, checkServerIdentity: () => undefined }).setNoDelay(),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'secureConnect')))
    ready()
  },
  async change() {
    sayDone()
    const waiting = [...sockets]
    await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, () => sendEach(waiting)))
  },
  async close() {
    for (const socket of sockets) socket.destroy()
  },
})

async function sendEach(waiting: TLSSocket[]): Promise<void> {
  for (let socket = waiting.pop(); socket !== undefined; socket = waiting.pop()) {
    socket.write(message)
    await once(socket, 'data')
  }
}
