import { z } from 'zod'
import { Name, Word } from './words.ts'

const Share = z.strictObject({
  user: Name.optional(),
  group: Name.optional().meta({ description: 'Its members come with it.' }),
  from: Word.meta({ description: 'The site they belong to.' }),
  to: z.array(Word).min(1, 'names at least one site').meta({ description: 'The sites they are added at.' }),
})

export const Trust = z.strictObject({
  name: Name,
  manager: Word.meta({ description: 'The site whose Miniserver manages the Trust.' }),
  members: z.array(Word).max(1000),
  share: z.array(Share).max(10_000).optional(),
})
