import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { showsFeedback } from '../../../sim/protocol/nfc/feedback-command.ts'
import { placeOf } from '../../attachments/attach-declared.ts'
import { learnReader } from '../../attachments/learn-reader.ts'
import { type AttachedSource, openReader, type ReaderSource } from '../../attachments/open-reader.ts'
import { BaudRate, isOnePort, Line, ONE_PORT, PcscWishKeys, SerialPath, Usb } from '../../rig-file/schema/devices.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { AT_READERS, readerAddress } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { nameInput, readerInput } from '../inputs.ts'

const attachedOutput = z.strictObject({
  reader: z.string(),
  source: z.enum(['pcsc', 'serial']),
  name: z.string().describe('What was attached'),
  feedback: z.boolean().describe('Whether its LED and beeper show what its keypad shows'),
})

const input = z.discriminatedUnion('source', [
  z.strictObject({
    reader: readerInput,
    source: z.literal('pcsc'),
    name: nameInput.optional().describe("Part of the PC/SC reader's name; left out, the only one there is"),
    serial: PcscWishKeys.serial,
    slot: PcscWishKeys.slot,
  }),
  z
    .strictObject({
      reader: readerInput,
      source: z.literal('serial'),
      path: SerialPath.optional(),
      usb: Usb.optional(),
      baudRate: BaudRate.optional().describe('9600 when left out'),
      line: Line.optional().describe(
        'How a reader that writes lines spells them; left out at an iButton reader, the port is a 1-Wire adapter with a DS2480B',
      ),
    })
    .refine(isOnePort, ONE_PORT),
])

export const attach = rigCommand({
  name: 'attach',
  summary: 'Puts a real reader in the place of a simulated source; answers when it is open. The rig holds it',
  input,
  output: attachedOutput,
  async run({ estate, attachments }, asked) {
    requireRealTime(estate)
    const slot = readerAddress(estate.file, asked.reader)
    const place = placeOf(slot)
    const open = await openReader(place, sourceOf(asked), attachments.notice)
    return describe(place.name, asked.source, (await attachments.attach(slot, asked.source, open)).name)
  },
})

/** Asking takes a request that waits: shorter than those who ask wait for its first answer. */
const WITHIN_MAX_MS = 240_000

export const attachLearn = rigCommand({
  name: 'attach-learn',
  summary:
    'Opens every reader that could be at a place and attaches the one to which something is presented first; what it was opens no door',
  input: z.strictObject({
    reader: readerInput,
    within: Duration.describe('How long somebody has to present something; 4m at most'),
    baudRate: BaudRate.optional().describe('Of an external reader; 9600 when left out'),
    line: Line.optional().describe('How an external reader spells its lines; only such ones are learnt'),
  }),
  output: z.strictObject({
    ...attachedOutput.shape,
    line: z.string().describe('The line of a rig file that always uses this reader'),
  }),
  async run({ estate, attachments }, { reader, within, baudRate, line: format }, signal) {
    requireRealTime(estate)
    const withinMs = millisecondsOf(within)
    if (withinMs > WITHIN_MAX_MS) throw new RigError('USAGE', `${within} is longer than 4m, which is the longest`)
    const slot = readerAddress(estate.file, reader)
    const hasLines = baudRate !== undefined || format !== undefined
    if (hasLines && slot.kind !== 'external-reader')
      throw new RigError(
        'USAGE',
        `${reader} is ${AT_READERS[slot.kind].what}: how lines are spelled is said of external readers`,
      )
    attachments.requireFree(slot)
    using _learning = attachments.learning(slot)
    const learnt = await learnReader(placeOf(slot), {
      withinMs,
      signal,
      isTaken: ({ name }) => attachments.list().some((each) => each.name === name),
      onNotice: attachments.notice,
      onListening: (readers) => attachments.listening.tell({ reader: placeOf(slot).name, readers }),
      ...(hasLines && { lines: { baudRate, line: format } }),
    })
    const { kind, line } = learnt.found
    const { name } = await attachments.attach(slot, kind, learnt.reader)
    return { ...describe(placeOf(slot).name, kind, name), line }
  },
})

export const detach = rigCommand({
  name: 'detach',
  summary: 'Gives a place back to its simulated source',
  input: z.strictObject({ reader: readerInput }),
  output: attachedOutput,
  async run({ estate, attachments }, { reader }) {
    const slot = readerAddress(estate.file, reader)
    const { source, name } = await attachments.detach(slot)
    return describe(`${slot.site}/${slot.reader}`, source, name)
  },
})

function sourceOf(asked: z.output<typeof input>): ReaderSource {
  if (asked.source === 'pcsc') return { kind: 'pcsc', reader: asked.name, serial: asked.serial, slot: asked.slot }
  const { path, usb, baudRate, line } = asked
  return { kind: 'serial', path, usb, baudRate, line }
}

function requireRealTime({ lane }: RigContext['estate']): void {
  if (lane === 'virtual') throw new RigError('UNSUPPORTED', 'no real reader fits into virtual time')
}

function describe(reader: string, source: AttachedSource, name: string): z.input<typeof attachedOutput> {
  return { reader, source, name, feedback: source === 'pcsc' && showsFeedback(name) }
}
