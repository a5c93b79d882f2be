import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { link, linkText, waysOf } from './ways.ts'
import { Place } from './words.ts'

const EVERYTHING = 'everything'

export const heal = faultWord({
  word: 'heal',
  schema: z.strictObject({ heal: Place.meta({ description: 'As in cut, or everything.' }), ...link }).meta({
    description:
      'Takes every fault of links away: cut, delay, drop, repeat and reorder. What they held back arrives at once. Clocks, ' +
      'pauses and power are not links: skew by 0s, resume and power on end those.',
  }),
  names: { heal: (rig, text) => text === EVERYTHING || placeNamed(rig, text), to: placeNamed, from: placeNamed },
  tell: ({ heal, ...step }) => (heal === EVERYTHING ? 'heal everything' : `heal ${linkText(heal, step)}`),
  act(faults, rig, { heal, ...step }) {
    if (heal !== EVERYTHING) return faults.heal(waysOf(rig, heal, step))
    if (step.to !== undefined || step.from !== undefined)
      throw new RigError('USAGE', 'everything is healed everywhere; leave to and from out')
    return faults.heal(EVERYTHING)
  },
})
