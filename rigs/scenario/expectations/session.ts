import { z } from 'zod'
import type { AppSession } from '../../app/session.ts'
import { siteNamed } from '../../control/addresses.ts'
import { appNamed } from '../apps.ts'
import { type Look, matcher } from '../matcher.ts'
import type { Stage } from '../stage.ts'
import { App, Site, Text } from '../words.ts'
import { type Facts, isSame, judged, withFacts } from './facts.ts'

export const session = matcher({
  word: 'session',
  schema: z
    .strictObject({
      session: App,
      open: z.boolean().optional(),
      code: z.int().min(1000).max(4999).optional().meta({
        description: 'How it ended: 4005 the own user changed, 4006 the user is disabled, 1000 logged out.',
      }),
      unlocked: z.boolean().optional().meta({ description: 'Whether what is secured can be operated without asking.' }),
      sees: z.array(Text).max(1000).optional().meta({
        description: "All that is in the user's structure file, no more and no less; [] for nothing.",
      }),
      offers: z.array(Site).max(1000).optional().meta({
        description: 'The sites at which the user can go on without a login, no more and no less; [] for none.',
      }),
    })
    .meta({ description: 'The session of an App that logged in.' }),
  tell: ({ session, ...sought }) => withFacts(`session ${session}`, sought),
  concerns: () => true,
  look: async (stage, { session: name, sees, offers, ...sought }): Promise<Look> => {
    const app = appNamed(stage, name)
    const { ended } = app
    const facts: Facts = { open: ended === undefined, code: ended?.code }
    const unlocked = sought.unlocked === undefined ? {} : { unlocked: await app.isUnlocked() }
    const look = judged({ ...facts, ...unlocked }, sought)
    if (!('met' in look)) return look
    const seen = sees && shown('sees', await namesIn(app), sees)
    if (seen !== undefined && !('met' in seen)) return seen
    return (
      (offers &&
        shown(
          'offers',
          await offered(stage, app),
          offers.map((site) => siteNamed(stage.estate.file, site)),
        )) ??
      seen ??
      look
    )
  },
})

async function namesIn(app: AppSession): Promise<string[]> {
  return (await app.structure()).controls.map(({ name }) => name)
}

async function offered({ estate }: Stage, app: AppSession): Promise<string[]> {
  return (await app.linkPeers()).map(({ serial }) => siteNamed(estate.file, serial))
}

function shown(does: string, all: readonly string[], sought: readonly string[]): Look {
  const missing = sought.filter((name) => !all.some((each) => isSame(each, name)))
  const more = all.filter((name) => !sought.some((each) => isSame(name, each)))
  if (missing.length === 0 && more.length === 0) return { met: all.length }
  return { happened: `it ${does} ${all.length === 0 ? 'nothing' : all.join(', ')}` }
}
