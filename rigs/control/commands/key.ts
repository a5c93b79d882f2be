import { z } from 'zod'
import { keysText } from '../../../sim/domain/sealed-credential.ts'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import type { BusMessage, DeepReadonly } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import { type ReaderAddress, readerAddress, requireDevice } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { readerInput } from '../inputs.ts'
import { type Entry, entriesOf } from '../keys.ts'
import { follows, isVerdict, requireKind } from './present.ts'

/** A keypad answers within this, or something is wrong; in the rig's own time. */
const ANSWER_DEADLINE_MS = 10_000

const answer = z.strictObject({
  answer: z
    .enum(['decided', 'selected', 'rang', 'unheard', 'typed', 'dead'])
    .describe(
      'A code was decided about; an output was selected; the bell rang, or nobody heard it; digits wait for more; the keypad is locked',
    ),
  decision: decisionSchema.exactOptional(),
  output: z.int().exactOptional().describe('The output that was selected; one beyond O6 is not told (P-250)'),
  bsel: z.int().exactOptional().describe('What the block shows at Bsel'),
})

type KeypadAnswer = DeepReadonly<z.output<typeof answer>>

export const key = rigCommand({
  name: 'key',
  summary: 'Presses keys of a keypad, one after the other, and answers with what came of them',
  input: z.strictObject({
    reader: readerInput,
    keys: z.string().min(1).max(256).describe('`1234 tick`, `12 bell`, `3 tick 4711 tick`'),
  }),
  output: z.strictObject({ reader: z.string(), answers: z.array(answer).describe('One for each tick and bell') }),
  run: async ({ estate }, { reader, keys }) => {
    const entries = entriesOf(keys)
    const address = readerAddress(estate.file, reader)
    requireKind(address, 'nfc-code-touch')
    requireDevice(estate.file, address)
    const answers: KeypadAnswer[] = []
    for (const entry of entries) answers.push(await press(estate, address, entry))
    return { reader: `${address.site}/${address.reader}`, answers }
  },
})

async function press(estate: Estate, { site, device }: ReaderAddress, { keys, end }: Entry): Promise<KeypadAnswer> {
  const command = estate.command(site, device, (messageId) => ({
    name: 'key',
    data: { sealed: estate.seal(site, device, keysText(messageId, keys)) },
  }))
  const causes = new Set([command])
  const heard: BusMessage[] = []
  let told: KeypadAnswer | undefined
  await estate.next(
    (message) => {
      if (!follows(causes, message)) return false
      heard.push(message)
      told = isDead(message, command) ? { answer: 'dead' } : ANSWERS[end](message, heard)
      return told !== undefined
    },
    ANSWER_DEADLINE_MS,
    `${site}/${device} did not answer its keys: has it power, and does its Miniserver answer?`,
  )
  return told ?? { answer: 'unheard' }
}

/** The keypad itself says so, to the keys themselves. */
function isDead(message: BusMessage, command: string): boolean {
  return (
    message.channel === 'state' &&
    message.name === 'led' &&
    message.data.value === 'red-fast' &&
    message.causedBy === command
  )
}

type Told = (message: BusMessage, heard: readonly BusMessage[]) => KeypadAnswer | undefined

const ANSWERS: Readonly<Record<Entry['end'], Told>> = {
  digits: (message) => (message.channel === 'state' && message.name === 'led' ? { answer: 'typed' } : undefined),
  tick: (message) => {
    if (isVerdict(message)) return { answer: 'decided', decision: message.data }
    const output = numberOf(message, 'preselected')
    if (output !== undefined && output > 0) return { answer: 'selected', output }
    return stateOf(message, 'preselected') === 'additional' ? { answer: 'selected' } : undefined
  },
  bell: (message, heard) => {
    if (message.channel !== 'receipt') return undefined
    if (!heard.some((each) => each.channel === 'state' && each.name === 'bell')) return { answer: 'unheard' }
    const bsel = heard.map((each) => numberOf(each, 'bsel')).find((each) => each !== undefined)
    return { answer: 'rang', ...(bsel !== undefined && { bsel }) }
  },
}

function numberOf(message: BusMessage, name: string): number | undefined {
  const value = stateOf(message, name)
  return typeof value === 'number' ? value : undefined
}

function stateOf(message: BusMessage, name: string): unknown {
  return message.channel === 'state' && message.name === name ? message.data.value : undefined
}
