import { RigError } from '../../sim/domain/errors.ts'
import type { Caller } from '../../sim/domain/miniserver/input.ts'
import type { Estate } from '../estate.ts'
import type { CallerInput } from './inputs.ts'

/** The rig goes on as a site's administrator where that user is who now has another name or password. */
export function followAdministrator(
  { administrators }: Estate,
  site: string,
  user: string,
  { name, password }: { readonly name?: string | undefined; readonly password?: string | undefined },
): void {
  const known = administrators.get(site)
  if (known === undefined || known.user.toLowerCase() !== user.toLowerCase()) return
  administrators.set(site, { ...known, user: name ?? known.user, password: password ?? known.password })
}

/** Who asks a site's Miniserver: who was named, else its administrator. */
export function callerAt(estate: Estate, site: string, given?: CallerInput): Caller {
  if (given !== undefined) return { ...given, scope: given.scope ?? 'internal' }
  const administrator = estate.administrators.get(site)
  if (administrator === undefined) throw new RigError('NOT_FOUND', `no administrator of ${site} is known; name a user`)
  return administrator
}
