import { z } from 'zod'
import { aKeypad, aTag } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Reader, Text } from '../../words.ts'

export const learn = stepWord({
  word: 'learn',
  kind: 'action',
  schema: z
    .strictObject({
      learn: Reader,
      tag: Text.optional().meta({
        description: 'A tag that is then held to it, by its name in the rig file; left out, the next that is tapped.',
      }),
      format: z.boolean().optional().meta({ description: 'Takes id and keys away from the card instead.' }),
      stop: z.boolean().optional().meta({ description: 'Ends learn mode instead.' }),
    })
    .meta({ description: 'Puts a keypad into learn mode, as Config does, for ten seconds and one card.' }),
  names: { learn: aKeypad, tag: (rig, text, step) => (text === undefined ? undefined : aTag(rig, text, step)) },
  tell: ({ learn, tag, format, stop }) => {
    if (stop === true) return `end learn mode of ${learn}`
    return `${format === true ? 'format' : 'learn'} ${tag ?? 'the next tag'} at ${learn}`
  },
  run: async (stage, { learn, tag, format, stop }) =>
    done(
      await stage.rig.call('learn', {
        reader: learn,
        ...(tag !== undefined && { tag }),
        ...(format !== undefined && { format }),
        ...(stop !== undefined && { stop }),
      }),
    ),
})
