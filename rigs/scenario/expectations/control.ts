import { z } from 'zod'
import type { AppSession } from '../../app/session.ts'
import type { StructureControl } from '../../app/structure.ts'
import { credentialOf } from '../../rig-file/credential.ts'
import type { RigFile } from '../../rig-file/shape.ts'
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
      learned: Text.optional().meta({
        description: 'Of a keypad: the tag that it learned last, by its name in the rig file.',
      }),
      is: states.optional().meta({ description: 'What its states are, such as { active: 1 }.' }),
    })
    .meta({
      description: 'A control as an App sees it, or does not: its place in the structure file, and its states.',
    }),
  names: { control: aControl },
  tell: ({ control, in: name, is = {}, ...sought }) => withFacts(`${control} in ${name}`, { ...sought, ...is }),
  concerns: () => true,
  look: async (stage, { control: address, in: name, is = {}, ...sought }): Promise<Look> => {
    const { estate } = stage
    const app = appNamed(stage, name)
    const wanted = controlOf(stage, app, address)
    const { controls } = await app.refreshed()
    const found = controls.find((each) => isSame(each.name, wanted))
    return judged(found && factsOf(app, found, estate.file), { ...sought, ...is })
  },
})

function factsOf(app: AppSession, { states, room, category, isSecured }: StructureControl, file: RigFile): Facts {
  const now = Object.entries(states).map(([name, uuid]) => [name, app.state(uuid)])
  const learned = learnedTag(file, states.nfcLearnResult === undefined ? '' : app.state(states.nfcLearnResult))
  return { ...Object.fromEntries(now), room, category, secured: isSecured, learned }
}

/** Which of the rig's tags a keypad tells: its id appears nowhere. */
function learnedTag(file: RigFile, told: number | string | undefined): string | undefined {
  if (typeof told !== 'string' || told === '') return undefined
  const { id } = learnResult.parse(JSON.parse(told))
  return Object.keys(file.credentials ?? {}).find((name) => credentialOf(file, 'tag', name)?.id === id) ?? 'another tag'
}

const learnResult = z.object({ id: z.string() })
