import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import type { Plan } from '../trust/plan.ts'

/** A connection as Trust links have, with nothing of ours in it. Disposing it ends both sides. */
export interface BareLink extends AsyncDisposable {
  /** Microseconds until a message of a kilobyte was there and its acknowledgement is back. */
  roundTrip(): Promise<number>
}

const MESSAGE = Buffer.alloc(1_024, 'x')

export async function openBareLink({ ca, origin, members: [member] }: Plan): Promise<BareLink> {
  if (member === undefined) throw new TypeError('a plan with one member')
  const { certificate: cert, privateKey: key } = member
  const options = { cert, key, ca, requestCert: true, minVersion: 'TLSv1.3', noDelay: true } as const
  const server = createServer(options, (socket) => {
    let length = 0
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      length += bytes.length
      if (length < MESSAGE.length) return
      length -= MESSAGE.length
      socket.write('acknowledged')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const own = { cert: origin.certificate, key: origin.privateKey, ca, checkServerIdentity: () => undefined }
  const socket = connect({ host: '127.0.0.1', port, ...own }).setNoDelay()
  await once(socket, 'secureConnect')
  return {
    async roundTrip() {
      const beganNs = process.hrtime.bigint()
      socket.write(MESSAGE)
      await once(socket, 'data')
      return Number(process.hrtime.bigint() - beganNs) / 1_000
    },
    async [Symbol.asyncDispose]() {
      socket.destroy()
      server.close()
    },
  }
}
