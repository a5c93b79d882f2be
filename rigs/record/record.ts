import { RigError } from '../../sim/domain/errors.ts'
import type { RigClient } from '../control/client-face.ts'
import type { Beginning } from './scenario-file.ts'
import { type Presentation, Session } from './session.ts'

/** A door has decided by then, or its Miniserver is gone. */
const DECIDED_MS = 2000

export interface RecordOptions {
  /** Ends it. */
  readonly ended: AbortSignal
  /** Listens by now: what is done from here on is recorded. */
  readonly onReady: () => void
  /** Hears of each presentation when it is decided. */
  readonly onDecided: (presentation: Presentation) => void
}

/** What was recorded, and whether the rig has gone while it was. */
export interface Recorded {
  readonly began: Beginning
  readonly presentations: readonly Presentation[]
  readonly isRigGone: boolean
}

/** Records what is held to the readers of a rig, until it is told to end or the rig goes. Throws NO_RIG where there is none. */
export async function record({ call, readings, events }: RigClient, options: RecordOptions): Promise<Recorded> {
  const allDecided = new AbortController()
  const session = new Session((presentation) => {
    options.onDecided(presentation)
    if (options.ended.aborted && !session.isUndecided) allDecided.abort()
  })
  const stopping = new AbortController()
  const [read, seen] = await Promise.all([readings(stopping.signal), events(stopping.signal)])
  const began = beginningOf((await call('time-show', {})).clocks)
  options.onReady()
  const heard = Promise.all([each(read, (reading) => session.read(reading)), each(seen, (one) => session.see(one))])
  const gone = heard.then(() => 'gone' as const, keptOf)
  const end = await Promise.race([aborted(options.ended), gone])
  if (end !== 'gone') await caughtUp(call)
  if (end !== 'gone' && session.isUndecided)
    await Promise.race([aborted(allDecided.signal), aborted(AbortSignal.timeout(DECIDED_MS)), gone])
  stopping.abort()
  await gone
  return { began, presentations: session.presentations, isRigGone: end === 'gone' }
}

async function each<T>(items: AsyncIterable<T>, take: (item: T) => void): Promise<void> {
  for await (const item of items) take(item)
}

/** What was held to a reader before somebody ended it may still be on its way here, and is when the rig has answered once and again. */
async function caughtUp(call: RigClient['call']): Promise<void> {
  for (let round = 0; round < 2; round++) await call('time-show', {}).catch(keptOf)
}

/** What was recorded until the rig went is kept. */
function keptOf(error: unknown): 'gone' {
  if (error instanceof RigError) return 'gone'
  throw error
}

function aborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }))
}

function beginningOf(clocks: readonly { site: string; utc: string; monotonicMs: number }[]): Beginning {
  return {
    monotonicMs: clocks[0]?.monotonicMs ?? 0,
    wallMs: Object.fromEntries(clocks.map(({ site, utc }) => [site, Date.parse(utc)])),
  }
}
