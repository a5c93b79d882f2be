import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { RigError } from '../domain/errors.ts'

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** How many ports from `port` upwards are tried before any free one is taken. */
  readonly maxPortTries: number
}

/** Listens and returns the port. A taken port moves to the next free one. Throws RigError USAGE where the host cannot be listened on. */
export async function listen(server: Server, { host, port, maxPortTries }: ListenOptions): Promise<number> {
  const ports = Array.from({ length: Math.max(1, maxPortTries) }, (_, index) => port + index)
  for (const candidate of [...ports.filter((each) => port !== 0 && each < 65_536), 0]) {
    if (await tryPort(server, host, candidate)) return (server.address() as AddressInfo).port
  }
  throw new RigError('USAGE', `No free port to listen on at ${host}.`)
}

async function tryPort(server: Server, host: string, port: number): Promise<boolean> {
  try {
    const listening = once(server, 'listening')
    server.listen({ host, port, exclusive: true })
    await listening
    return true
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' || code === 'EACCES') return false
    throw new RigError('USAGE', `Cannot listen on ${host}: ${code}. Is it an address of this machine?`, { cause })
  }
}
