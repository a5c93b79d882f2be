import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { RigError } from '../../sim/domain/errors.ts'

/** What we use of nfc-pcsc 0.8.1, which has no types of its own. Emitting an `error` nobody listens to throws. */
export interface NfcLibrary {
  readonly NFC: new (logger: NfcLogger) => Nfc
}

/** One client of the PC/SC daemon. Dies with the daemon: says `error` once and is of no more use. */
export interface Nfc extends EventEmitter<{ reader: [NfcReader]; error: [Error] }> {
  close(): void
}

/** What lies on a reader, by what it answered to its reset; absent where nobody knows. */
export interface NfcCard {
  readonly atr?: Uint8Array
}

/** One reader of the daemon. Says `end` when it is unplugged, and `error` before it when the daemon died. */
export interface NfcReader extends EventEmitter<{ card: [NfcCard]; 'card.off': [object]; error: [Error]; end: [] }> {
  readonly name: string
  /** The addon's own, which says how it is before the library makes cards of it. The addon calls its `close`, too. */
  readonly reader: EventEmitter<{ status: [object] }> & { close: () => void }
  /** Whether the library reads the card itself; it knows only how to for some. */
  autoProcessing: boolean
  /** What lies there. */
  readonly card: NfcCard | null
  /** The library calls it for every card that is laid there, and says `card` when it has resolved. */
  connect: () => Promise<object>
  transmit(command: Buffer, replyLengthMax: number): Promise<Buffer>
}

/** All five are called. */
export type NfcLogger = Readonly<Record<'log' | 'debug' | 'info' | 'warn' | 'error', (...parts: unknown[]) => void>>

const PACKAGE = 'nfc-pcsc@0.8.1'

/**
 * Loads nfc-pcsc and its native addon.
 *
 * It is an optional dependency: npm leaves it out where it cannot be built, and never tries again.
 *
 * @throws RigError `READER_ABSENT` with what is missing and the command that mends it
 */
export function loadNfcPcsc(require: (name: string) => NfcLibrary = createRequire(import.meta.url)): NfcLibrary {
  try {
    return require('nfc-pcsc')
  } catch (cause) {
    throw absence(cause)
  }
}

/** Why something failed, in PC/SC's words: the library keeps them beside its own sentence, which says less. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error && 'previous' in error ? error.previous : error
  return reason instanceof Error ? reason.message : String(reason)
}

interface Absence {
  readonly recognised: RegExp
  readonly sentence: string
  readonly mend: string
}

/** From the most particular message to the most general one. */
const ABSENCES: readonly Absence[] = [
  {
    recognised: /Cannot find (module|package) '(nfc-pcsc|@pokusew\/pcsclite)'/,
    sentence: 'The package nfc-pcsc is not installed; npm leaves it out when it cannot be built.',
    mend: `sudo apt-get install pcscd libpcsclite-dev && npm install --no-save ${PACKAGE}`,
  },
  {
    recognised: /libpcsclite\.so/,
    sentence: 'The PC/SC library libpcsclite is not on this machine.',
    mend: 'sudo apt-get install libpcsclite1',
  },
  {
    recognised: /NODE_MODULE_VERSION|different Node\.js version|Module did not self-register/,
    sentence: `The native addon of nfc-pcsc was built for another Node than ${process.version}.`,
    mend: 'npm rebuild @pokusew/pcsclite',
  },
  {
    recognised: /Could not locate the bindings file/,
    sentence: 'The native addon of nfc-pcsc is not built.',
    mend: 'sudo apt-get install libpcsclite-dev && npm rebuild @pokusew/pcsclite',
  },
]

const UNKNOWN_ABSENCE: Omit<Absence, 'recognised'> = {
  sentence: 'nfc-pcsc cannot be loaded.',
  mend: `npm install --no-save ${PACKAGE} && npm rebuild @pokusew/pcsclite`,
}

function absence(cause: unknown): RigError {
  const text = String(cause)
  const { sentence, mend } = ABSENCES.find(({ recognised }) => recognised.test(text)) ?? UNKNOWN_ABSENCE
  return new RigError('READER_ABSENT', `${sentence} Mend it with: ${mend}`, { cause })
}
