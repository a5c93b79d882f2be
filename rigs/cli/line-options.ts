import { type Command, InvalidArgumentError, Option } from 'commander'
import { LINE_ENCODINGS, type LineEncoding } from '../../sim/protocol/line-reader/line-format.ts'

export interface LineOptions {
  readonly baud?: number
  readonly line?: LineEncoding
  readonly prefix?: string
  readonly suffix?: string
  readonly lsbFirst?: true
}

/** Adds what may be said of a reader that writes lines. */
export function addLineOptions(command: Command): Command {
  const encoding = new Option('--line <encoding>', 'of a reader that writes lines: how its numbers are spelled')
  return command
    .option('--baud <rate>', 'of a reader that writes lines (default: 9600)', baudRate)
    .addOption(encoding.choices(LINE_ENCODINGS))
    .option('--prefix <text>', 'what stands before the number in every line')
    .option('--suffix <text>', 'what stands behind it')
    .option('--lsb-first', 'the least significant byte of the number comes first')
}

/** What was said of the lines. Whatever is makes it a reader that writes lines. */
export function linesOf({ baud, line, prefix, suffix, lsbFirst }: LineOptions) {
  const said = {
    ...(line !== undefined && { encoding: line }),
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
    ...(lsbFirst === true && { byteOrder: 'lsb-first' as const }),
  }
  return {
    ...(baud !== undefined && { baudRate: baud }),
    ...(Object.keys(said).length > 0 && { line: said }),
  }
}

function baudRate(text: string): number {
  const rate = Number(text)
  if (!Number.isInteger(rate) || rate <= 0)
    throw new InvalidArgumentError('A baud rate is a whole number, such as 9600.')
  return rate
}
