import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Examine, Part } from '../part.ts'

const PORT = 1883
const ANSWER_MS = 3000

/** A broker of one's own has to be reachable; for the embedded one a port has to be free, and another is taken where it is not. */
export const examineBroker: Examine = async ({ MQTT_URL }) => {
  if (MQTT_URL !== undefined && MQTT_URL !== '') return ownBroker(MQTT_URL)
  const part = { part: 'broker', isNeeded: true } as const
  if (await isFree(PORT)) return { ...part, state: 'ok', found: `embedded, port ${PORT} is free` }
  return { ...part, state: 'limited', found: `embedded; port ${PORT} is taken, so another one will be used` }
}

async function ownBroker(address: string): Promise<Part> {
  const part = { part: 'broker', isNeeded: true } as const
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined) return { ...part, state: 'missing', found: 'MQTT_URL is no address', mend: 'unset MQTT_URL' }
  const { hostname, port } = url
  const where = `${hostname}:${port === '' ? PORT : port} (MQTT_URL)`
  if (await canConnect(hostname, port === '' ? PORT : Number(port))) return { ...part, state: 'ok', found: where }
  return { ...part, state: 'missing', found: `nobody answers at ${where}`, mend: 'unset MQTT_URL' }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

async function canConnect(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ANSWER_MS) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
