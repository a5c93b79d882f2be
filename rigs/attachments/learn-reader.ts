import { once } from 'node:events'
import { RigError } from '../../sim/domain/errors.ts'
import { type Found, type FoundReader, findReaders } from './list-readers.ts'
import { openReader, type ReaderPlace, type RealReader, type SayNotice } from './open-reader.ts'

/** What lies on a reader when it is opened is read by then, and does not count. */
const SETTLES_MS = 500

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
}

/** What stands under it; tests put readers of their own here. */
export interface LearnSystem {
  find(): Promise<readonly Found[]>
  open(place: ReaderPlace, found: FoundReader, onNotice: SayNotice): Promise<RealReader>
  readonly settlesMs: number
}

const REAL_READERS: LearnSystem = {
  find: findReaders,
  open: (place, { source }, onNotice) => openReader(place, source, onNotice),
  settlesMs: SETTLES_MS,
}

/**
 * Opens every reader that could be at a place, and finds out which is meant: the one on which something is presented first. It stays
 * open; the others are closed. What was presented goes nowhere.
 *
 * For a keypad these are all PC/SC readers; for an iButton reader all ports on which a DS2480B answers.
 *
 * @throws RigError `READER_ABSENT` where none can be opened, `DEADLINE` where nothing is presented in time or whoever asked has gone
 */
export async function learnReader(place: ReaderPlace, options: LearnOptions, system = REAL_READERS): Promise<Learnt> {
  const founds = await system.find()
  const open = await openCandidates(place, founds, options, system)
  const first = await firstToRead(open, options, system.settlesMs)
  await Promise.all(open.filter((each) => each !== first).map(({ reader }) => reader[Symbol.asyncDispose]()))
  if (first !== undefined && !options.signal.aborted) return first
  await first?.reader[Symbol.asyncDispose]()
  if (open.length === 0) throw nothingToLearnFrom(place, founds)
  const names = open.map(({ found }) => found.text).join(', ')
  throw new RigError('DEADLINE', `${place.name}: nothing was presented in time to any of: ${names}`)
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

async function firstToRead(
  open: readonly Learnt[],
  { withinMs, signal }: LearnOptions,
  settlesMs: number,
): Promise<Learnt | undefined> {
  if (open.length === 0 || signal.aborted) return undefined
  const settled = AbortSignal.timeout(settlesMs)
  // Not AbortSignal.any: Node 20 forgets a timeout to which nobody but that listens.
  const over = [signal, AbortSignal.timeout(withinMs)].map((each) => once(each, 'abort').then(() => undefined))
  const reads = open.map(async (each) => {
    for await (const { type } of each.reader.events()) if (type === 'presented' && settled.aborted) return each
    return undefined
  })
  return Promise.race([...reads, ...over])
}

function kindFor({ credential }: ReaderPlace) {
  return credential === 'tag' ? 'pcsc' : 'serial'
}

function nothingToLearnFrom(place: ReaderPlace, founds: readonly Found[]): RigError {
  const kind = kindFor(place)
  const unlisted = founds.find((each) => each.kind === kind)?.unlisted
  const what = kind === 'pcsc' ? 'no PC/SC reader is free' : 'no 1-Wire adapter (DS2480B) answers on a free serial port'
  const mend = unlisted?.mend === undefined ? '' : ` Mend it with: ${unlisted.mend}`
  const why = unlisted === undefined ? `${what}. loxrig attach list shows what is there.` : `${unlisted.why}${mend}`
  return new RigError('READER_ABSENT', `${place.name}: ${why}`)
}
