import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Line } from './benchmark.ts'
import { percentile } from './statistics.ts'
import { recordScript } from './tap/script.ts'
import { type TapProcess, tapProcess } from './tap/tap-process.ts'
import { temporaryFolder } from './temporary-folder.ts'

const ROUNDS = 9
const BLOCKS_A_ROUND = 6
const TAPS_A_BLOCK = 50
const WARM_UP_TAPS = 1_000
const PAUSE_MS = 1

/** From the keypad's publish to the observer's receipt of the output state. */
export const tapToPulse: Benchmark = {
  name: 'tap-to-pulse',
  async measure({ tell }) {
    await using folder = await temporaryFolder()
    await using rig = await tapProcess('rig.ts', [folder.path])
    await taps(rig, WARM_UP_TAPS)
    const script = await recordScript(rig, join(folder.path, 'two-sites', 'store'))
    const scriptPath = join(folder.path, 'script.json')
    await writeFile(scriptPath, JSON.stringify(script))
    await using ping = await tapProcess('ping.ts', [folder.path, scriptPath])
    await using pingAgain = await tapProcess('ping.ts', [folder.path, scriptPath])
    for (const each of [rig, ping, pingAgain]) await taps(each, WARM_UP_TAPS)

    const rounds = { ours: [] as number[][], peer: [] as number[][], peerAgain: [] as number[][] }
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      const taken = await takeRound({ ours: rig, peer: ping, peerAgain: pingAgain }, round)
      for (const name of ['ours', 'peer', 'peerAgain'] as const) rounds[name].push(taken[name])
    }
    const notes = [`${script.durableBytes} bytes made durable a tap; ${BLOCKS_A_ROUND * TAPS_A_BLOCK} taps a round`]
    return [line(0.5, 1.5, rounds, notes), line(0.99, 2, rounds, notes)]
  },
}

interface Taken {
  readonly ours: number[]
  readonly peer: number[]
  readonly peerAgain: number[]
}

/** In blocks by turns, each stream first in its turn, so that the machine's moods are shared. */
async function takeRound(processes: Readonly<Record<keyof Taken, TapProcess>>, round: number): Promise<Taken> {
  const taken: Taken = { ours: [], peer: [], peerAgain: [] }
  const names = ['ours', 'peer', 'peerAgain'] as const
  for (let block = 0; block < BLOCKS_A_ROUND; block++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + block + turn) % names.length] ?? 'ours'
      taken[name].push(...(await taps(processes[name], TAPS_A_BLOCK)))
    }
  }
  return taken
}

/** One after another: the next comes when all that followed from the last is done. */
async function taps(process: TapProcess, count: number): Promise<number[]> {
  const taken: number[] = []
  while (taken.length < count) {
    taken.push(await process.tap())
    await pause(PAUSE_MS)
  }
  return taken
}

function line(
  share: 0.5 | 0.99,
  ratioMax: number,
  rounds: Readonly<Record<keyof Taken, readonly number[][]>>,
  notes: readonly string[],
): Line {
  const name = `p${share * 100}`
  const each = (values: readonly number[][]): number[] => values.map((round) => percentile(round, share))
  return {
    name: `tap-to-pulse ${name}`,
    unit: 'µs',
    about: `a tap over the live bus: from the keypad's publish to an observer's receipt of the output state, ${name}`,
    ours: each(rounds.ours),
    peer: each(rounds.peer),
    peerAgain: each(rounds.peerAgain),
    peerName: 'bare mqtt.js over the same hops of the same broker, and one fdatasync of the same bytes',
    rows: [
      { section: '3.1', work: `aedes tcp QoS 1 4 hops (tap→pulse) ${name}` },
      {
        section: '9',
        work: 'append 300 B + fdatasync, growing file, sync calls',
        convert: (perSecond) => 1_000_000 / perSecond,
      },
    ],
    limit: { ratioMax },
    notes,
  }
}
