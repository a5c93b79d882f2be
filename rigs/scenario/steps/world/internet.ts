import { z } from 'zod'
import { siteNamed } from '../../../control/addresses.ts'
import { aSite } from '../../references.ts'
import { Site } from '../../words.ts'
import { internetWord } from './fault-word.ts'

export const internet = internetWord({
  word: 'internet',
  schema: z.strictObject({ internet: z.enum(['on', 'off']), site: Site.optional() }).meta({
    description: 'Cuts the Internet for all or for one site, or mends it. Sites of one LAN go on reaching each other.',
  }),
  names: { site: aSite },
  tell: ({ internet, site }) => `switch the Internet ${internet}${site === undefined ? '' : ` at ${site}`}`,
  act: (faults, rig, { internet, site }) =>
    faults.internet(internet, site === undefined ? undefined : siteNamed(rig, site)),
})
