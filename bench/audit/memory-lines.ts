import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { BenchmarkOptions, Line } from '../benchmark.ts'
import type { IntervalName } from './campus.ts'

const ROUNDS = 3
/** Flat: what a year's process has at its peak, beside a week's. */
const PEAK_RATIO_MAX = 1.25

/** What an audit of a year takes beside one of a week: as the peak of a process that also writes it as JSON, and held. */
export async function memoryLines(tell: BenchmarkOptions['tell']): Promise<Line[]> {
  return [
    {
      ...(await sidesOf('peak', tell)),
      name: 'audit memory',
      about: 'the peak of a process that audits a year of 1,000 users × 100 doors and writes all of it as JSON',
      limit: { ratioMax: PEAK_RATIO_MAX },
    },
    {
      ...(await sidesOf('held', tell)),
      name: 'audit heap',
      about: 'what the audit of that year takes as long as it is held, after a collection',
      limit: undefined,
    },
  ]
}

async function sidesOf(kind: string, tell: BenchmarkOptions['tell']): Promise<Omit<Line, 'name' | 'about' | 'limit'>> {
  const [ours, peer, peerAgain] = [[] as number[], [] as number[], [] as number[]]
  for (let round = 1; round <= ROUNDS; round++) {
    tell(`weighing (${kind}), round ${round} of ${ROUNDS}`)
    ours.push(await weighed(kind, 'year'))
    peer.push(await weighed(kind, 'week'))
    peerAgain.push(await weighed(kind, 'week'))
  }
  return { ...{ ours, peer, peerAgain, unit: 'MiB' }, peerName: 'the same of a week', rows: [], notes: [] }
}

const PROGRAM = fileURLToPath(new URL('memory.ts', import.meta.url))

async function weighed(kind: string, interval: IntervalName): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', PROGRAM, kind, interval])
  return Number(stdout)
}
