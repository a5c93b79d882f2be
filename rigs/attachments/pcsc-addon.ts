import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises'
import type { NfcReader } from './pcsc-library.ts'

/** A reader's thread says its first status at once, unless the daemon hangs. */
const START_MS = 2000

/**
 * Resolves when a reader's thread has said its first status, or has ended; after two seconds in any case.
 *
 * `@pokusew/pcsclite` 0.6.0 forgets a thread that is closed before, and the process never ends.
 */
export async function threadStarted(reader: NfcReader): Promise<void> {
  const deadline = new AbortController()
  await Promise.race([
    new Promise<void>((resolve) => {
      reader.reader.once('status', () => resolve())
      reader.once('end', () => resolve())
    }),
    delay(START_MS, undefined, { signal: deadline.signal }).catch(() => {}),
  ])
  deadline.abort()
}

/**
 * Resolves when no callback of the addon runs. Closing a reader needs this.
 *
 * The addon holds a reader's lock while it calls back, also while the promise continuations of that callback run, and
 * `close` wants that lock: called from there it would wait for itself.
 */
export async function outsideOfCallbacks(): Promise<void> {
  await turn()
}

/** Resolves when the handles of what was closed are gone: they point to its objects without keeping them alive. */
export async function handlesClosed(): Promise<void> {
  await turn()
  await turn()
}
