import { openPcsc } from '../../rigs/attachments/pcsc.ts'
import { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import type { Reader, ReaderEvent } from '../../sim/ports/reader.ts'
import { aPty, type Pty } from './a-pty.ts'
import type { PrivatePcscd } from './vpcd/private-pcscd.ts'
import { VirtualCard } from './vpcd/virtual-card.ts'

/** What many repetitions came to. They throw where anything was lost, came twice or in another order. */
export interface Endured {
  readonly tookMs: number
  /** Memory of this process, in bytes, at the end of each twentieth. */
  readonly rssBytes: readonly number[]
}

/** How long it took until a reader was back, each time: in all, and of that until what is below it was there. */
export interface CameBack {
  readonly ms: readonly number[]
  readonly belowMs: readonly number[]
}

/** Fewer than a reader queues. */
const LINES_AT_ONCE = 32
const SAMPLES = 20
/** vpcd has one virtual reader in a process, of two slots. */
const SLOTS = ['Virtual PCD 00 00', 'Virtual PCD 00 01'] as const

/** A reader of lines on a pseudo-terminal, for taps and hang-ups. */
export async function aLineReader(): Promise<AsyncDisposable & { readonly pty: Pty; readonly reader: Reader }> {
  const pty = await aPty()
  const format = { encoding: 'hex', credential: 'tag' } as const
  const reader = await openLineReader({ name: 'home/front-door', port: pty.path, baudRate: 9600, format })
  return {
    pty,
    reader,
    async [Symbol.asyncDispose]() {
      await reader[Symbol.asyncDispose]()
      await pty[Symbol.asyncDispose]()
    },
  }
}

/** The line of a reader for the nth tap, and the tag that it means. */
export function nthLine(n: number): string {
  return n.toString(16).toUpperCase().padStart(8, '0')
}

/** So many taps on a pseudo-terminal, each of another tag. */
export async function tapsOnPty(count: number): Promise<Endured> {
  await using line = await aLineReader()
  const events = line.reader.events()[Symbol.asyncIterator]()
  return await repeated(count, LINES_AT_ONCE, async (first, last) => {
    for (let n = first; n < last; n++) line.pty.say(`${nthLine(n)}\r\n`)
    for (let n = first; n < last; n++) expectTag((await events.next()).value, nthLine(n))
  })
}

/** So many taps at all slots of a pcscd by turns, each a card that is laid on, read, and taken off. */
export async function tapsOnPcscd(count: number, daemon: PrivatePcscd): Promise<Endured> {
  const slots = await Promise.all(daemon.ports.map((port, index) => aSlot(port, SLOTS[index] ?? '')))
  try {
    return await repeated(count, slots.length, async (first, last) => {
      await Promise.all(slots.slice(0, last - first).map((slot, index) => slot.tap(nthLine(first + index))))
    })
  } finally {
    for (const slot of slots) await slot.reader[Symbol.asyncDispose]()
  }
}

/** The daemon is killed and started again so often; each time the reader must be lost, found, and read a card. */
export async function daemonRestarts(count: number, daemon: PrivatePcscd): Promise<CameBack> {
  const { reader, tap, next } = await aSlot(daemon.ports[0], SLOTS[0])
  const back = { ms: [] as number[], belowMs: [] as number[] }
  try {
    for (let n = 0; n < count; n++) {
      await daemon.stop(n % 2 === 0 ? 'SIGKILL' : 'SIGTERM')
      expectType(await next(), 'lost')
      const startMs = performance.now()
      await daemon.start()
      back.belowMs.push(performance.now() - startMs)
      expectType(await next(), 'found')
      back.ms.push(performance.now() - startMs)
      await tap(nthLine(n))
    }
  } finally {
    await reader[Symbol.asyncDispose]()
  }
  return back
}

/** The pseudo-terminal hangs up and is put back so often; each time the reader must be lost, found, and read a line. */
export async function hangUps(count: number): Promise<CameBack> {
  await using line = await aLineReader()
  const events = line.reader.events()[Symbol.asyncIterator]()
  const next = async (): Promise<ReaderEvent | undefined> => (await events.next()).value ?? undefined
  const back = { ms: [] as number[], belowMs: [] as number[] }
  for (let n = 0; n < count; n++) {
    await line.pty.unplug()
    expectType(await next(), 'lost')
    const startMs = performance.now()
    await line.pty.plug()
    back.belowMs.push(performance.now() - startMs)
    expectType(await next(), 'found')
    back.ms.push(performance.now() - startMs)
    line.pty.say(`${nthLine(n)}\r\n`)
    expectTag(await next(), nthLine(n))
  }
  return back
}

async function aSlot(port: number, name: string) {
  const reader = await openPcsc({ name, reader: name })
  const events = reader.events()[Symbol.asyncIterator]()
  const next = async (): Promise<ReaderEvent | undefined> => (await events.next()).value ?? undefined
  const tap = async (uid: string): Promise<void> => {
    await using card = new VirtualCard({ port, uid })
    await card.insert()
    expectTag(await next(), uid)
    await card.remove()
    expectType(await next(), 'removed')
  }
  return { reader, next, tap }
}

async function repeated(
  count: number,
  atOnce: number,
  act: (first: number, last: number) => Promise<void>,
): Promise<Endured> {
  const startMs = performance.now()
  const rssBytes: number[] = []
  for (let first = 0; first < count; first += atOnce) {
    const last = Math.min(first + atOnce, count)
    await act(first, last)
    if (Math.floor((last * SAMPLES) / count) > rssBytes.length) rssBytes.push(process.memoryUsage.rss())
  }
  return { tookMs: performance.now() - startMs, rssBytes }
}

function expectTag(event: ReaderEvent | undefined, uid: string): void {
  const id = uid.match(/../g)?.join(' ')
  if (event?.type !== 'presented' || event.credential.id !== id) {
    throw new Error(`a tap was lost: ${JSON.stringify(event)} came instead of tag ${id}`)
  }
}

function expectType(event: ReaderEvent | undefined, type: ReaderEvent['type']): void {
  if (event?.type !== type) throw new Error(`${JSON.stringify(event)} came instead of ${type}`)
}
