import { z } from 'zod'
import type { AppSession } from '../../app/session.ts'
import type { StructureControl } from '../../app/structure.ts'
import { appNamed, controlOf } from '../apps.ts'
import { type Look, matcher } from '../matcher.ts'
import { aControl } from '../references.ts'
import { App, Text } from '../words.ts'
import { type Facts, isSame, judged, withFacts } from './facts.ts'
import { Exists } from './words.ts'

const states = z.record(Text, z.union([Text, z.number()]))

export const control = matcher({
  word: 'control',
  schema: z
    .strictObject({
      control: Text.meta({ description: 'With its site, such as home/Blind.' }),
      in: App,
      exists: Exists,
      room: Text.optional(),
      category: Text.optional(),
      secured: z.boolean().optional(),
      is: states.optional().meta({ description: 'What its states are, such as { active: 1 }.' }),
    })
    .meta({
      description: 'A control as an App sees it, or does not: its place in the structure file, and its states.',
    }),
  names: { control: aControl },
  tell: ({ control, in: name, is = {}, ...sought }) => withFacts(`${control} in ${name}`, { ...sought, ...is }),
  concerns: () => true,
  look: async (stage, { control: address, in: name, is = {}, ...sought }): Promise<Look> => {
    const app = appNamed(stage, name)
    const wanted = controlOf(stage, app, address)
    const { controls } = await app.refreshed()
    const found = controls.find((each) => isSame(each.name, wanted))
    return judged(found && factsOf(app, found), { ...sought, ...is })
  },
})

function factsOf(app: AppSession, { states, room, category, isSecured }: StructureControl): Facts {
  const now = Object.entries(states).map(([name, uuid]) => [name, app.state(uuid)])
  return { ...Object.fromEntries(now), room, category, secured: isSecured }
}
