import type { ApiCommand } from '../../domain/miniserver/api-command.ts'
import { CALENDAR_ROUTES } from './calendar-routes.ts'
import { FILE_ROUTES } from './file-routes.ts'
import type { Content, Route } from './route.ts'
import { TRUST_ROUTES } from './trust-routes.ts'
import { USER_MANAGEMENT_ROUTES } from './user-management-routes.ts'

/**
 * Every path the Miniserver understands (docs/miniserver-protocol.md §1–§5). Words compare without case, `dev/` and `jdev/` alike;
 * a slash too many at the end is passed over.
 */
const ROUTES: readonly Route[] = [
  ['dev/cfg/api', () => ({ type: 'config', name: 'api' })],
  ['dev/cfg/apiKey', () => ({ type: 'config', name: 'apiKey' })],
  ['dev/cfg/version', () => ({ type: 'config', name: 'version' })],
  ['dev/sys/getkey', () => ({ type: 'get-key' })],
  ['dev/sys/getkey2/*', ([user = '']) => ({ type: 'get-key2', user })],
  ['dev/sys/getvisusalt/*', ([user = '']) => ({ type: 'get-visu-salt', user })],
  ['dev/sys/getjwt/*/*/*/*/**', (parts) => getToken(true, parts)],
  ['dev/sys/gettoken/*/*/*/*/**', (parts) => getToken(false, parts)],
  ['authwithtoken/*/*', ([hash = '', user = '']) => ({ type: 'auth-with-token', hash, user })],
  ['dev/sys/refreshjwt/*/*', ([hash = '', user = '']) => ({ type: 'refresh-token', jwt: true, hash, user })],
  ['dev/sys/refreshtoken/*/*', ([hash = '', user = '']) => ({ type: 'refresh-token', jwt: false, hash, user })],
  ['dev/sys/checktoken/*/*', ([hash = '', user = '']) => ({ type: 'check-token', hash, user })],
  ['dev/sys/killtoken/*/*', ([hash = '', user = '']) => ({ type: 'kill-token', hash, user })],
  ['data/LoxAPP3.json', () => ({ type: 'structure-file' })],
  ['dev/sps/LoxAPPversion3', () => ({ type: 'structure-version' })],
  ['dev/sps/enablebinstatusupdate', () => ({ type: 'enable-states' })],
  ['dev/sps/io/*/**', ([uuid = '', action = '']) => ({ type: 'io', uuid, action })],
  ['dev/sps/ios/*/*/**', ([visuHash = '', uuid = '', action = '']) => ({ type: 'io', uuid, action, visuHash })],
  ['camimage/*/*', ([uuid = '', timestamp = '']) => ({ type: 'camera-image', uuid, timestamp })],
  ...USER_MANAGEMENT_ROUTES,
  ...CALENDAR_ROUTES,
  ...FILE_ROUTES,
  ...TRUST_ROUTES,
]

/** Reads a path as a command; what is not understood is `unknown`, never an error. Parts are URI-decoded. */
export function parseCommand(path: string): ApiCommand {
  const control = path.replace(/^\//, '')
  const words = control.replace(/^jdev\//i, 'dev/').split('/')
  const content = (words.at(-1) === '' ? contentOf(words.slice(0, -1)) : undefined) ?? contentOf(words)
  return { control, ...(content ?? { type: 'unknown' }) }
}

function contentOf(words: readonly string[]): Content | undefined {
  for (const [pattern, parse] of COMPILED) {
    const parts = match(pattern, words)
    if (parts !== undefined) return parse(parts)
  }
  return undefined
}

const COMPILED = ROUTES.map(([path, parse]) => [path.toLowerCase().split('/'), parse] as const)

/** The parts behind the stars, or undefined where the words differ. */
function match(pattern: readonly string[], words: readonly string[]): string[] | undefined {
  const parts: string[] = []
  for (const [index, expected] of pattern.entries()) {
    const word = words[index]
    if (expected === '**') return [...parts, words.slice(index).map(decoded).join('/')]
    if (word === undefined) return undefined
    if (expected === '*') parts.push(decoded(word))
    else if (expected !== word.toLowerCase()) return undefined
  }
  return words.length === pattern.length ? parts : undefined
}

function getToken(
  jwt: boolean,
  [hash = '', user = '', permission = '', client = '', info = '']: readonly string[],
): Content {
  // Newer clients append `?authHash=…` to the last part.
  const [label = '', query = ''] = info.split(/\?(.*)/s)
  const byTicket = new URLSearchParams(query).get('authHash')?.toLowerCase() === 'true'
  const wanted = { permission: Number.parseInt(permission, 10) || 0, client, info: label }
  return { type: 'get-token', jwt, hash, user, ...wanted, ...(byTicket && { byTicket }) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
