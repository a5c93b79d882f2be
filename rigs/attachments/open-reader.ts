import { RigError } from '../../sim/domain/errors.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { Reader } from '../../sim/ports/reader.ts'
import type { LineFormat } from '../../sim/protocol/line-reader/line-format.ts'
import type { PcscWish } from './pcsc-choice.ts'
import type { UsbIdentity } from './serial/usb-identity.ts'

/** A real reader, by the rig's name for its place and by its driver's for itself. */
export interface RealReader extends Reader {
  readonly device: string
}

/** Takes a sentence for people about a reader; its code is READER_NOTICE unless another one is said. */
export type SayNotice = (sentence: string, code?: Notice['code']) => void

/** Which real reader is meant: as in a rig file's `source`. */
export type ReaderSource = PcscSource | SerialSource
export type AttachedSource = ReaderSource['kind']

interface PcscSource extends PcscWish {
  readonly kind: 'pcsc'
}

interface SerialSource {
  readonly kind: 'serial'
  /** The port: either its device file or what USB says of it. */
  readonly path?: string | undefined
  readonly usb?: UsbIdentity | undefined
  readonly baudRate?: number | undefined
  /** Of a reader that writes lines; what its numbers are follows from its place. Absent at an iButton reader: a DS2480B. */
  readonly line?:
    | { readonly [Key in Exclude<keyof LineFormat, 'credential'>]?: LineFormat[Key] | undefined }
    | undefined
}

/** Where a reader is put: its name for messages, and what is presented there. */
export interface ReaderPlace {
  readonly name: string
  readonly credential: 'tag' | 'ibutton' | 'external'
}

const BAUD_RATE = 9600

/** Opens a real reader for a place of the rig. The libraries it needs are loaded only now. Throws READER_ABSENT. */
export async function openReader(place: ReaderPlace, source: ReaderSource, onNotice: SayNotice): Promise<RealReader> {
  return source.kind === 'pcsc' ? openPcscAt(place, source, onNotice) : openSerialAt(place, source, onNotice)
}

async function openPcscAt({ name, credential }: ReaderPlace, { kind: _, ...wish }: PcscSource, onNotice: SayNotice) {
  if (credential !== 'tag') {
    const what = credential === 'ibutton' ? 'an iButton reader' : 'an external reader'
    throw new RigError('UNSUPPORTED', `${name} is ${what}; a PC/SC reader reads tags. Attach a serial one`)
  }
  const { openPcsc } = await import('./pcsc.ts')
  return openPcsc({ name, onNotice, ...wish })
}

async function openSerialAt({ name, credential }: ReaderPlace, source: SerialSource, onNotice: SayNotice) {
  const { path, usb, baudRate = BAUD_RATE, line } = source
  const port = path ?? usb
  if (port === undefined) throw new TypeError('a serial source without a port')
  if (credential === 'ibutton' && line === undefined) {
    const { openOneWireReader } = await import('./serial/one-wire-reader.ts')
    return openOneWireReader({ name, port, onNotice })
  }
  if (line?.encoding === 'text' && credential !== 'external') {
    const sentence = `${name}: lines of text are external IDs; say how the number of a tag or an iButton is spelled`
    throw new RigError('UNSUPPORTED', sentence)
  }
  const { openLineReader } = await import('./serial/line-reader.ts')
  return openLineReader({
    name,
    port,
    baudRate,
    onNotice,
    format: { ...line, encoding: line?.encoding ?? 'hex', credential },
  })
}
