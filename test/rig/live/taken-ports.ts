import { once } from 'node:events'
import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/** Takes these ports until the test is over. One that somebody else has is taken, too. */
export async function takePorts(...ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const server = createServer((socket) => socket.destroy())
    onTestFinished(() => void server.close())
    const taken = once(server, 'listening').catch(() => undefined)
    server.listen({ host: '127.0.0.1', port, exclusive: true })
    await taken
  }
}
