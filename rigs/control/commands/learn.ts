import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { TOO_SOON } from '../../../sim/domain/keypad/learning.ts'
import { readerAddress } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { credentialNamed } from '../credentials.ts'
import { callerInput, nameInput, readerInput } from '../inputs.ts'
import { present, requireKind, simulated } from './present.ts'

export const learn = rigCommand({
  name: 'learn',
  summary: 'Puts a keypad into learn mode as Config does, and holds a tag to it',
  input: z.strictObject({
    reader: readerInput,
    tag: nameInput.optional().describe('By its name in the rig file, or its id. Left out: whoever comes next'),
    format: z.boolean().optional().describe('Takes id and keys away from the next card instead'),
    tooSoon: z
      .enum(TOO_SOON)
      .optional()
      .describe('Whoever holds the tag takes it away before it is read, or while it is written: nothing is learned'),
    stop: z.boolean().optional().describe('Ends learn mode instead'),
    caller: callerInput,
  }),
  output: z.strictObject({
    reader: z.string(),
    outcome: z
      .enum(['armed', 'stopped', 'learned', 'formatted'])
      .describe('`armed`: the next tag that is held to it within ten seconds'),
  }),
  run: async (context, { reader, tag, format = false, tooSoon, stop = false, caller }) => {
    const { estate } = context
    const address = tag === undefined ? readerAddress(estate.file, reader) : simulated(context, reader)
    requireKind(address, 'nfc-code-touch')
    const { site, device } = address
    const task = stop ? 'stop' : format ? 'format' : 'learn'
    const name = `${site}/${device}`
    await estate.control(site, callerAt(estate, site, caller), { type: 'learn', reader: device, task })
    if (task === 'stop') return { reader: name, outcome: 'stopped' as const }
    // The keypad knows of it by then, whichever way that went.
    await estate.settled()
    if (tag === undefined) return { reader: name, outcome: 'armed' as const }
    const credential = credentialNamed(estate.file, 'tag', tag)
    const { effects } = await present(context, address, 'tap', credential, tooSoon === undefined ? {} : { tooSoon })
    const isDone = effects.some((effect) => effect.type === 'feedback' && effect.signal === 'learned')
    if (!isDone) throw new RigError('INVALID', `${name} cannot ${task} ${tag}: ${WHY_NOT[tooSoon ?? 'keys']}`)
    return { reader: name, outcome: OUTCOMES[task] }
  },
})

const WHY_NOT = {
  reading: 'it was taken away before it was read',
  writing: 'it was taken away while it was written; it is as it was',
  keys: 'it has no keys for that card',
} as const

const OUTCOMES = { learn: 'learned', format: 'formatted' } as const
