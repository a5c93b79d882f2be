import { RigError } from '../../../sim/domain/errors.ts'
import { type LineFormat, readLine } from '../../../sim/protocol/line-reader/line-format.ts'
import { LineLimiter } from './line-limiter.ts'
import { loadSerialport, SERIAL_PORTS } from './serial-library.ts'
import { type Conversation, type Say, SerialReader, type SerialReaderOptions } from './serial-reader.ts'
import type { SerialSession, SerialSystem } from './serial-session.ts'

export interface LineReaderOptions extends SerialReaderOptions {
  readonly format: LineFormat
}

/** What ends a line: an RDM6300's frame ends in ETX. */
const DELIMITERS: { readonly [Encoding in LineFormat['encoding']]?: string } = { rdm6300: '\u0003' }
const NEWLINE = '\n'

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
  const delimiter = DELIMITERS[format.encoding] ?? NEWLINE
  let isToldOfGarbage = false
  let seenMs = 0
  const limiter = new LineLimiter(delimiter.charCodeAt(0), (what) => {
    if (isToldOfGarbage) return
    isToldOfGarbage = true
    const sends = what === 'no-text' ? 'sends bytes that are no text' : 'sends no lines'
    say.notice(`${sends}; is ${baudRate} baud right?`)
  })
  const parser = limiter.pipe(new ReadlineParser({ delimiter, encoding: 'latin1' }))
  parser.on('data', (line: string) => {
    if (line.trim() !== '' && isPresented(format, line, seenMs, say)) isToldOfGarbage = false
  })
  for await (const chunk of session.chunks) {
    seenMs = performance.now()
    limiter.write(chunk)
  }
  throw new Error('the port is closed')
}

/** Whether the line was somebody's; says why not otherwise. */
function isPresented(format: LineFormat, line: string, seenMs: number, say: Say): boolean {
  try {
    say.presented(readLine(format, line), seenMs)
    return true
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    say.notice(`a line was not understood: ${error.message}`)
    return false
  }
}
