import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { onTestFinished, vi } from 'vitest'

/** Takes these ports until the test is over; of one that another test has, once that has left it. */
export async function takePorts(...ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const server = await vi.waitFor(() => listening(port), { timeout: PATIENCE_MS, interval: 20 })
    onTestFinished(() => void server.close())
  }
}

/** Rigs of other tests have them for a while, and leave. */
const PATIENCE_MS = 90_000

async function listening(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  server.listen({ host: '127.0.0.1', port, exclusive: true })
  await once(server, 'listening')
  return server
}
