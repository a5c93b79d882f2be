import { RigError } from '../../sim/domain/errors.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { EventQueue } from '../attachments/event-queue.ts'
import type { Estate } from '../estate.ts'

/** How many wait for a reader of a stream before it is given up. */
const WAITING_MAX = 10_000

/**
 * The messages on the bus from now on, until `signal` is aborted or iteration is left. Throws DEADLINE, after what was still
 * kept, where more than `WAITING_MAX` wait.
 */
export function eventStream(estate: Estate, signal: AbortSignal): AsyncIterable<BusMessage> {
  return streamOf((see) => estate.observe(see), signal)
}

/** All that is observed from now on: as `eventStream`, of anything. */
export function streamOf<T extends object>(
  observe: (see: (each: T) => void) => () => void,
  signal: AbortSignal,
): AsyncIterable<T> {
  const queue = new EventQueue<T>({ capacity: WAITING_MAX })
  let missed = false
  const end = (): void => {
    unobserve()
    queue.close()
  }
  const unobserve = observe((each) => {
    if (queue.push(each)) return
    missed = true
    end()
  })
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return drain()

  async function* drain(): AsyncGenerator<T> {
    try {
      yield* queue
    } finally {
      signal.removeEventListener('abort', end)
      end()
    }
    if (missed) throw new RigError('DEADLINE', `more than ${WAITING_MAX} events wait to be read; the stream ends here`)
  }
}
