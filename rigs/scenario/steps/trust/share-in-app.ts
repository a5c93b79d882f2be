import { RigError } from '../../../../sim/domain/errors.ts'
import { shareInApp } from '../../../app/trust-users.ts'
import { siteNamed } from '../../../control/addresses.ts'
import { identityOf } from '../../../rig-file/identity.ts'
import { appNamed } from '../../apps.ts'
import type { Stage } from '../../stage.ts'
import { sharedWho } from './shared-who.ts'

/** Shares a user, or no more, in an App that is logged in at the site `to`. Throws USAGE for groups, which the public API does not know. */
export async function shareInAppOf(
  stage: Stage,
  name: string,
  {
    who,
    from,
    to,
    what,
  }: { readonly who: string; readonly from: string; readonly to: string; readonly what: 'add' | 'remove' },
): Promise<null> {
  const { file } = stage.estate
  const app = appNamed(stage, name)
  if (app.site !== siteNamed(file, to))
    throw new RigError('USAGE', `${name} is logged in at ${app.site}, and not at ${to}`)
  const chosen = sharedWho(who)
  if ('group' in chosen) throw new RigError('USAGE', `${who}: an App shares users, and no groups`)
  await shareInApp(app, identityOf(file, siteNamed(file, from)).serial, chosen.user, what)
  return null
}
