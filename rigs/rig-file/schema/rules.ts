import { z } from 'zod'
import { Name } from './words.ts'

const Action = z.strictObject({
  control: Name,
  command: Name.meta({ description: 'As the App sends it: on, off, pulse.' }),
})

/** What users make in the Automatic Designer (R87): without `when` it is a scene. */
export const Rule = z.strictObject({
  when: z
    .strictObject({ control: Name, becomes: z.enum(['on', 'off']) })
    .optional()
    .meta({ description: 'Carried out when this comes true; left out, when somebody asks for the scene.' }),
  do: z.array(Action).min(1, 'does at least one thing').max(1000),
})
