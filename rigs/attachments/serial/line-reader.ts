import { RigError } from '../../../sim/domain/errors.ts'
import { type LineFormat, readLine } from '../../../sim/protocol/line-reader/line-format.ts'
import { Complaint } from './complaint.ts'
import { type Garbage, LineLimiter, type LineShape } from './line-limiter.ts'
import { loadSerialport, SERIAL_PORTS } from './serial-library.ts'
import { type Conversation, type Say, SerialReader, type SerialReaderOptions } from './serial-reader.ts'
import type { SerialSession, SerialSystem } from './serial-session.ts'

export interface LineReaderOptions extends SerialReaderOptions {
  readonly format: LineFormat
}

/** What begins and ends a line where no newline does: an RDM6300's frame is between STX and ETX. */
const FRAMES: { readonly [Encoding in LineFormat['encoding']]?: Pick<LineShape, 'start' | 'delimiter'> } = {
  rdm6300: { start: 0x02, delimiter: 0x03 },
}
const LINES = { delimiter: 0x0a } as const

/**
 * Opens a reader that writes a line to a serial port for what is presented to it.
 *
 * @throws RigError `READER_ABSENT` when there is no such port, or it may not be opened. Whether a reader is behind it shows only
 *   when something is presented
 */
export async function openLineReader(
  options: LineReaderOptions,
  system: SerialSystem = SERIAL_PORTS,
): Promise<SerialReader> {
  const reader = new SerialReader(options, lines(options), system)
  await reader.open()
  return reader
}

function lines({ format, baudRate }: LineReaderOptions): Conversation {
  return { greet: async (session) => (say) => read(session, format, baudRate, say) }
}

async function read(session: SerialSession, format: LineFormat, baudRate: number, say: Say): Promise<void> {
  const { ReadlineParser } = await loadSerialport()
  const shape = { ...(FRAMES[format.encoding] ?? LINES), isUtf8: format.encoding === 'text' }
  const garbage = new Complaint(say.notice, (count) => `more lines that were no text before this one: ${count}`)
  const misread = new Complaint(say.notice, (count) => `more lines that were not understood before this one: ${count}`)
  let seenMs = 0
  const limiter = new LineLimiter(shape, (what) => garbage.make(sentenceOn(what, shape, baudRate)))
  const delimiter = String.fromCharCode(shape.delimiter)
  const parser = limiter.pipe(new ReadlineParser({ delimiter, encoding: shape.isUtf8 ? 'utf8' : 'latin1' }))
  parser.on('data', (line: string) => {
    if (line.trim() === '' || !isPresented(format, line, seenMs, say, misread)) return
    garbage.settle()
    misread.settle()
  })
  for await (const chunk of session.chunks) {
    seenMs = performance.now()
    limiter.write(chunk)
  }
  throw new Error('the port is closed')
}

function sentenceOn(what: Garbage, { isUtf8 }: LineShape, baudRate: number): string {
  if (what === 'too-long') return `sends no lines; is ${baudRate} baud right?`
  const text = isUtf8 ? 'text (UTF-8)' : 'text'
  return `sends bytes that are no ${text}; is ${baudRate} baud right? Or it writes what is no text`
}

/** Whether the line was somebody's; says why not otherwise. */
function isPresented(format: LineFormat, line: string, seenMs: number, say: Say, misread: Complaint): boolean {
  try {
    say.presented(readLine(format, line), seenMs)
    return true
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    misread.make(`a line was not understood: ${error.message}`)
    return false
  }
}
