import { RigError } from '../../sim/domain/errors.ts'
import type { RigClient } from './client-face.ts'
import { errorOf } from './errors.ts'

export interface RigClientOptions {
  /** As on the rig card: `http://127.0.0.1:8080/rig/v1/`. */
  readonly url: string
  readonly token: string
}

/** The rig's control API over HTTP. Throws NO_RIG where nobody answers. */
export function openRigClient({ url, token }: RigClientOptions): RigClient {
  const authorization = `Bearer ${token}`
  return {
    async call(name, input) {
      const headers = { authorization, 'content-type': 'application/json' }
      const response = await ask(url, name, { method: 'POST', headers, body: JSON.stringify(input) })
      return (await bodyOf(response)) as never
    },
    events: (signal) => stream('events', signal),
    readings: (signal) => stream('readings', signal),
    listening: (signal) => stream('listening', signal),
  }
  async function stream<T>(path: string, signal: AbortSignal | undefined): Promise<AsyncIterable<T>> {
    const response = await ask(url, path, { headers: { authorization }, ...(signal !== undefined && { signal }) })
    return items<T>(response, signal)
  }
}

async function ask(url: string, path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(new URL(path, url), init).catch((cause: unknown) => {
    throw new RigError('NO_RIG', `no rig answers at ${url}; start one: loxrig up`, { cause })
  })
  if (response.ok) return response
  throw errorOf(await bodyOf(response).catch(() => undefined), response.status)
}

async function bodyOf(response: Response): Promise<unknown> {
  return response.json()
}

/** Each line is an item; empty ones say that the stream lives, one with a `code` ends it. */
async function* items<T>(response: Response, signal: AbortSignal | undefined): AsyncGenerator<T> {
  try {
    for await (const line of linesOf(response)) {
      if (line === '') continue
      const item: unknown = JSON.parse(line)
      if (Object.hasOwn(Object(item), 'code')) throw errorOf(item, response.status)
      yield item as T
    }
  } catch (cause) {
    if (signal?.aborted === true) return
    if (cause instanceof RigError) throw cause
    throw new RigError('NO_RIG', 'the rig has gone', { cause })
  }
}

async function* linesOf({ body }: Response): AsyncGenerator<string> {
  if (body === null) return
  let rest = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
