import { type ReaderAddress, readersOf } from '../control/addresses.ts'
import type { RigContext } from '../control/command.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { openReader, type ReaderPlace, type ReaderSource } from './open-reader.ts'

/**
 * Attaches the real readers that a rig file names as sources. Throws READER_ABSENT where one is not there: a rig that is to run
 * with a real reader does not quietly run without.
 */
export async function attachDeclared({ estate, attachments }: RigContext): Promise<void> {
  for (const slot of readersOf(estate.file)) {
    const source = sourceOf(estate.file, slot)
    if (source === undefined) continue
    await attachments.attach(slot, source.kind, await openReader(placeOf(slot), source, attachments.notice))
  }
}

/** What openReader() must know of a slot. */
export function placeOf({ site, reader, kind }: ReaderAddress): ReaderPlace {
  return { name: `${site}/${reader}`, credential: CREDENTIALS[kind] }
}

const CREDENTIALS = { 'nfc-code-touch': 'tag', 'one-wire-extension': 'ibutton', 'external-reader': 'external' } as const

/** The real reader that the rig file names as source of a slot; `undefined` where it is simulated. */
export function sourceOf(
  { sites }: RigFile,
  slot: { site: string; device: string; reader: string },
): ReaderSource | undefined {
  const device = sites[slot.site]?.devices?.[slot.device]
  const place = device?.kind === 'one-wire-extension' ? device.readers[slot.reader] : device
  const source = place !== undefined && 'source' in place ? place.source : undefined
  return source === undefined || source.kind === 'simulated' ? undefined : source
}
