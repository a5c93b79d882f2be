import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { hash } from './hash.ts'

/**
 * Lets through who shows the rig card's token, compared in constant time. What a page in a browser could send is refused:
 * requests to a name that was made to lead here (DNS rebinding), and requests of another origin.
 *
 * @param host what the server listens on
 */
export function guard(token: string, host: string): MiddlewareHandler {
  const expected = digest(`Bearer ${token}`)
  return async (context, next) => {
    const asked = context.req.header('host') ?? ''
    if (!isOwnHost(asked, host)) return context.json(refused(`${asked.slice(0, 64)} is not a name of this rig`), 403)
    const origin = context.req.header('origin')
    if (origin !== undefined && origin !== `http://${asked}`) {
      return context.json(refused('requests of other origins are not answered'), 403)
    }
    if (!timingSafeEqual(expected, digest(context.req.header('authorization') ?? ''))) {
      context.header('www-authenticate', 'Bearer')
      return context.json(refused('this needs the token of the rig card: Authorization: Bearer …'), 401)
    }
    return next()
  }
}

/** An address is what it is, whatever a name server says; of names only one's own count. */
function isOwnHost(asked: string, host: string): boolean {
  const name = asked.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  return isIP(name) !== 0 || name === 'localhost' || name === host
}

function refused(message: string) {
  return { code: 'FORBIDDEN', message }
}

function digest(text: string): Buffer {
  return Buffer.from(hash('SHA256', text), 'hex')
}
