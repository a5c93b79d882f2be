import { RigError } from '../../sim/domain/errors.ts'
import { handlesClosed, outsideOfCallbacks } from './pcsc-addon.ts'
import type { PcscDaemon } from './pcsc-daemon.ts'
import type { SayHappening } from './pcsc-happening.ts'
import { type Nfc, type NfcLibrary, type NfcLogger, type NfcReader, reasonOf } from './pcsc-library.ts'
import { ReaderLife } from './pcsc-reader-life.ts'

/** What stands under every client of the daemon. */
export interface PcscSystem {
  readonly library: NfcLibrary
  readonly daemon: PcscDaemon
}

/**
 * Starts a client of the PC/SC daemon.
 *
 * @throws RigError `READER_ABSENT` when no daemon answers, or it refuses us
 */
export async function openSession({ library, daemon }: PcscSystem, say: SayHappening): Promise<PcscSession> {
  if (!(await daemon.answers())) throw absent(daemon, 'Nobody answers', 'sudo apt-get install pcscd && sudo pcscd')
  try {
    return new PcscSession(library, say)
  } catch (cause) {
    throw absent(daemon, `The daemon refuses us (${reasonOf(cause)})`, 'sudo pcscd', cause)
  }
}

/** One client of the PC/SC daemon, from its start to the daemon's end or ours. */
export class PcscSession {
  /** Those that are there now, by name. */
  readonly readers = new Map<string, NfcReader>()
  hadReaders = false
  readonly #nfc: Nfc
  readonly #unclosed = new Map<NfcReader, ReaderLife>()
  #daemon: 'alive' | 'dead' = 'alive'

  constructor(library: NfcLibrary, tell: SayHappening) {
    const say: SayHappening = (happening) => {
      if (happening.type === 'broken') this.#daemon = 'dead'
      tell(happening)
    }
    this.#nfc = new library.NFC(connectErrorsTo((cause) => say({ type: 'unreadable', cause })))
    this.#nfc.on('error', (cause) => say({ type: 'broken', cause }))
    this.#nfc.on('reader', (reader) => this.#add(reader, say))
  }

  /** Has the cards of one of its readers read from now on; those on others are left alone. */
  take(name: string): NfcReader | undefined {
    const reader = this.readers.get(name)
    if (reader !== undefined) this.#unclosed.get(reader)?.take()
    return reader
  }

  /**
   * Ends the client's threads; without it the process never ends. They say `error` once more (`Command cancelled`), which
   * whoever is told has to ignore.
   */
  async close(): Promise<void> {
    await Promise.all([...this.#unclosed.values()].map((life) => life.close(this.#daemon)))
    await outsideOfCallbacks()
    this.#nfc.close()
    await handlesClosed()
    this.#unclosed.clear()
    this.readers.clear()
  }

  #add(reader: NfcReader, say: SayHappening): void {
    this.hadReaders = true
    this.readers.set(reader.name, reader)
    reader.once('end', () => {
      this.readers.delete(reader.name)
      void life.close().then(() => this.#unclosed.delete(reader))
    })
    const life = new ReaderLife(reader, say)
    this.#unclosed.set(reader, life)
    say({ type: 'appeared', reader })
  }
}

function absent(daemon: PcscDaemon, why: string, mend: string, cause?: unknown): RigError {
  return new RigError('READER_ABSENT', `${why} at ${daemon.address}. Start the PC/SC daemon with: ${mend}`, { cause })
}

/** The library tells its logger, and nobody else, that it could not connect to a card. */
function connectErrorsTo(tell: (cause: Error) => void): NfcLogger {
  const ignore = (): void => {}
  const error = (...parts: unknown[]): void => {
    for (const part of parts) if (part instanceof Error && part.name === 'ConnectError') tell(part)
  }
  return { log: ignore, debug: ignore, info: ignore, warn: ignore, error }
}
