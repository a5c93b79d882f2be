import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { parseRom } from '../../../sim/protocol/one-wire/rom.ts'
import { readerAddress } from '../../control/addresses.ts'
import { credentialNamed } from '../../control/credentials.ts'
import type { Stage } from '../stage.ts'
import { done, type StepResult } from '../step-word.ts'

/** Somebody touches an iButton reader, and its contact wobbles: the ROM arrives with a wrong CRC. Nothing is decided of that. */
export async function misread(
  { estate, hands }: Stage,
  { reader, ibutton }: { readonly reader: string; readonly ibutton: string },
): Promise<StepResult> {
  const address = readerAddress(estate.file, reader)
  const credential = {
    kind: 'ibutton',
    id: withWrongCrc(credentialNamed(estate.file, 'ibutton', ibutton).id),
  } as const
  if (hands?.isReal(address) === true) {
    await hands.misread(address, credential)
    return done(null)
  }
  const { site, device } = address
  estate.command(site, device, (messageId) => ({
    name: 'touch',
    data: { sealed: estate.seal(site, device, credentialText(messageId, credential)), source: 'simulated' },
  }))
  return done(null)
}

/** Some CRC is another one's also when the ROM is read backwards. */
function withWrongCrc(id: string): string {
  const bytes = id.slice(0, -2)
  const wrong = Array.from({ length: 256 }, (_, crc) => bytes + crc.toString(16).padStart(2, '0').toUpperCase())
  return wrong.find((rom) => parseRom(rom) === undefined) ?? id
}
