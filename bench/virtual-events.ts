import type { Benchmark } from './benchmark.ts'
import { RIG_FILE } from './dist.ts'
import { fromBundle } from './modules.ts'
import { runHeapLoop } from './virtual/heap-loop.ts'

const ROUNDS = 9
const TAPS_A_DAY = 1_000
const DAY_MS = 86_400_000

/** `blue-card` of the rig file: Anna@Office, who may enter at Home. */
const TAG = { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' } as const

/** A day of the two-site office in virtual time: 1,000 taps, the heartbeats of all devices and of the Trust. */
export const virtualEvents: Benchmark = {
  name: 'virtual-events',
  async measure({ tell }) {
    const day = await openDay()
    await day()
    const ours: number[] = []
    const peer: number[] = []
    const peerAgain: number[] = []
    let events = 0
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      const done = await day()
      events = done.events
      ours.push((1_000 * done.events) / done.tookMs)
      peer.push(heapLoopRate(events))
      peerAgain.push(heapLoopRate(events))
    }
    return [
      {
        name: 'virtual-events',
        unit: 'events/s',
        about: 'a day of the two-site office on the virtual lane: 1,000 taps with all that follows, and all heartbeats',
        ours,
        peer,
        peerAgain,
        peerName: 'a bare heap-and-map loop of as many events, plain objects, nothing decided, sealed or recorded',
        rows: [{ section: '2', work: 'heap + Map routing, 32 nodes (timer + message events counted)' }],
        limit: undefined,
        notes: [`${events} events a round`],
      },
    ]
  },
}

/** The loop is over sooner than a clock can tell well: many times over. */
function heapLoopRate(events: number): number {
  const times = Math.ceil(1_000_000 / events)
  return (1_000 * events * times) / runHeapLoop(events * times, { nodes: 32, periodMs: 1_000 })
}

async function openDay(): Promise<() => Promise<{ readonly events: number; readonly tookMs: number }>> {
  const { openVirtualRig } = await fromBundle<typeof import('../rigs/open.ts')>('rigs/open.ts')
  const { loadRigFile } = await fromBundle<typeof import('../rigs/rig-file/read.ts')>('rigs/rig-file/read.ts')
  const { credentialText } = await fromBundle<typeof import('../sim/domain/sealed-credential.ts')>(
    'sim/domain/sealed-credential.ts',
  )
  const { estate } = await openVirtualRig(loadRigFile(RIG_FILE), {
    seed: 1,
    startWallMs: Date.UTC(2026, 0, 5),
    trusts: true,
  })
  return async () => {
    const before = estate.world.events
    const startMs = performance.now()
    for (let tap = 0; tap < TAPS_A_DAY; tap++) {
      estate.command('home', 'front-door', (id) => ({
        name: 'tap',
        data: { sealed: estate.seal('home', 'front-door', credentialText(id, TAG)), source: 'simulated' },
      }))
      await estate.clock.advance(DAY_MS / TAPS_A_DAY)
    }
    return { events: estate.world.events - before, tookMs: performance.now() - startMs }
  }
}
