import { z } from 'zod'
import { TOO_SOON } from '../../../../sim/domain/keypad/learning.ts'
import { requireWriter } from '../../readers/held.ts'
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
      'too-soon': z.enum(TOO_SOON).optional().meta({
        description:
          'Whoever holds the tag takes it away before it is read, or while it is written: nothing is learned.',
      }),
      stop: z.boolean().optional().meta({ description: 'Ends learn mode instead.' }),
    })
    .meta({ description: 'Puts a keypad into learn mode, as Config does, for ten seconds and one card.' }),
  names: { learn: aKeypad, tag: (rig, text, step) => (text === undefined ? undefined : aTag(rig, text, step)) },
  tell: ({ learn, tag, format, stop }) => {
    if (stop === true) return `end learn mode of ${learn}`
    return `${format === true ? 'format' : 'learn'} ${tag ?? 'the next tag'} at ${learn}`
  },
  run: async (stage, { learn, tag, format, stop, 'too-soon': tooSoon }) => {
    if (tag !== undefined) requireWriter(stage, learn)
    return done(
      await stage.rig.call('learn', {
        reader: learn,
        ...(tag !== undefined && { tag }),
        ...(format !== undefined && { format }),
        ...(tooSoon !== undefined && { tooSoon }),
        ...(stop !== undefined && { stop }),
      }),
    )
  },
})
