import { once } from 'node:events'
import { get, type IncomingMessage, type RequestOptions } from 'node:http'
import type { Examine, Part } from '../part.ts'

const SOCKET = '/var/run/docker.sock'
const ANSWER_MS = 3000

/** The engine that container placements need; `DOCKER_HOST` as for Docker itself. */
export const examineDocker: Examine = async ({ DOCKER_HOST }) => {
  const address = DOCKER_HOST === undefined || DOCKER_HOST === '' ? `unix://${SOCKET}` : DOCKER_HOST
  const part = { part: 'Docker', isNeeded: false } as const
  const version = await engineAt(address)
  if (version !== undefined) return { ...part, state: 'ok', found: `API ${version} at ${address}` }
  return absent(part, address, DOCKER_HOST !== undefined)
}

function absent(part: Pick<Part, 'part' | 'isNeeded'>, address: string, isNamed: boolean): Part {
  const mend = isNamed ? 'unset DOCKER_HOST' : 'sudo apt-get install docker.io'
  return { ...part, state: 'missing', found: `no engine answers at ${address}`, mend }
}

/** Version of the engine's API, as its `/_ping` says; `undefined` where none answers, or is not spoken to like this. */
async function engineAt(address: string): Promise<string | undefined> {
  const target = targetOf(address)
  if (target === undefined) return undefined
  const signal = AbortSignal.timeout(ANSWER_MS)
  const request = get({ ...target, path: '/_ping', signal })
  try {
    const [response] = (await once(request, 'response', { signal })) as [IncomingMessage]
    response.resume()
    const version = response.headers['api-version']
    return response.statusCode === 200 ? String(version ?? 'unknown') : undefined
  } catch {
    return undefined
  } finally {
    request.destroy()
  }
}

function targetOf(address: string): RequestOptions | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, pathname, hostname, port } = new URL(address)
  if (protocol === 'unix:') return { socketPath: pathname }
  return ['tcp:', 'http:'].includes(protocol) ? { hostname, port: port === '' ? 2375 : port } : undefined
}
