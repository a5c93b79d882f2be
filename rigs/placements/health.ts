import { once } from 'node:events'
import { createServer } from 'node:http'
import { RigError } from '../../sim/domain/errors.ts'

/** What an orchestrator asks a device for: `GET /healthz` on loopback, 200 while it is well and 503 while it is not. */
export interface Health extends AsyncDisposable {
  readonly port: number
  isWell: boolean
}

/** Opens it, not yet well. 0 takes any free port. Throws RigError USAGE where it cannot listen. */
export async function openHealth(port: number): Promise<Health> {
  const server = createServer((request, response) => {
    const status = request.url === '/healthz' ? (health.isWell ? 200 : 503) : 404
    response.writeHead(status, { connection: 'close' }).end()
  })
  try {
    const listening = once(server, 'listening')
    server.listen({ host: '127.0.0.1', port })
    await listening
  } catch (cause) {
    throw new RigError('USAGE', `LOXRIG_HEALTH_PORT: cannot listen on port ${port} of 127.0.0.1`, { cause })
  }
  const address = server.address()
  const health: Health = {
    port: typeof address === 'object' && address !== null ? address.port : port,
    isWell: false,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return health
}
