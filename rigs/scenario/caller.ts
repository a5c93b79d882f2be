import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import { siteNamed } from '../control/addresses.ts'
import type { CallerInput } from '../control/inputs.ts'
import type { Stage } from './stage.ts'

/** `{ caller }` of the login that a user has at a site by the rig file; nothing where the administrator does it. */
export function callerOf({ estate }: Stage, at: string, by: string | undefined): { caller?: NonNullable<CallerInput> } {
  if (by === undefined) return {}
  const site = siteNamed(estate.file, at)
  const logins = estate.plans.find((plan) => plan.site === site)?.logins ?? []
  const login = logins.find(({ user }) => user.toLowerCase() === by.trim().toLowerCase())
  if (login !== undefined) return { caller: { user: login.user, password: login.password, scope: login.scope } }
  const names = logins.map(({ user }) => user)
  throw new RigError('NOT_FOUND', `no login of ${by} at ${site} is known.${didYouMean(by, names)}`)
}

/** Where an edit is made, as the rig's commands take it. */
export function planeOf(
  stage: Stage,
  site: string,
  { document, app, by }: { document?: string | undefined; app?: boolean | undefined; by?: string | undefined },
) {
  return {
    ...(document !== undefined && { document }),
    ...(app !== undefined && { app }),
    ...callerOf(stage, site, by),
  }
}
