import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { link, linkText, waysOf } from './ways.ts'
import { Place } from './words.ts'

export const cut = faultWord({
  word: 'cut',
  schema: z.strictObject({ cut: Place, ...link }).meta({
    description:
      'Cuts a link: what is sent is lost. Of a Miniserver without "to" or "from" those to all other Miniservers, of a device ' +
      'its line to its Miniserver. A peer that is cut off fails as one that is not there, after 5 seconds. A device that is ' +
      'cut off both ways is lost to its Miniserver at once; one way, messages are lost and nobody is told. People still reach ' +
      'it: what they do is seen by the device, and said again when the line is healed.',
  }),
  names: { cut: placeNamed, to: placeNamed, from: placeNamed },
  tell: ({ cut, ...step }) => `cut ${linkText(cut, step)}`,
  act: (faults, rig, { cut, ...step }) => faults.cut(waysOf(rig, cut, step)),
})
