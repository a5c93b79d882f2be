import { once } from 'node:events'
import { createServer } from 'node:net'

const PORT_MAX = 65_535

/** Two neighbouring TCP ports that nobody listens on. */
export async function freePortPair(): Promise<[number, number]> {
  for (;;) {
    const first = await freePort(0)
    if (first === undefined || first === PORT_MAX) continue
    const second = await freePort(first + 1)
    if (second !== undefined) return [first, second]
  }
}

async function freePort(wanted: number): Promise<number | undefined> {
  const server = createServer()
  const listening = once(server, 'listening').then(
    () => true,
    () => false,
  )
  server.listen(wanted)
  if (!(await listening)) return undefined
  const address = server.address()
  const closed = once(server, 'close')
  server.close()
  await closed
  return typeof address === 'object' && address !== null ? address.port : undefined
}
