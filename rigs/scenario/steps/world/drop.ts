import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import type { Lost } from '../../../faults.ts'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { link, onLink, waysOf } from './ways.ts'
import { MessageCount, Place } from './words.ts'

const Chance = z
  .string()
  .max(8)
  .regex(/^(?:100|\d{1,2}(?:\.\d{1,3})?)%$/, 'is a chance such as 30%, at most 100%')
  .regex(/[1-9]/, 'loses nothing')

export const drop = faultWord({
  word: 'drop',
  schema: z
    .strictObject({
      drop: Place,
      ...link,
      next: MessageCount.optional(),
      chance: Chance.optional().meta({ description: 'Of each message, from now on; drawn from the seed of the run.' }),
    })
    .meta({
      description:
        'Loses messages of a link: the next few, or some by chance. Between Miniservers a lost message fails as to a peer ' +
        'that is not there, after 5 seconds; of a device counts what its Miniserver reads, signs of life among it.',
    }),
  names: { drop: placeNamed, to: placeNamed, from: placeNamed },
  tell: ({ drop, next, chance, ...step }) =>
    `drop ${next === undefined ? chance : `the next ${next}`} ${onLink(drop, step)}`,
  act: (faults, rig, { drop, next, chance, ...step }) => faults.drop(waysOf(rig, drop, step), lostOf(next, chance)),
})

function lostOf(next: number | undefined, chance: string | undefined): Lost {
  if (next !== undefined && chance === undefined) return { next }
  if (chance !== undefined && next === undefined) return { share: Number.parseFloat(chance) / 100 }
  throw new RigError('USAGE', 'messages are lost either by count, with next, or by chance')
}
