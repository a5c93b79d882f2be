import { RigError } from '../../../sim/domain/errors.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { parseRom } from '../../../sim/protocol/one-wire/rom.ts'
import { readerAddress } from '../../control/addresses.ts'
import { credentialNamed } from '../../control/credentials.ts'
import type { Stage } from '../stage.ts'
import { done, type StepResult } from '../step-word.ts'

/** Somebody touches an iButton reader, and its contact wobbles: the ROM arrives with a wrong CRC. Nothing is decided of that. */
export function misread(
  { estate, hands }: Stage,
  { reader, ibutton }: { readonly reader: string; readonly ibutton: string },
): StepResult {
  const address = readerAddress(estate.file, reader)
  if (hands?.isReal(address) === true)
    throw new RigError('READER_ABSENT', `nobody can make the real reader at ${reader} misread`)
  const { site, device } = address
  const id = withWrongCrc(credentialNamed(estate.file, 'ibutton', ibutton).id)
  estate.command(site, device, (messageId) => ({
    name: 'touch',
    data: {
      sealed: estate.seal(site, device, credentialText(messageId, { kind: 'ibutton', id })),
      source: 'simulated',
    },
  }))
  return done(null)
}

/** Some CRC is another one's also when the ROM is read backwards. */
function withWrongCrc(id: string): string {
  const bytes = id.slice(0, -2)
  const wrong = Array.from({ length: 256 }, (_, crc) => bytes + crc.toString(16).padStart(2, '0').toUpperCase())
  return wrong.find((rom) => parseRom(rom) === undefined) ?? id
}
