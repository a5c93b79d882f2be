import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Line } from './benchmark.ts'
import { openBareLink } from './ring/bare-link.ts'
import { openHouse } from './ring/house.ts'
import { percentile } from './statistics.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { planIn } from './trust/plan.ts'

const ROUNDS = 9
const BLOCKS_A_ROUND = 5
const RINGS_A_BLOCK = 20
const WARM_UP_RINGS = 200
const PAUSE_MS = 1

type Ring = () => Promise<number>
type Sides<Value> = Readonly<Record<'ours' | 'peer' | 'peerAgain', Value>>
const SIDES = ['ours', 'peer', 'peerAgain'] as const

/** From the bell output at the host of an Intercom until the bell of its member is on. */
export const ringToBell: Benchmark = {
  name: 'ring-to-bell',
  async measure({ tell }) {
    await using folder = await temporaryFolder()
    await using house = await openHouse(folder.path)
    const { plan } = await planIn(folder.path, { members: 1, users: 1 })
    await using link = await openBareLink(plan)
    await using linkAgain = await openBareLink(plan)
    const rings: Sides<Ring> = { ours: house.ring, peer: link.roundTrip, peerAgain: linkAgain.roundTrip }
    for (const side of SIDES) await several(rings[side], WARM_UP_RINGS)

    const rounds = { ours: [] as number[][], peer: [] as number[][], peerAgain: [] as number[][] }
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      const taken = await takeRound(rings, round)
      for (const side of SIDES) rounds[side].push(taken[side])
    }
    return [lineOf(0.5, 2, rounds), lineOf(0.99, 3, rounds)]
  },
}

/** In blocks by turns, each side first in its turn, so that the machine's moods are shared. */
async function takeRound(rings: Sides<Ring>, round: number): Promise<Sides<number[]>> {
  const taken: Sides<number[]> = { ours: [], peer: [], peerAgain: [] }
  for (let block = 0; block < BLOCKS_A_ROUND; block++) {
    for (let turn = 0; turn < SIDES.length; turn++) {
      const side = SIDES[(round + block + turn) % SIDES.length] ?? 'ours'
      taken[side].push(...(await several(rings[side], RINGS_A_BLOCK)))
    }
  }
  return taken
}

async function several(ring: Ring, count: number): Promise<number[]> {
  const taken: number[] = []
  while (taken.length < count) {
    taken.push(await ring())
    await pause(PAUSE_MS)
  }
  return taken
}

function lineOf(share: 0.5 | 0.99, ratioMax: number, rounds: Sides<readonly number[][]>): Line {
  const name = `p${share * 100}`
  const each = (values: readonly number[][]): number[] => values.map((round) => percentile(round, share))
  return {
    name: `ring-to-bell ${name}`,
    unit: 'µs',
    about: `an Intercom shared in a Trust: from the bell output at the host until the bell of the member is on, over live TLS, ${name}`,
    ...{ ours: each(rounds.ours), peer: each(rounds.peer), peerAgain: each(rounds.peerAgain) },
    peerName:
      "the bare link's round trip: a kilobyte over such a connection and its acknowledgement, nothing made of it",
    rows: [],
    limit: { ratioMax },
    notes: [`all in one process; ${BLOCKS_A_ROUND * RINGS_A_BLOCK} rings a round, each rejected before the next`],
  }
}
