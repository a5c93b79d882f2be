import { z } from 'zod'
import { Name } from './words.ts'

const Objects = z.union([Name, z.array(Name).min(1, 'names at least one object').max(10_000)])

export const Permission = z.strictObject({
  principal: Name.meta({ description: 'Anna, Anna@Office (shared from there), group:Adults or member:Home.' }),
  allow: Objects.optional().meta({
    description: 'access:Front Door, right:UserManagement, room:, category:, function: or device:; one or several.',
  }),
  deny: Objects.optional(),
  schedule: Name.optional().meta({ default: 'Always', description: 'When; only for access: objects.' }),
  scope: z.enum(['internal', 'external', 'both']).optional().meta({ default: 'both' }),
})
