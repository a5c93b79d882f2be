import type { IncomingMessage } from 'node:http'
import { RigError } from '../domain/errors.ts'

/**
 * The body of a request as JSON; an empty one is `{}`.
 *
 * Throws FRAME_TOO_LONG over `bytesMax`, before more than that is kept; the connection then ends with the answer. Throws USAGE
 * for what is no JSON, without repeating it.
 */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const body = await readBody(request, bytesMax)
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // The parser's own message would quote the body.
    throw new RigError('USAGE', 'the body is no JSON')
  }
}

/** The body of a request. Throws as `readJson`. Events rather than iteration, which would destroy the connection before the refusal is sent. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      if (length <= bytesMax) return void chunks.push(chunk)
      request.off('data', onData)
      request.pause()
      reject(new RigError('FRAME_TOO_LONG', `the body has more than ${bytesMax} bytes`))
    }
    request.on('data', onData)
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', () => reject(new RigError('FRAME_MALFORMED', 'the request ended before its body did')))
  })
}
