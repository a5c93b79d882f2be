import { z } from 'zod'
import { readerAddress } from '../../control/addresses.ts'
import { type Look, matcher } from '../matcher.ts'
import { aKeypad } from '../references.ts'
import { Reader } from '../words.ts'
import { counted, Times } from './words.ts'

export const feedback = matcher({
  word: 'feedback',
  schema: z
    .strictObject({
      feedback: z.enum(['green', 'red', 'red-fast', 'white', 'cyan', 'yellow', 'off']).meta({
        description: 'What its LEDs showed: granted, denied, locked, more is needed; of learning cyan and yellow.',
      }),
      reader: Reader,
      times: Times,
    })
    .meta({ description: 'A keypad showed who stands in front of it how it was decided.' }),
  names: { reader: aKeypad },
  tell: ({ feedback, reader, times }) =>
    `${feedback} LEDs of ${reader}${times === undefined ? '' : `, ${times} times`}`,
  concerns: ({ channel }) => channel === 'state',
  look: async ({ seen, estate }, { feedback, reader, times }): Promise<Look> => {
    const { site, device } = readerAddress(estate.file, reader)
    const shown = seen.messages.flatMap((message) => {
      const isLed = message.channel === 'state' && message.name === 'led'
      return isLed && message.site === site && message.device === device ? [message.data.value] : []
    })
    const met = shown.filter(
      (colour) => colour === feedback || (String(colour).startsWith(`${feedback}-`) && feedback === 'white'),
    )
    if (met.length > 0) return counted(met.length, times, met.length)
    const other = shown.findLast((colour) => colour !== 'off')
    return { happened: other === undefined ? 'they stayed off' : `they were ${other}` }
  },
})
