import { once } from 'node:events'
import { RigError } from '../../sim/domain/errors.ts'
import { type Found, type FoundReader, findReaders } from './list-readers.ts'
import { openReader, type ReaderPlace, type ReaderSource, type RealReader, type SayNotice } from './open-reader.ts'
import { sourceLine } from './source-line.ts'

/** What lies on a reader when it is opened is read by then, and does not count. */
const SETTLES_MS = 500
/** Who repeats what lies there, or reads a finger twice, does so within less. */
const QUIET_MS = 500

export interface Learnt {
  readonly reader: RealReader
  readonly found: FoundReader
}

export interface LearnOptions {
  /** For how long somebody may present something. */
  readonly withinMs: number
  /** Ends it early: whoever asked has gone. */
  readonly signal: AbortSignal
  /** Whether a reader is in use: presenting something there would open another door. */
  isTaken(found: FoundReader): boolean
  readonly onNotice: SayNotice
  /** Called when what is presented counts, with the readers to which it may be. Not called where there is none. */
  onListening(readers: readonly string[]): void
  /** How an external reader writes its lines, where not as readers of lines do by default. */
  readonly lines?: SerialLines
}

type SerialSource = Extract<ReaderSource, { readonly kind: 'serial' }>
export type SerialLines = Pick<SerialSource, 'baudRate' | 'line'>

/** What stands under it; tests put readers of their own here. */
export interface LearnSystem {
  find(): Promise<readonly Found[]>
  open(place: ReaderPlace, found: FoundReader, onNotice: SayNotice): Promise<RealReader>
  /** What lies on a reader already is passed over for so long; 0: nothing is. */
  readonly settlesMs: number
  readonly quietMs: number
}

const REAL_READERS: LearnSystem = {
  find: findReaders,
  open: (place, { source }, onNotice) => openReader(place, source, onNotice),
  settlesMs: SETTLES_MS,
  quietMs: QUIET_MS,
}

/**
 * Opens every reader that could be at a place, and finds out which is meant: the one on which something is presented first. It stays
 * open; the others are closed. What was presented goes nowhere, nor does what follows until the reader was quiet for a while.
 *
 * For a keypad these are all PC/SC readers; for an iButton reader all ports on which a DS2480B answers; for an external reader all
 * ports, since whether a reader of lines is behind one shows only when it writes one that is as was said.
 *
 * @throws RigError `READER_ABSENT` where none can be opened, `DEADLINE` where nothing is presented in time, the reader is not quiet
 *   by then or is lost, or whoever asked has gone
 */
export async function learnReader(place: ReaderPlace, options: LearnOptions, system = REAL_READERS): Promise<Learnt> {
  const founds = place.credential === 'external' ? writing(await system.find(), options.lines) : await system.find()
  const open = await openCandidates(place, founds, options, system)
  const over = overAt(options)
  const first = options.signal.aborted ? undefined : await firstToRead(open, over, system.settlesMs, options)
  await Promise.all(open.filter((each) => each !== first).map(({ reader }) => reader[Symbol.asyncDispose]()))
  if (first !== undefined && (await isQuiet(first.reader, over, system.quietMs)) && !options.signal.aborted)
    return first
  await first?.reader[Symbol.asyncDispose]()
  if (open.length === 0) throw nothingToLearnFrom(place, founds)
  if (first !== undefined) throw notQuiet(place, first)
  const names = open.map(({ found }) => found.text).join(', ')
  throw new RigError('DEADLINE', `${place.name}: nothing was presented in time to any of: ${names}`)
}

/** The ports there are, as they are read when lines are spelled so. */
function writing(founds: readonly Found[], lines: SerialLines = {}): Found[] {
  const said = Object.fromEntries(Object.entries(lines).filter(([, value]) => value !== undefined))
  return founds.map((each) => ({
    ...each,
    readers: each.readers.map((reader) => {
      if (reader.source.kind !== 'serial') return reader
      const source = { ...reader.source, ...said }
      return { ...reader, source, line: sourceLine(source) }
    }),
  }))
}

/** What cannot be opened, or does not answer, is not the one. */
async function openCandidates(
  place: ReaderPlace,
  founds: readonly Found[],
  { isTaken, onNotice }: LearnOptions,
  system: LearnSystem,
): Promise<Learnt[]> {
  const candidates = founds.filter((each) => each.kind === kindFor(place)).flatMap(({ readers }) => readers)
  const opened = candidates
    .filter((found) => !isTaken(found))
    .map(async (found) => {
      try {
        return [{ found, reader: await system.open(place, found, onNotice) }]
      } catch (error) {
        if (error instanceof RigError) return []
        throw error
      }
    })
  return (await Promise.all(opened)).flat()
}

/** Resolves when nobody waits any longer. */
function overAt({ withinMs, signal }: LearnOptions): Promise<undefined> {
  // Not AbortSignal.any: Node 20 forgets a timeout to which nobody but that listens.
  return Promise.race([signal, AbortSignal.timeout(withinMs)].map(ended))
}

async function ended(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await once(signal, 'abort')
  return undefined
}

async function firstToRead(
  open: readonly Learnt[],
  over: Promise<undefined>,
  settlesMs: number,
  { onListening }: Pick<LearnOptions, 'onListening'>,
): Promise<Learnt | undefined> {
  if (open.length === 0) return undefined
  const settled = settlesMs === 0 ? AbortSignal.abort() : AbortSignal.timeout(settlesMs)
  void Promise.race([ended(settled).then(() => true), over]).then((isSettled) => {
    if (isSettled === true) onListening(open.map(({ found }) => found.text))
  })
  const reads = open.map(async (each) => {
    for await (const { type } of each.reader.events()) if (type === 'presented' && settled.aborted) return each
    return undefined
  })
  return Promise.race([...reads, over])
}

/** Reads on until nothing has come for so long, and throws that away: it would open the door. False where there is no such time. */
async function isQuiet(reader: RealReader, over: Promise<undefined>, quietMs: number): Promise<boolean> {
  const events = reader.events()[Symbol.asyncIterator]()
  try {
    for (;;) {
      const quiet = once(AbortSignal.timeout(quietMs), 'abort').then(() => 'quiet' as const)
      const what = await Promise.race([events.next(), quiet, over])
      if (what === 'quiet') return true
      if (what === undefined || what.done === true || what.value.type === 'lost') return false
    }
  } finally {
    await events.return?.()
  }
}

function kindFor({ credential }: ReaderPlace) {
  return credential === 'tag' ? 'pcsc' : 'serial'
}

const NOTHING_FREE = {
  tag: 'no PC/SC reader is free',
  ibutton: 'no 1-Wire adapter (DS2480B) answers on a free serial port',
  external: 'no serial port is free',
} as const

function notQuiet({ name }: ReaderPlace, { found }: Learnt): RigError {
  const sentence = `${found.text} was not quiet in time; take away what lies there, and learn it again`
  return new RigError('DEADLINE', `${name}: ${sentence}`)
}

function nothingToLearnFrom(place: ReaderPlace, founds: readonly Found[]): RigError {
  const kind = kindFor(place)
  const unlisted = founds.find((each) => each.kind === kind)?.unlisted
  const what = NOTHING_FREE[place.credential]
  const mend = unlisted?.mend === undefined ? '' : ` Mend it with: ${unlisted.mend}`
  const why = unlisted === undefined ? `${what}. loxrig attach list shows what is there.` : `${unlisted.why}${mend}`
  return new RigError('READER_ABSENT', `${place.name}: ${why}`)
}
