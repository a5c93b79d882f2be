import { setTimeout as elapsed } from 'node:timers/promises'
import { Exchange, NoAnswer } from './exchange.ts'
import { type Lying, NOTHING_LIES, seen } from './lying-ibuttons.ts'
import { detectDs2480b, searchBus } from './one-wire-master.ts'
import { SERIAL_PORTS } from './serial-library.ts'
import { type Conversation, type Say, SerialReader, type SerialReaderOptions } from './serial-reader.ts'
import type { SerialSession, SerialSystem } from './serial-session.ts'

/** As often as a 1-Wire Extension looks (docs/behaviour.md 3.6.7). */
const POLL_MS = 100
/** A DS2480B speaks this until it is told otherwise. */
const BAUD_RATE = 9600

/**
 * Opens an iButton reader on a serial 1-Wire adapter with a DS2480B (DS9097U and its like): several iButtons may lie on it at once.
 * What lies there already is presented.
 *
 * @throws RigError `READER_ABSENT` when there is no such port, it may not be opened, or no DS2480B answers at it
 */
export async function openOneWireReader(
  options: Omit<SerialReaderOptions, 'baudRate'>,
  system: SerialSystem = SERIAL_PORTS,
): Promise<SerialReader> {
  const reader = new SerialReader({ ...options, baudRate: BAUD_RATE }, ONE_WIRE, system)
  await reader.open()
  return reader
}

const ONE_WIRE: Conversation = {
  async greet(session: SerialSession) {
    const exchange = new Exchange(session)
    await detectDs2480b(exchange).catch((cause: unknown) => {
      const why = cause instanceof NoAnswer ? cause.message : String(cause)
      throw new Error(`no DS2480B answers at ${BAUD_RATE} baud (${why}); is it a DS9097U-class adapter?`, { cause })
    })
    return (say, signal) => poll(exchange, say, signal)
  },
}

async function poll(exchange: Exchange, say: Say, signal: AbortSignal): Promise<void> {
  let lying: Lying = NOTHING_LIES
  while (!signal.aborted) {
    const seenMs = performance.now()
    const { lying: now, arrived, departed } = seen(lying, await searchBus(exchange))
    lying = now
    for (const id of arrived) say.presented({ kind: 'ibutton', id }, seenMs)
    for (const _ of departed) say.removed()
    await elapsed(POLL_MS, undefined, { signal }).catch(() => {})
  }
}
