import { z } from 'zod'
import { faultWord } from './fault-word.ts'

export const internet = faultWord({
  word: 'internet',
  schema: z.strictObject({ internet: z.enum(['on', 'off']) }).meta({
    description: 'Cuts the Internet for all, or mends it. Sites of one LAN go on reaching each other.',
  }),
  tell: ({ internet }) => `switch the Internet ${internet}`,
  act: (faults, _, { internet }) => faults.internet(internet),
})
