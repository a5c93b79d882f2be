import { z } from 'zod'
import { AppSession } from '../../../app/session.ts'
import { siteNamed } from '../../../control/addresses.ts'
import { identityOf } from '../../../rig-file/identity.ts'
import { appNamed, nameOfApp } from '../../apps.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, Scope, Site, Text } from '../../words.ts'

export const switchTo = stepWord({
  word: 'switch',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      switch: App,
      to: Site,
      scope: Scope,
      as: Text.optional().meta({ description: 'Name of the App there, for later steps; its own when left out.' }),
    })
    .meta({
      description: 'Somebody goes on at another Miniserver of the Trust, without a password: the tab Trust of the App.',
    }),
  names: { to: aSite },
  tell: ({ switch: name, to, scope, as }) =>
    `switch ${name} to ${to}${scope === 'external' ? ' from outside' : ''}${as === undefined ? '' : ` as ${as}`}`,
  run: async (stage, { switch: name, to, scope = 'internal', as = name }) => {
    const { estate, apps } = stage
    const site = siteNamed(estate.file, to)
    const app = appNamed(stage, name)
    const ticket = await app.linkTo(identityOf(estate.file, site).serial)
    const line = await estate.connectApp(site, scope)
    const there = new AppSession({ site, user: ticket.user, line, nowMs: () => estate.clock.now(site).monotonicMs })
    await apps.get(nameOfApp(as))?.logOut()
    apps.set(nameOfApp(as), there)
    await there.goOn(ticket)
    return done(null)
  },
})
