import { ReadlineParser } from '@serialport/parser-readline'
import { SerialPort } from 'serialport'
import { aPty } from '../test/helpers/a-pty.ts'
import { hangUps, LINES_AT_ONCE, nthLine, tapsOnPty } from '../test/helpers/endurance.ts'
import type { Benchmark, Line } from './benchmark.ts'
import { fromBundle } from './modules.ts'
import { isProgram } from './programs.ts'
import { backLine, memoryLines } from './reader-lines.ts'

const TAPS = 100_000
const ROUNDS = 5
const HANG_UPS = 100

/** A reader of lines on a pseudo-terminal: very many taps, and hang-ups. */
export const readerPty: Benchmark = {
  name: 'reader-pty',
  async measure({ tell }) {
    if (!isProgram('socat')) return { missing: 'socat is not installed: sudo apt-get install socat' }
    const { openLineReader } = await fromBundle<typeof import('../rigs/attachments/serial/line-reader.ts')>(
      'rigs/attachments/serial/line-reader.ts',
    )
    tell(`${TAPS} taps`)
    const endured = await tapsOnPty(TAPS, openLineReader)
    const sides = { ours: [] as number[], peer: [] as number[], peerAgain: [] as number[] }
    let { lost } = endured
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      const count = TAPS / ROUNDS
      const tapped = await tapsOnPty(count, openLineReader)
      lost += tapped.lost
      sides.ours.push((count * 1_000) / tapped.tookMs)
      sides.peer.push((count * 1_000) / (await bareLines(count)))
      sides.peerAgain.push((count * 1_000) / (await bareLines(count)))
    }
    tell(`${HANG_UPS} hang-ups`)
    const back = await hangUps(HANG_UPS, openLineReader)
    return [
      tapsLine(sides, lost),
      ...memoryLines('reader-pty', `${TAPS} taps through a pseudo-terminal`, endured),
      backLine(
        'reader-pty hang-up',
        'a pseudo-terminal hangs up and is put back: until its reader is found',
        'until the device file is there and raw',
        back,
      ),
    ]
  },
}

/** As many lines through serialport and its parser, and nothing made of them; milliseconds. */
async function bareLines(count: number): Promise<number> {
  await using pty = await aPty()
  const port = new SerialPort({ path: pty.path, baudRate: 9600, autoOpen: false })
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  const parser = port.pipe(new ReadlineParser({ delimiter: '\n', encoding: 'latin1' }))
  const startMs = performance.now()
  for (let first = 0; first < count; first += LINES_AT_ONCE) {
    const last = Math.min(first + LINES_AT_ONCE, count)
    await new Promise<void>((resolve) => {
      let left = last - first
      const take = (): void => {
        if (--left > 0) return
        parser.off('data', take)
        resolve()
      }
      parser.on('data', take)
      for (let n = first; n < last; n++) pty.say(`${nthLine(n)}\r\n`)
    })
  }
  const tookMs = performance.now() - startMs
  await new Promise<void>((resolve) => port.close(() => resolve()))
  return tookMs
}

function tapsLine(sides: Pick<Line, 'ours' | 'peer' | 'peerAgain'>, lost: number): Line {
  return {
    ...{ name: 'reader-pty taps', unit: 'taps/s', ...sides },
    about: 'lines of a serial reader on a pseudo-terminal, until each is a tag that was presented',
    peerName: 'the same lines through serialport and its parser over such a terminal, and nothing made of them',
    rows: [],
    limit: { lostMax: 0, lost },
    notes: [
      `${TAPS} taps, then ${TAPS / ROUNDS} in each of ${ROUNDS} rounds, ${LINES_AT_ONCE} at once, all in order. Ten bytes a line: at 115,200 baud a line allows 1,152 taps/s`,
    ],
  }
}
