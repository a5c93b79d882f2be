import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { placeOf } from '../../attachments/attach-declared.ts'
import { type AttachedSource, openReader, type ReaderSource } from '../../attachments/open-reader.ts'
import { BaudRate, Line, SerialPath } from '../../rig-file/schema/devices.ts'
import { readerAddress } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { nameInput, readerInput } from '../inputs.ts'

const attachedOutput = z.strictObject({
  reader: z.string(),
  source: z.enum(['pcsc', 'serial']),
  name: z.string().describe('What was attached'),
})

const input = z.discriminatedUnion('source', [
  z.strictObject({
    reader: readerInput,
    source: z.literal('pcsc'),
    name: nameInput.optional().describe("Part of the PC/SC reader's name; left out, the first there is"),
  }),
  z.strictObject({
    reader: readerInput,
    source: z.literal('serial'),
    path: SerialPath,
    baudRate: BaudRate.optional().describe('9600 when left out'),
    line: Line.optional().describe(
      'How a reader that writes lines spells them; left out at an iButton reader, the port is a 1-Wire adapter with a DS2480B',
    ),
  }),
])

export const attach = rigCommand({
  name: 'attach',
  summary: 'Puts a real reader in the place of a simulated source; answers when it is open. The rig holds it',
  input,
  output: attachedOutput,
  async run({ estate, attachments }, asked) {
    if (estate.lane === 'virtual') throw new RigError('UNSUPPORTED', 'no real reader fits into virtual time')
    const slot = readerAddress(estate.file, asked.reader)
    const place = placeOf(slot)
    const open = await openReader(place, sourceOf(asked), attachments.notice)
    return describe(place.name, asked.source, (await attachments.attach(slot, asked.source, open)).name)
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
  if (asked.source === 'pcsc') return { kind: 'pcsc', reader: asked.name }
  const { path, baudRate, line } = asked
  return { kind: 'serial', path, baudRate, line }
}

function describe(reader: string, source: AttachedSource, name: string): z.input<typeof attachedOutput> {
  return { reader, source, name }
}
