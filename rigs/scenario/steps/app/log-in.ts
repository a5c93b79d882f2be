import { z } from 'zod'
import { AppSession } from '../../../app/session.ts'
import { siteNamed } from '../../../control/addresses.ts'
import { nameOfApp, passwordOf } from '../../apps.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Scope, Site, Text } from '../../words.ts'

export const logIn = stepWord({
  word: 'log-in',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      'log-in': Text.meta({ description: 'A user, as typed: Anna, Anna@Office.' }),
      site: Site,
      scope: Scope,
      as: Text.optional().meta({ description: 'Name of the App for later steps; the user when left out.' }),
      browser: z.boolean().optional().meta({ description: 'With a browser instead of an App.' }),
      password: Text.optional().meta({ description: 'That of the rig file when left out.' }),
    })
    .meta({ description: "Somebody logs in with an App at a Miniserver's public API, and stays logged in." }),
  names: { site: aSite },
  tell: ({ 'log-in': user, site, scope, as, browser }) =>
    `log in as ${user} at ${site}${browser === true ? ' in a browser' : ''}${scope === 'external' ? ' from outside' : ''}${as === undefined ? '' : ` with ${as}`}`,
  run: async (stage, { 'log-in': user, site: given, scope = 'internal', as = user, password, browser }) => {
    const { estate, apps } = stage
    const site = siteNamed(estate.file, given)
    const secret = password ?? passwordOf(stage, site, user)
    const line = await estate.connectApp(site, scope)
    const nowMs = () => estate.clock.now(site).monotonicMs
    const app = new AppSession({ site, user, line, nowMs, client: browser === true ? 'browser' : 'app' })
    await apps.get(nameOfApp(as))?.logOut()
    apps.set(nameOfApp(as), app)
    await app.logIn(secret)
    return done(null)
  },
})
