import type { Taken } from './run.ts'

/** What became of the step during which a run was interrupted: nobody knows. */
const BROKEN_OFF: Taken = { outcome: 'interrupted', answer: null }

/** Whether somebody ended the run. Signals are heard between two turns of the event loop, and virtual time needs none: it gets one. */
export async function isInterrupted(signal: AbortSignal | undefined): Promise<boolean> {
  if (signal === undefined) return false
  await new Promise((resolve) => setImmediate(resolve))
  return signal.aborted
}

/** What a step came to; at an interruption nothing is waited for any more. */
export async function unlessInterrupted(taking: Promise<Taken>, signal: AbortSignal | undefined): Promise<Taken> {
  if (signal === undefined) return taking
  const heard = new AbortController()
  const broken = new Promise<Taken>((resolve) => {
    signal.addEventListener('abort', () => resolve(BROKEN_OFF), { once: true, signal: heard.signal })
  })
  try {
    return await Promise.race([taking, broken])
  } finally {
    heard.abort()
  }
}
