import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises'

/** A reader's thread that has told how the reader is needs less than this until it waits for it again, also on a busy machine. */
const WAITS_AGAIN_MS = 200

/** Resolves when a reader's thread waits again, which told at `toldMs`, by `performance.now()`, how the reader is. */
export async function threadWaits(toldMs: number): Promise<void> {
  await delay(Math.max(0, toldMs + WAITS_AGAIN_MS - performance.now()))
}

/** What a reader's thread does at once, unless the daemon hangs. */
const THREAD_MS = 2000

/** Resolves when a reader's thread has done what is waited for; after two seconds in any case. */
export async function threadDone(done: Promise<void>): Promise<void> {
  const deadline = new AbortController()
  await Promise.race([done, delay(THREAD_MS, undefined, { signal: deadline.signal }).catch(() => {})])
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
