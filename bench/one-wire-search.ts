import { join } from 'node:path'
import type { Exchange } from '../rigs/attachments/serial/exchange.ts'
import type { Benchmark, Line } from './benchmark.ts'
import { fromBundle } from './modules.ts'
import { isProgram } from './programs.ts'
import { temporaryFolder } from './temporary-folder.ts'

const ROUNDS = 9
const SEARCHES_A_ROUND = 25
const IBUTTONS = 8

/** A byte at 9600 baud has ten bits. */
const BYTE_MS = 10_000 / 9_600
/** Reset low and presence, at standard speed, by the datasheet of the DS2480B. */
const RESET_MS = 0.512 + 0.584
/**
 * For each ROM a reset, asked and answered, then a question of 23 bytes; meanwhile the bus is searched and the answers come, since four
 * bits of a ROM take less than a byte on the line.
 */
const ROM_MS = 2 * BYTE_MS + RESET_MS + 23 * BYTE_MS

/** Searching a 1-Wire bus through an adapter: our master on a pseudo-terminal, the same bytes alone, and what the line allows. */
export const oneWireSearch: Benchmark = {
  name: 'one-wire-search',
  async measure({ tell }) {
    if (!isProgram('socat')) return { missing: 'socat is not installed: sudo apt-get install socat' }
    const built = await asBuilt()
    await using folder = await temporaryFolder()
    const link = join(folder.path, 'ds9097u')
    const [chip, bus] = [built.newDs2480b(), busOf(IBUTTONS, built)]
    await using _terminal = await built.openPseudoTerminal(link, (bytes) =>
      [...bytes].flatMap((byte) => built.ds2480bAnswer(chip, bus, byte)),
    )
    const session = await built.SERIAL_PORTS.open({ path: link, baudRate: 9600 })
    const exchange = new built.Exchange(session)
    await built.detectDs2480b(exchange)
    const search = (): Promise<void> => searched(exchange, built)
    const asked = await recorded(exchange, search)
    const sides = { ours: [] as number[], peer: [] as number[], peerAgain: [] as number[] }
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      sides.ours.push(await romsPerSecond(search))
      sides.peer.push(await romsPerSecond(() => replayed(exchange, asked)))
      sides.peerAgain.push(await romsPerSecond(() => replayed(exchange, asked)))
    }
    await session.close()
    return [line(sides)]
  },
}

type Built = Awaited<ReturnType<typeof asBuilt>>

async function asBuilt() {
  const [pseudoTerminal, exchange, master, library, bus, chip, rom] = await Promise.all([
    fromBundle<typeof import('../rigs/adapters/pseudo-terminal.ts')>('rigs/adapters/pseudo-terminal.ts'),
    fromBundle<typeof import('../rigs/attachments/serial/exchange.ts')>('rigs/attachments/serial/exchange.ts'),
    fromBundle<typeof import('../rigs/attachments/serial/one-wire-master.ts')>(
      'rigs/attachments/serial/one-wire-master.ts',
    ),
    fromBundle<typeof import('../rigs/attachments/serial/serial-library.ts')>(
      'rigs/attachments/serial/serial-library.ts',
    ),
    fromBundle<typeof import('../sim/domain/ibutton/one-wire-bus.ts')>('sim/domain/ibutton/one-wire-bus.ts'),
    fromBundle<typeof import('../sim/protocol/one-wire/ds2480b.ts')>('sim/protocol/one-wire/ds2480b.ts'),
    fromBundle<typeof import('../sim/protocol/one-wire/rom.ts')>('sim/protocol/one-wire/rom.ts'),
  ])
  return { ...pseudoTerminal, ...exchange, ...master, ...library, ...bus, ...chip, ...rom }
}

interface Asked {
  readonly question: readonly number[]
  readonly answerLength: number
}

/** What one search asks, and how long the answers are: a reset has one byte, a search what is behind its command. */
async function recorded(exchange: Exchange, search: () => Promise<void>): Promise<Asked[]> {
  const asked: Asked[] = []
  const { ask } = exchange
  exchange.ask = (question, answerLength, deadlineMs) => {
    asked.push({ question, answerLength })
    return ask.call(exchange, question, answerLength, deadlineMs)
  }
  await search()
  exchange.ask = ask
  if (asked.length !== 2 * IBUTTONS) throw new Error(`a search of ${IBUTTONS} iButtons asked ${asked.length} times`)
  return asked
}

async function searched(exchange: Exchange, { searchBus }: Built): Promise<void> {
  const { roms, isClean } = await searchBus(exchange)
  if (roms.length !== IBUTTONS || !isClean) throw new Error(`${roms.length} of ${IBUTTONS} iButtons were found`)
}

async function replayed(exchange: Exchange, asked: readonly Asked[]): Promise<void> {
  for (const { question, answerLength } of asked) await exchange.ask(question, answerLength, 1_000)
}

async function romsPerSecond(search: () => Promise<void>): Promise<number> {
  const startMs = performance.now()
  for (let count = 0; count < SEARCHES_A_ROUND; count++) await search()
  return (SEARCHES_A_ROUND * IBUTTONS * 1_000) / (performance.now() - startMs)
}

function busOf(count: number, { crc8, emptyBus, layOn }: Built) {
  const bus = emptyBus()
  for (let n = 1; n <= count; n++) {
    const rom = [0x01, (n * 37) % 256, (n * 91) % 256, n, 0, 0, 0]
    layOn(bus, String(n), [...rom, crc8(rom)])
  }
  return bus
}

function line(sides: Pick<Line, 'ours' | 'peer' | 'peerAgain'>): Line {
  const lineLimit = Math.ceil(1_000 / ROM_MS)
  return {
    ...{ name: 'one-wire-search', unit: 'ROMs/s', ...sides },
    about: `our 1-Wire master finds ${IBUTTONS} iButtons through a simulated DS9097U on a pseudo-terminal, again and again`,
    peerName: 'the same questions through the same terminal, and nothing made of the answers',
    rows: [
      {
        section: '12',
        work: 'the questions of that search through a pseudo-terminal of socat, nothing made of the answers',
      },
    ],
    // At least what a real line allows: then it is the line that one waits for.
    limit: { oursMin: lineLimit },
    notes: [
      `At 9600 baud the line itself allows ${(1_000 / ROM_MS).toFixed(1)} ROMs/s: ${ROM_MS.toFixed(1)} ms each, by the protocol's bit times. A pseudo-terminal has no baud rate`,
    ],
  }
}
