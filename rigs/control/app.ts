import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { RigError } from '../../sim/domain/errors.ts'
import { statusOf } from '../../sim/protocol/control/status.ts'
import { callCommand } from './call.ts'
import type { RigContext } from './command.ts'
import { rigCommandNamed } from './commands/index.ts'
import { INTERNAL, refusalOf } from './errors.ts'
import { eventStream } from './event-stream.ts'
import { guard } from './guard.ts'
import { listeningStream } from './listening-stream.ts'
import { ndjson } from './ndjson.ts'
import { readingStream } from './reading-stream.ts'

export const RIG_PATH = '/rig/v1'
const BODY_BYTES_MAX = 1 << 20
const READ_BYTES_MAX = 1 << 24

export interface ControlAppOptions {
  readonly context: RigContext
  /** Of the rig card. */
  readonly token: string
  /** What the server listens on. */
  readonly host: string
  /** Is told of mistakes of our own, with which a request failed. */
  readonly failed: (error: unknown) => void
}

/**
 * The rig's control API: `POST /rig/v1/<command>` with a JSON body, `GET /rig/v1/events`, `/readings` and `/listening` as
 * streams of JSON lines, and `GET /healthz`, which alone needs no token. Refusals are `{ code, message }` with a status that fits.
 */
export function controlApp({ context, token, host, failed }: ControlAppOptions): Hono {
  const app = new Hono()
  app.get('/healthz', (http) => http.json({ status: 'ok', rig: context.estate.file.rig }))
  app.use(`${RIG_PATH}/*`, guard(token, host))
  app.get(`${RIG_PATH}/events`, () => {
    const ended = new AbortController()
    return ndjson(eventStream(context.estate, ended.signal), ended)
  })
  app.get(`${RIG_PATH}/readings`, () => {
    const ended = new AbortController()
    return ndjson(readingStream(context, ended.signal), ended)
  })
  app.get(`${RIG_PATH}/listening`, () => {
    const ended = new AbortController()
    return ndjson(listeningStream(context, ended.signal), ended)
  })
  app.post(`${RIG_PATH}/:command`, async (http) => {
    const { raw } = http.req
    const command = http.req.param('command')
    const body = await bodyOf(raw, rigCommandNamed(command)?.bodyBytesMax ?? BODY_BYTES_MAX)
    const answer = await callCommand(context, command, body, raw.signal)
    return http.json(answer as object)
  })
  app.notFound((http) => http.json({ code: 'NOT_FOUND', message: `nothing at ${http.req.path.slice(0, 128)}` }, 404))
  app.onError((error, http) => {
    if (error instanceof RigError) return http.json(refusalOf(error), statusOf(error.code) as ContentfulStatusCode)
    if (error instanceof HTTPException) return http.json({ code: 'USAGE', message: error.message }, error.status)
    failed(error)
    return http.json(INTERNAL, 500)
  })
  return app
}

/** An empty body is an empty input. Only JSON is taken: a form of another page cannot send that unasked. */
async function bodyOf(request: Request, bytesMax: number): Promise<unknown> {
  const text = await textOf(request, bytesMax)
  if (text === '') return {}
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new RigError('USAGE', 'the body has to be application/json')
  }
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message would quote the body.
    throw new RigError('USAGE', 'the body is no JSON')
  }
}

/** A body that is too long is read to its end all the same, within reason: who is still sending does not hear a refusal. */
async function textOf({ body }: Request, bytesMax: number): Promise<string> {
  let chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length <= bytesMax) chunks.push(chunk)
    else chunks = []
    if (length > READ_BYTES_MAX) break
  }
  if (length <= bytesMax) return Buffer.concat(chunks).toString('utf8')
  throw new RigError('FRAME_TOO_LONG', `a body has at most ${bytesMax} bytes`)
}
