import { once } from 'node:events'
import { RigError } from '../../sim/domain/errors.ts'
import { type PcscWish, wishText } from './pcsc-choice.ts'
import { PcscConnection } from './pcsc-connection.ts'
import { pcscdOfThisMachine } from './pcsc-daemon.ts'
import { loadNfcPcsc } from './pcsc-library.ts'
import { PcscReader, type PcscReaderOptions } from './pcsc-reader.ts'
import type { PcscSystem } from './pcsc-session.ts'

/** Long enough for a daemon that has just started to find what is plugged in. */
const LISTING_MS = 1500

const NAMES_SHOWN_MAX = 8

/**
 * Opens a PC/SC reader as a source of tags, by the UID of the card on it.
 *
 * A card that lies there already is presented; so is one that lies there when the reader returns. When the reader is
 * unplugged or the daemon dies, the reader says `lost`, and `found` when a reader of that name is there again.
 *
 * @param system what stands under it; tests put a library of their own here
 * @throws RigError `READER_ABSENT` when nfc-pcsc, its addon, the daemon or such a reader is not there; the message says
 *   which, and the command that mends it or the readers there are; `USAGE` when several fit, with what to write for each
 */
export async function openPcsc(options: PcscReaderOptions, system = pcscOfThisMachine()): Promise<PcscReader> {
  const connection = new PcscConnection(system)
  const reader = new PcscReader(options, connection)
  try {
    if (!(await reader.open(LISTING_MS))) throw noSuchReader(options, [...connection.readers.keys()])
    return reader
  } catch (error) {
    await reader[Symbol.asyncDispose]()
    throw error
  }
}

/**
 * The names of the PC/SC readers on this machine, sorted.
 *
 * @throws RigError `READER_ABSENT` when nfc-pcsc, its addon or the daemon is not there
 */
export async function listPcscReaders(system = pcscOfThisMachine()): Promise<string[]> {
  const connection = new PcscConnection(system)
  try {
    await connection.open()
    // All readers of a daemon come at once; that there are none is said by nobody.
    await Promise.race([connection.happenings().next(), once(AbortSignal.timeout(LISTING_MS), 'abort')])
    return [...connection.readers.keys()].toSorted()
  } finally {
    await connection[Symbol.asyncDispose]()
  }
}

function pcscOfThisMachine(): PcscSystem {
  return { library: loadNfcPcsc(), daemon: pcscdOfThisMachine() }
}

function noSuchReader(wish: PcscWish, names: readonly string[]): RigError {
  const looked = `There is no PC/SC reader ${wishText(wish)}`.trimEnd()
  const shown = names.toSorted().slice(0, NAMES_SHOWN_MAX)
  const there = shown.length === 0 ? 'Plug one in; pcscd has none.' : `There are: ${shown.join(', ')}.`
  return new RigError('READER_ABSENT', `${looked}. ${there}`)
}
