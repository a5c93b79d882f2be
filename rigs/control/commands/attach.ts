import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { type AttachedSource, openReader } from '../../attachments/open-reader.ts'
import { readerAddress } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { nameInput, readerInput } from '../inputs.ts'

const attachedOutput = z.strictObject({
  reader: z.string(),
  source: z.enum(['pcsc', 'serial']),
  name: z.string().describe('What was attached'),
})

export const attach = rigCommand({
  name: 'attach',
  summary: 'Puts a real reader in the place of a simulated source; answers when it is open. The rig holds it',
  input: z.strictObject({
    reader: readerInput,
    source: z.enum(['pcsc', 'serial']),
    name: nameInput.optional().describe("Part of the PC/SC reader's name; left out, the first there is"),
  }),
  output: attachedOutput,
  async run({ estate, attachments }, { reader, source, name }) {
    if (estate.lane === 'virtual') throw new RigError('UNSUPPORTED', 'no real reader fits into virtual time')
    const slot = readerAddress(estate.file, reader)
    const place = `${slot.site}/${slot.reader}`
    if (slot.kind !== 'nfc-code-touch' && source === 'pcsc') {
      throw new RigError('UNSUPPORTED', `${place} is an iButton reader; a PC/SC reader reads tags`)
    }
    const open = await openReader(
      place,
      { kind: source, ...(name !== undefined && { reader: name }) },
      attachments.notice,
    )
    return describe(place, source, (await attachments.attach(slot, source, open)).name)
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

function describe(reader: string, source: AttachedSource, name: string): z.input<typeof attachedOutput> {
  return { reader, source, name }
}
