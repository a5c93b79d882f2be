import { z } from 'zod'
import { appNamed } from '../apps.ts'
import { type Look, matcher } from '../matcher.ts'
import { App, Text } from '../words.ts'
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
    })
    .meta({ description: 'The session of an App that logged in.' }),
  tell: ({ session, ...sought }) => withFacts(`session ${session}`, sought),
  concerns: () => true,
  look: async (stage, { session: name, sees, ...sought }): Promise<Look> => {
    const app = appNamed(stage, name)
    const { ended } = app
    const facts: Facts = { open: ended === undefined, code: ended?.code }
    const unlocked = sought.unlocked === undefined ? {} : { unlocked: await app.isUnlocked() }
    const look = judged({ ...facts, ...unlocked }, sought)
    if (!('met' in look) || sees === undefined) return look
    return seen(
      (await app.structure()).controls.map((control) => control.name),
      sees,
    )
  },
})

function seen(shown: readonly string[], sought: readonly string[]): Look {
  const missing = sought.filter((name) => !shown.some((each) => isSame(each, name)))
  const more = shown.filter((name) => !sought.some((each) => isSame(name, each)))
  if (missing.length === 0 && more.length === 0) return { met: shown.length }
  return { happened: `it sees ${shown.length === 0 ? 'nothing' : shown.join(', ')}` }
}
