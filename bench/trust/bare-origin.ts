/**
 * The peer's sending end: whoever connects over mutual TLS 1.3 is sent every user, serialised one by one for each connection and written
 * in batches of 64 KiB. With the option `pipe` they are serialised beforehand.
 */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import type { User } from '../../sim/domain/program/program.ts'
import { linkedPersonOf, toldOf } from './people.ts'
import { serve, started } from './serve.ts'

const BATCH_LENGTH = 65_536

const { plan, option } = started()
const users = Array.from({ length: plan.users }, (_, number) => linkedPersonOf(number))
const ready = option === 'pipe' ? [...batchesOf(users)] : undefined
const { certificate: cert, privateKey: key } = plan.origin
const server = createServer(
  { cert, key, ca: plan.ca, requestCert: true, minVersion: 'TLSv1.3', noDelay: true },
  (socket) => void send(socket),
)
await once(server.listen(0, '127.0.0.1'), 'listening')
const { port } = server.address() as AddressInfo

serve({
  listening: { [plan.origin.serial]: `127.0.0.1:${port}` },
  async begin(_addresses, ready) {
    ready()
  },
  async close() {
    server.close()
  },
})

async function send(socket: TLSSocket): Promise<void> {
  socket.on('error', () => {})
  for (const batch of ready ?? batchesOf(users)) if (!socket.write(batch)) await once(socket, 'drain')
  socket.end()
}

/** Lines of JSON. */
function* batchesOf(all: readonly User[]): Generator<string> {
  let batch = ''
  for (const user of all) {
    batch += `${JSON.stringify(toldOf(user))}\n`
    if (batch.length < BATCH_LENGTH) continue
    yield batch
    batch = ''
  }
  yield batch
}
