import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import type { Scenario } from '../rigs/scenario/scenario.ts'
import type { Benchmark, Line } from './benchmark.ts'
import { ROOT } from './dist.ts'
import { fromBundle } from './modules.ts'
import { percentile } from './statistics.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { heapLoopMs } from './virtual/heap-loop.ts'

const ROUNDS = 5
const LOXRIG = `${ROOT}dist/rigs/cli/main.js`
const FIRST_LAB = `${ROOT}test/scenarios/first-lab.yaml`
const CATALOGUE = `${ROOT}test/scenarios/catalogue`
const MILLISECONDS_MAX = 1_000

/** One scenario from command to verdict, and all of the catalogue that can run, in one process on the virtual lane. */
export const scenarios: Benchmark = {
  name: 'scenarios',
  async measure({ tell }) {
    const catalogue = await openCatalogue()
    await catalogue()
    const command: Sides = { ours: [], peer: [], peerAgain: [] }
    const all: Sides = { ours: [], peer: [], peerAgain: [] }
    let last = await catalogue()
    await using folder = await temporaryFolder()
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      command.ours.push(processMs([LOXRIG, 'run', FIRST_LAB], folder.path))
      command.peer.push(processMs(['--eval', ''], folder.path))
      command.peerAgain.push(processMs(['--eval', ''], folder.path))
      last = await catalogue()
      all.ours.push(last.tookMs)
      all.peer.push(heapLoopMs(last.records))
      all.peerAgain.push(heapLoopMs(last.records))
    }
    return [commandLine(command), catalogueLine(all, last), stepsLine(all, last)]
  },
}

type Sides = Record<'ours' | 'peer' | 'peerAgain', number[]>

interface Catalogue {
  readonly tookMs: number
  readonly steps: number
  readonly records: number
  /** What each scenario took, slowest first. */
  readonly each: readonly { readonly title: string; readonly tookMs: number }[]
}

async function openCatalogue(): Promise<() => Promise<Catalogue>> {
  const { readScenario } = await fromBundle<typeof import('../rigs/scenario/read.ts')>('rigs/scenario/read.ts')
  const { runScenario } = await fromBundle<typeof import('../rigs/scenario/run.ts')>('rigs/scenario/run.ts')
  const files = readdirSync(CATALOGUE).sort()
  const runnable = files.flatMap((file): readonly Scenario[] => readScenario(`${CATALOGUE}/${file}`).scenarios)
  return async () => {
    const each: { title: string; tookMs: number }[] = []
    let [steps, records] = [0, 0]
    for (const scenario of runnable) {
      const startMs = performance.now()
      const run = await runScenario(scenario, { lane: 'virtual', seed: 1 })
      if (run.verdict !== 'pass') throw new Error(`${scenario.path} ended with ${run.verdict}`)
      each.push({ title: scenario.title, tookMs: performance.now() - startMs })
      steps += run.steps.length
      records += run.records.length
    }
    const tookMs = each.reduce((sum, one) => sum + one.tookMs, 0)
    return { tookMs, steps, records, each: each.sort((a, b) => b.tookMs - a.tookMs) }
  }
}

/** A whole process of Node, from its start to its end. Throws where it fails. */
function processMs(args: readonly string[], cwd: string): number {
  const startMs = performance.now()
  execFileSync(process.execPath, args, { cwd, stdio: 'ignore' })
  return performance.now() - startMs
}

function commandLine(sides: Sides): Line {
  return {
    ...{ name: 'scenario-command', unit: 'ms', ...sides },
    about: '`loxrig run test/scenarios/first-lab.yaml`, from the start of its process to its end',
    peerName: 'a process of Node that does nothing',
    rows: [],
    limit: { oursMax: MILLISECONDS_MAX },
    notes: [],
  }
}

function catalogueLine(sides: Sides, { each, records }: Catalogue): Line {
  const times = each.map(({ tookMs }) => tookMs)
  const [slowest] = each
  return {
    ...{ name: 'catalogue', unit: 'ms', ...sides },
    ...heapLoop(records),
    about: `the ${each.length} scenarios of the catalogue that can run, one after the other in one process on the virtual lane`,
    limit: undefined,
    notes: [
      `${percentile(times, 0.5).toFixed(0)} ms a scenario, the slowest ${slowest?.tookMs.toFixed(0)} ms (${slowest?.title})`,
    ],
  }
}

function stepsLine({ ours, peer, peerAgain }: Sides, { steps, records }: Catalogue): Line {
  const rate = (tookMs: number): number => (1_000 * steps) / tookMs
  return {
    ...{ name: 'catalogue-steps', unit: 'steps/s' },
    ...{ ours: ours.map(rate), peer: peer.map(rate), peerAgain: peerAgain.map(rate) },
    ...heapLoop(records),
    rows: [],
    about: 'the same runs, by steps',
    limit: undefined,
    notes: [`${steps} steps, ${records} records in their traces`],
  }
}

function heapLoop(records: number): Pick<Line, 'peerName' | 'rows'> {
  return {
    peerName: 'a bare heap-and-map loop of as many events as the traces have records',
    rows: [
      {
        section: '2',
        work: 'heap + Map routing, 32 nodes (timer + message events counted)',
        convert: (perSecond) => (1_000 * records) / perSecond,
      },
    ],
  }
}
