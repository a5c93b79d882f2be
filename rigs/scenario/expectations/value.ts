import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import type { RigClient } from '../../control/client-face.ts'
import { type Look, matcher } from '../matcher.ts'
import { aReader, aSite } from '../references.ts'
import type { Noted, Stage } from '../stage.ts'
import { Text } from '../words.ts'
import { inWords } from './facts.ts'
import { VALUES, type ValueName } from './values.ts'

const kept = Text.optional()

const schema = z
  .strictObject({
    value: z.enum(Object.keys(VALUES) as [ValueName, ...ValueName[]]).meta({
      description: Object.entries(VALUES)
        .map(([name, { summary }]) => `${name}: ${summary}`)
        .join('. '),
    }),
    at: Text.meta({ description: 'A site; of entries and decision, a reader.' }),
    of: Text.optional().meta({ description: 'Of seq and epoch the site they come from, of uuid a user.' }),
    is: z.union([z.number(), Text]).optional(),
    'same-as': kept.meta({ description: 'What an earlier step kept with "as".' }),
    'other-than': kept.meta({ description: 'Likewise.' }),
    'more-than': kept.meta({ description: 'Likewise, of numbers.' }),
    'less-than': kept.meta({ description: 'Likewise, of numbers.' }),
  })
  .meta({ description: 'A number or id that the rig answers, to be kept with "as" and compared later.' })

type Sought = z.output<typeof schema>

export const value = matcher({
  word: 'value',
  schema,
  names: {
    at: (rig, text, { value }) => (isAtReader(value) ? aReader : aSite)(rig, text, {}),
    of: (rig, text, { value }) => (value === 'uuid' ? undefined : aSite(rig, text, {})),
  },
  tell: ({ value, at, of, ...sought }) =>
    [`${value}${of === undefined ? '' : ` of ${of}`} at ${at}`, inWords(sought)].filter(Boolean).join(', '),
  concerns: () => true,
  look: async (stage, sought): Promise<Look> => {
    const actual = await read(stage.rig, sought)
    if (actual === undefined) return { happened: 'there is none' }
    const unlike = COMPARED.filter(([key, isSo]) => {
      const wanted = key === 'is' ? sought.is : noted(stage, sought[key])
      return wanted !== undefined && !isSo(actual, wanted)
    })
    const [first] = unlike
    if (first === undefined) return { met: actual }
    const [key] = first
    const other = key === 'is' ? '' : `, and ${sought[key]} is ${noted(stage, sought[key])}`
    return { happened: `it is ${actual}${other}` }
  },
})

type Comparison = 'is' | 'same-as' | 'other-than' | 'more-than' | 'less-than'

const COMPARED: readonly [Comparison, (actual: Noted, wanted: Noted) => boolean][] = [
  ['is', (actual, wanted) => actual === wanted],
  ['same-as', (actual, wanted) => actual === wanted],
  ['other-than', (actual, wanted) => actual !== wanted],
  ['more-than', (actual, wanted) => actual > wanted],
  ['less-than', (actual, wanted) => actual < wanted],
]

function read(rig: RigClient, { value, at, of }: Sought): Promise<Noted | undefined> {
  return VALUES[value].read(rig, at, of ?? '')
}

function noted({ notes }: Stage, name: string | undefined): Noted | undefined {
  if (name === undefined) return undefined
  const found = notes.get(name)
  if (found === undefined) throw new RigError('NOT_FOUND', `no step kept anything as ${name}`)
  return found
}

function isAtReader(value: unknown): boolean {
  return value === 'entries' || value === 'decision'
}
