import { z } from 'zod'
import { Text } from '../../words.ts'

/** The smallest parts of what the world does. */

export const Place = Text.meta({
  description: 'A Miniserver by its site, such as home, or a device, such as home/front-door.',
})

export const MessageCount = z
  .int('is a whole number')
  .min(1, 'is 1 or more')
  .max(1_000, 'is at most 1000')
  .meta({ description: 'So many messages, from now on.' })
