import type { openPcsc } from '../../rigs/attachments/pcsc.ts'
import type { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import type { Reader } from '../../sim/ports/reader.ts'
import { aPty, type Pty } from './a-pty.ts'
import { HeardEvents } from './heard-events.ts'
import { heldBytes } from './held-memory.ts'
import type { PrivatePcscd, Slot } from './vpcd/private-pcscd.ts'
import { VirtualCard } from './vpcd/virtual-card.ts'

/** What many repetitions came to. They throw where something came twice, or in another order. */
export interface Endured {
  readonly tookMs: number
  /** How many taps never came. */
  readonly lost: number
  /** The memory of this process at the end of each twentieth, when it has let go of what it can. */
  readonly memory: readonly Memory[]
}

export interface Memory {
  /** What JavaScript holds. */
  readonly heldBytes: number
  /** What the system has given the process, its native addons included. */
  readonly rssBytes: number
}

/** How long it took until all readers were back, each time: in all, and of that until what is below it was there. They throw where it never is. */
export interface CameBack {
  readonly ms: readonly number[]
  readonly belowMs: readonly number[]
  /** How many taps never came, of one after each time. */
  readonly lost: number
  /** How often a reader that was back was lost and found once more. */
  readonly interruptions: number
}

/** Fewer than a reader queues. */
export const LINES_AT_ONCE = 32
const SAMPLES = 20

type OpenLineReader = typeof openLineReader
type OpenPcsc = typeof openPcsc

/** The line of a reader for the nth tap, and the tag that it means. */
export function nthLine(n: number): string {
  return n.toString(16).toUpperCase().padStart(8, '0')
}

/** So many taps on a pseudo-terminal, each of another tag. */
export async function tapsOnPty(count: number, open: OpenLineReader): Promise<Endured> {
  await using line = await aLineReader(open)
  const heard = new HeardEvents(line.reader)
  return await repeated(count, LINES_AT_ONCE, async (lines) => {
    for (const each of lines) line.pty.say(`${each}\r\n`)
    return await heard.lostOf(lines)
  })
}

/** So many taps at all slots of a pcscd by turns, each a card that is laid on, read, and taken off. */
export async function tapsOnPcscd(count: number, { slots }: PrivatePcscd, open: OpenPcsc): Promise<Endured> {
  const readers = await Promise.all(slots.map((slot) => aSlot(slot, open)))
  try {
    return await repeated(count, readers.length, async (uids) => {
      return sumOf(await Promise.all(uids.map((uid, index) => readers[index]?.tap(uid) ?? 1)))
    })
  } finally {
    for (const { reader } of readers) await reader[Symbol.asyncDispose]()
  }
}

/** The daemon is killed and started again so often; each time all its readers must be lost and found, and the first must read a card. */
export async function daemonRestarts(count: number, daemon: PrivatePcscd, open: OpenPcsc): Promise<CameBack> {
  const readers = await Promise.all(daemon.slots.map((slot) => aSlot(slot, open)))
  const [first] = readers
  try {
    return await comingBack(
      count,
      readers.map(({ heard }) => heard),
      {
        goAway: (n) => daemon.stop(n % 2 === 0 ? 'SIGKILL' : 'SIGTERM'),
        comeBack: () => daemon.start(),
        lostOf: (uid) => first?.tap(uid) ?? Promise.resolve(1),
      },
    )
  } finally {
    for (const { reader } of readers) await reader[Symbol.asyncDispose]()
  }
}

/** The pseudo-terminal hangs up and is put back so often; each time the reader must be lost, found, and read a line. */
export async function hangUps(count: number, open: OpenLineReader): Promise<CameBack> {
  await using line = await aLineReader(open)
  const heard = new HeardEvents(line.reader)
  return await comingBack(count, [heard], {
    goAway: () => line.pty.unplug(),
    comeBack: () => line.pty.plug(),
    lostOf: (tag) => {
      line.pty.say(`${tag}\r\n`)
      return heard.lostOf([tag])
    },
  })
}

interface Comings {
  goAway(n: number): Promise<void>
  comeBack(): Promise<void>
  /** How many taps of this tag never come: 1 or 0. */
  lostOf(tag: string): Promise<number>
}

async function comingBack(count: number, heard: readonly HeardEvents[], what: Comings): Promise<CameBack> {
  const back = { ms: [] as number[], belowMs: [] as number[], lost: 0, interruptions: 0 }
  for (let n = 0; n < count; n++) {
    await what.goAway(n)
    await Promise.all(heard.map((each) => each.expect('lost')))
    const startMs = performance.now()
    await what.comeBack()
    back.belowMs.push(performance.now() - startMs)
    await Promise.all(heard.map((each) => each.expect('found')))
    back.ms.push(performance.now() - startMs)
    back.lost += await what.lostOf(nthLine(n))
  }
  back.interruptions = sumOf(heard.map(({ interruptions }) => interruptions))
  return back
}

/** A reader of lines on a pseudo-terminal. */
async function aLineReader(open: OpenLineReader): Promise<AsyncDisposable & { pty: Pty; reader: Reader }> {
  const pty = await aPty()
  const format = { encoding: 'hex', credential: 'tag' } as const
  const reader = await open({ name: 'home/front-door', port: pty.path, baudRate: 9600, format })
  return {
    ...{ pty, reader },
    async [Symbol.asyncDispose]() {
      await reader[Symbol.asyncDispose]()
      await pty[Symbol.asyncDispose]()
    },
  }
}

async function aSlot({ name, port }: Slot, open: OpenPcsc) {
  const reader = await open({ name, reader: name })
  const heard = new HeardEvents(reader)
  const tap = async (uid: string): Promise<number> => {
    await using card = new VirtualCard({ port, uid })
    await card.insert()
    const lost = await heard.lostOf([uid])
    await card.remove()
    if (lost === 0) await heard.expect('removed')
    return lost
  }
  return { reader, heard, tap }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0)
}

async function repeated(
  count: number,
  atOnce: number,
  lostOf: (tags: readonly string[]) => Promise<number>,
): Promise<Endured> {
  const memory: Memory[] = []
  let [lost, tookMs] = [0, 0]
  for (let first = 0; first < count; first += atOnce) {
    const last = Math.min(first + atOnce, count)
    const startMs = performance.now()
    lost += await lostOf(Array.from({ length: last - first }, (_, index) => nthLine(first + index)))
    tookMs += performance.now() - startMs
    if (Math.floor((last * SAMPLES) / count) > memory.length)
      memory.push({ heldBytes: heldBytes(), rssBytes: process.memoryUsage.rss() })
  }
  return { tookMs, lost, memory }
}
