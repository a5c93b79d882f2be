import { RigError } from '../../sim/domain/errors.ts'
import type { Reader } from '../../sim/ports/reader.ts'

export type AttachedSource = 'pcsc' | 'serial'

/** A real reader, by the rig's name for its place and by its driver's for itself. */
export interface RealReader extends Reader {
  readonly device: string
}

/** Which real reader is meant: as in a rig file's `source`. */
export interface ReaderSource {
  readonly kind: AttachedSource
  /** PC/SC: part of the reader's name. */
  readonly reader?: string
}

/** Opens a real reader for a place of the rig. The libraries it needs are loaded only now. */
export async function openReader(
  place: string,
  source: ReaderSource,
  onNotice: (sentence: string) => void,
): Promise<RealReader> {
  if (source.kind === 'serial') {
    throw new RigError(
      'UNSUPPORTED',
      `${place}: serial readers are not built yet; a PC/SC reader works, or a simulated one`,
    )
  }
  const { openPcsc } = await import('./pcsc.ts')
  return openPcsc({ name: place, onNotice, ...(source.reader !== undefined && { reader: source.reader }) })
}
