import { RigError } from '../../sim/domain/errors.ts'
import { refusalOf } from './errors.ts'

/** Clients and what lies between give up on a silent stream; an empty line says that it lives. */
const KEEP_ALIVE_MS = 20_000

/**
 * A stream of JSON lines as an answer. It begins with an empty line, so that the client knows that it is listened to; an error
 * is a last line `{ code, message }`. When the client goes, `ended` is aborted.
 */
export function ndjson(items: AsyncIterable<unknown>, ended: AbortController): Response {
  const encoder = new TextEncoder()
  const iterator = items[Symbol.asyncIterator]()
  let alive: NodeJS.Timeout
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const keepAlive = () => controller.enqueue(encoder.encode('\n'))
      keepAlive()
      alive = setInterval(keepAlive, KEEP_ALIVE_MS).unref()
    },
    async pull(controller) {
      const line = await nextLine(iterator)
      if (line !== undefined) return controller.enqueue(encoder.encode(line))
      clearInterval(alive)
      controller.close()
    },
    cancel() {
      clearInterval(alive)
      ended.abort()
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } })
}

async function nextLine(iterator: AsyncIterator<unknown>): Promise<string | undefined> {
  try {
    const { value, done } = await iterator.next()
    return done === true ? undefined : `${JSON.stringify(value)}\n`
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return `${JSON.stringify(refusalOf(error))}\n`
  }
}
