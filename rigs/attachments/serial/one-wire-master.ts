import { COMMAND_MODE, DATA_MODE, SEARCH_BYTES } from '../../../sim/protocol/one-wire/ds2480b.ts'
import { formatRom } from '../../../sim/protocol/one-wire/rom.ts'
import { FIRST_PATH, type SearchPath, searchPass, searchRequest } from '../../../sim/protocol/one-wire/search.ts'
import { type Exchange, NoAnswer } from './exchange.ts'

/** The reset command, and the byte that sets a chip's timing: 1-Wire at standard speed. */
const RESET = 0xc1
const SEARCH_ROM = 0xf0
const SEARCH_ON = 0xb1
const SEARCH_OFF = 0xa1

/** Slew rate, low time and recovery time for a long line, the baud rate asked for, and one slot: what programs greet a DS2480B with. */
const GREETING = [0x17, 0x45, 0x5b, 0x0f, 0x91]
/** Of its answer only what every version says: the baud rate is 9600, and a slot was a slot. */
const GREETING_ANSWER: readonly { readonly mask: number; readonly value: number }[] = [
  { mask: 0xff, value: 0x16 },
  { mask: 0xff, value: 0x44 },
  { mask: 0xff, value: 0x5a },
  { mask: 0xf1, value: 0x00 },
  { mask: 0xfc, value: 0x90 },
]

/** Longer than the slowest answer at 9600 baud, with a driver that hands over every 16 ms. */
const ANSWER_MS = 500
/** What is left of an earlier program's conversation has come by then. */
const QUIET_MS = 40
/** What was left may come later than that, on a machine that is busy: then it was taken for the answer, and greets once more. */
const GREETINGS_MAX = 3
/** More iButtons than fit on a line of readers; a bus that never ends its search has noise on it. */
const PASSES_MAX = 256

const SHORTED = 0b00
const NOBODY = 0b11

/** What a search of the bus came to. */
export interface Search {
  /** Ids as `parseRom` spells them, in the order of the search. */
  readonly roms: readonly string[]
  /** Whether every pass ended in a ROM with the right CRC: an iButton was neither laid on nor taken off, and there was no noise. */
  readonly isClean: boolean
}

/** Greets a DS2480B as programs do. Rejects with `NoAnswer` where none answers. */
export async function detectDs2480b(exchange: Exchange): Promise<void> {
  // Whatever mode it was left in: out of data mode, a reset that it may take for its timing, and away with what it says.
  await exchange.ask([COMMAND_MODE, RESET], 0, ANSWER_MS)
  for (let attempt = 0; attempt < GREETINGS_MAX; attempt++) {
    await exchange.quiet(QUIET_MS, ANSWER_MS)
    const answer = await exchange.ask(GREETING, GREETING.length, ANSWER_MS)
    if (GREETING_ANSWER.every(({ mask, value }, index) => ((answer[index] ?? 0) & mask) === value)) return
  }
  throw new NoAnswer('something answers, and it is no DS2480B')
}

/** Searches the bus for all iButtons that lie on it. Rejects with `NoAnswer` when the adapter falls silent. */
export async function searchBus(exchange: Exchange): Promise<Search> {
  const roms: string[] = []
  let isClean = true
  let path: SearchPath | undefined = FIRST_PATH
  for (let pass = 0; path !== undefined && pass < PASSES_MAX; pass++) {
    exchange.forget()
    const [presence = 0] = await exchange.ask([RESET], 1, ANSWER_MS)
    const who = presence & 0b11
    if (who === NOBODY || who === SHORTED) return { roms, isClean: isClean && pass === 0 && who === NOBODY }
    const { rom, next } = searchPass(await accelerated(exchange, path))
    if (rom === undefined) isClean = false
    else roms.push(formatRom(rom))
    path = next
  }
  return { roms: [...new Set(roms)], isClean: isClean && path === undefined }
}

async function accelerated(exchange: Exchange, path: SearchPath): Promise<number[]> {
  const request = searchRequest(path).flatMap((byte) => (byte === COMMAND_MODE ? [byte, byte] : [byte]))
  const question = [DATA_MODE, SEARCH_ROM, COMMAND_MODE, SEARCH_ON, DATA_MODE, ...request, COMMAND_MODE, SEARCH_OFF]
  const [, ...answer] = await exchange.ask(question, 1 + SEARCH_BYTES, ANSWER_MS)
  return answer
}
