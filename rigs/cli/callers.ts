import { Option } from 'commander'
import { RigError } from '../../sim/domain/errors.ts'
import type { CardMiniserver, RigCard } from '../card.ts'
import type { CallerInput } from '../control/inputs.ts'
import { nearestOrAll } from '../control/names-there.ts'
import type { Terminal } from './terminal.ts'

export interface CallerOption {
  readonly user?: string
}

export const callerOption = (): Option =>
  new Option(
    '--user <name>',
    "who asks the Miniserver (default: the rig card's admin); a password that the card lacks is taken from LOXRIG_PASSWORD",
  )

/**
 * Who asks a site's Miniserver: nobody in particular unless `--user` names one, whose password is on the rig card or in
 * `LOXRIG_PASSWORD`. Throws NOT_FOUND with the nearest names.
 *
 * @param site empty where none is named: of a rig with one only that is meant
 */
export function callerFor(
  card: RigCard,
  site: string,
  { user }: CallerOption,
  { env }: Terminal,
): { caller?: CallerInput } {
  if (user === undefined) return {}
  const users = miniserverOf(card, site)?.users ?? []
  const login = users.find(({ name }) => name.toLowerCase() === user.toLowerCase())
  const password = env.LOXRIG_PASSWORD ?? login?.password
  if (password !== undefined) return { caller: { user: login?.name ?? user, password } }
  const [only = '', ...others] = Object.keys(card.miniservers)
  if (site === '' && others.length > 0)
    throw new RigError('USAGE', `name a site: the rig has several, and ${user} logs in at one`)
  const names = users.map(({ name }) => name)
  const instead = names.length === 0 ? '' : nearestOrAll(user, names, 'Logins')
  throw new RigError(
    'NOT_FOUND',
    `the rig card has no login of ${user} at ${site || only}; give the password in LOXRIG_PASSWORD.${instead}`,
  )
}

/** The site of an object such as `home/access:Front Door`; empty where none is named. */
export function siteOf(object: string): string {
  return object.slice(0, Math.max(0, object.indexOf('/')))
}

function miniserverOf({ miniservers }: RigCard, site: string): CardMiniserver | undefined {
  const [wanted, all] = [site.toLowerCase(), Object.entries(miniservers)]
  if (wanted === '' && all.length === 1) return all[0]?.[1]
  const found = all.find(([name, miniserver]) =>
    [name, miniserver.name, miniserver.serial].some((each) => each.toLowerCase() === wanted),
  )
  return found?.[1]
}
