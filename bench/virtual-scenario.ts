import { existsSync } from 'node:fs'
import type { Benchmark } from './benchmark.ts'
import { ROOT } from './dist.ts'
import { fromBundle } from './modules.ts'
import { percentile } from './statistics.ts'
import { heapLoopMs } from './virtual/heap-loop.ts'

const SCENARIO = `${ROOT}test/scenarios/first-lab.yaml`
const ROUNDS = 9
const RUNS_A_ROUND = 5
const MILLISECONDS_MAX = 1_000

/** The first lab's whole scenario: join, share, grant, save, and taps on both sides of two changes of the clocks. */
export const virtualScenario: Benchmark = {
  name: 'virtual-scenario',
  async measure({ tell }) {
    if (!existsSync(SCENARIO)) return { missing: `${SCENARIO} is not there` }
    const { loadScenario } = await fromBundle<typeof import('../rigs/scenario/read.ts')>('rigs/scenario/read.ts')
    const { runScenario } = await fromBundle<typeof import('../rigs/scenario/run.ts')>('rigs/scenario/run.ts')
    const scenario = loadScenario(SCENARIO)
    const run = async (): Promise<{ readonly tookMs: number; readonly records: number }> => {
      const startMs = performance.now()
      const { verdict, records } = await runScenario(scenario, { lane: 'virtual', seed: 1 })
      if (verdict !== 'pass') throw new Error(`the scenario ended with ${verdict}`)
      return { tookMs: performance.now() - startMs, records: records.length }
    }
    const { records } = await run()
    const ours: number[] = []
    const peer: number[] = []
    const peerAgain: number[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      const runs: number[] = []
      while (runs.length < RUNS_A_ROUND) runs.push((await run()).tookMs)
      ours.push(percentile(runs, 0.5))
      peer.push(heapLoopMs(records))
      peerAgain.push(heapLoopMs(records))
    }
    return [
      {
        name: 'virtual-scenario',
        unit: 'ms',
        about: 'the first lab (test/scenarios/first-lab.yaml) on the virtual lane, from opening the rig to its verdict',
        ours,
        peer,
        peerAgain,
        peerName: 'a bare heap-and-map loop of as many events as the trace has records',
        rows: [
          {
            section: '2',
            work: 'heap + Map routing, 32 nodes (timer + message events counted)',
            convert: (perSecond) => (1_000 * records) / perSecond,
          },
        ],
        limit: { oursMax: MILLISECONDS_MAX },
        notes: [`${records} records in its trace`],
      },
    ]
  },
}
