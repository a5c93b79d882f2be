import { Text } from '../../words.ts'

export const Block = Text.meta({
  description: "The block of an Intercom, the site's own or another's: home/Gate.",
})
