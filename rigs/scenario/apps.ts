import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { AppSession } from '../app/session.ts'
import { sitedName } from '../control/addresses.ts'
import type { Stage } from './stage.ts'

/** The App of that name, without case. Throws NOT_FOUND where no step logged in under it. */
export function appNamed({ apps }: Stage, name: string): AppSession {
  const found = apps.get(nameOfApp(name))
  if (found === undefined)
    throw new RigError('NOT_FOUND', `nobody logged in as ${name}.${didYouMean(name, apps.keys())}`)
  return found
}

/** How an App is told from others. */
export function nameOfApp(name: string): string {
  return name.trim().toLowerCase()
}

/** `Blind` of `home/Blind`. Throws USAGE where the App is at another site. */
export function controlOf({ estate }: Stage, app: AppSession, control: string): string {
  const { site, name } = sitedName(estate.file, control)
  if (site === app.site) return name
  throw new RigError('USAGE', `${app.user} is logged in at ${app.site}, and ${control} is at ${site}`)
}

/** The password of a user at a site by the rig file: of its own, or of `Anna@Office` at Office. Throws NOT_FOUND. */
export function passwordOf({ estate }: Stage, site: string, user: string): string {
  const split = user.lastIndexOf('@')
  const host = split < 0 ? undefined : user.slice(split + 1).toLowerCase()
  const plan = estate.plans.find(({ site: each, identity }) =>
    host === undefined
      ? each === site
      : [each, identity.name, identity.serial].some((name) => name.toLowerCase() === host),
  )
  const name = nameOfApp(split < 0 ? user : user.slice(0, split))
  const login = plan?.logins.find((each) => each.user.toLowerCase() === name)
  if (login !== undefined) return login.password
  throw new RigError('NOT_FOUND', `no password of ${user} is known by the rig file; give it with password`)
}
