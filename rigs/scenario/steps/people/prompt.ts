import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import type { BusMessage } from '../../../../sim/protocol/bus/message.ts'
import { type ReaderAddress, readerAddress } from '../../../control/addresses.ts'
import { millisecondsOf } from '../../../rig-file/units.ts'
import { aReader } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Reader, Text, Wait } from '../../words.ts'

export const prompt = stepWord({
  word: 'prompt',
  kind: 'action',
  schema: z
    .strictObject({
      prompt: Text.meta({ description: 'What somebody shall do with their hands, such as "Lay the blue card on it".' }),
      reader: Reader.meta({ description: 'A real reader: it is waited for what they hold to it.' }),
      within: Wait.meta({ description: 'How long they have, in real time. Nobody there: the run is unverified.' }),
    })
    .meta({ description: 'A sentence for somebody at the terminal, who holds something to a real reader.' }),
  needs: ['human'],
  names: { reader: aReader },
  tell: ({ prompt, reader }) => `ask for: ${prompt} (${reader})`,
  run: async ({ estate, person }, { prompt, reader, within }) => {
    const address = readerAddress(estate.file, reader)
    const sentence = `nobody held anything to ${reader} within ${within}`
    const presented = estate.next((message) => isPresented(message, address), millisecondsOf(within), sentence)
    person?.ask(`${prompt} (${reader}, within ${within})`)
    try {
      await presented
    } catch (error) {
      if (!(error instanceof RigError) || error.code !== 'DEADLINE') throw error
      throw new RigError('READER_ABSENT', sentence, { cause: error })
    }
    return done(null)
  },
})

/** The reader says that something was held to it: what becomes of that is for the expectations behind the prompt. */
function isPresented(message: BusMessage, { site, device, reader }: ReaderAddress): boolean {
  return (
    (message.channel === 'decision' && message.data.site === site && message.data.reader === reader) ||
    (message.channel === 'event' &&
      message.site === site &&
      message.device === device &&
      message.name === 'tag-presented')
  )
}
