import { z } from 'zod'
import { siteNamed } from '../../../control/addresses.ts'
import { aSite } from '../../references.ts'
import { Site, Text } from '../../words.ts'
import { faultWord } from './fault-word.ts'

export const restore = faultWord({
  word: 'restore',
  schema: z
    .strictObject({
      restore: Site,
      from: Text.meta({ description: 'A back-up that an earlier step made of this site.' }),
    })
    .meta({ description: 'Puts a back-up in the place of what a Miniserver has stored, and starts it from that.' }),
  names: { restore: aSite },
  tell: ({ restore, from }) => `restore ${restore} from ${from}`,
  act: (faults, rig, { restore, from }) => faults.restore(siteNamed(rig, restore), from),
})
