import type { Benchmark, Line } from './benchmark.ts'
import { percentile } from './statistics.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { type Changing, changing } from './trust/change.ts'
import { planIn } from './trust/plan.ts'

const ROUNDS = 9
const CHANGES_A_ROUND = 20
const MEMBERS = 50
const USERS = 1_000

/**
 * A bare message is acknowledged and nothing else. Ours is answered over a connection of the member's own, which doubles it, and is
 * on the member's disk before it is visible; a factor more is for what is made of it.
 */
const RATIO_MAX = 5

/** A password changed at the origin, until all members have it. */
export const trustChange: Benchmark = {
  name: 'trust-change',
  async measure({ tell }) {
    await using folder = await temporaryFolder()
    const trust = { ...(await planIn(folder.path, { members: MEMBERS, users: USERS })), folder: folder.path }
    await using ours = await changing('ours', trust)
    await using link = await changing('link', trust)
    const sides = { ours: [] as number[], peer: [] as number[], peerAgain: [] as number[] }
    for (let round = 0; round <= ROUNDS; round++) {
      tell(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`)
      const taken = { ours: await median(ours), peer: await median(link), peerAgain: await median(link) }
      if (round === 0) continue
      for (const side of ['ours', 'peer', 'peerAgain'] as const) sides[side].push(taken[side])
    }
    return [lineOf(sides)]
  },
}

async function median(of: Changing): Promise<number> {
  const taken: number[] = []
  while (taken.length < CHANGES_A_ROUND) taken.push(await of.change())
  return percentile(taken, 0.5)
}

function lineOf(sides: Pick<Line, 'ours' | 'peer' | 'peerAgain'>): Line {
  return {
    ...sides,
    name: 'trust-change',
    unit: 'ms',
    about: `a password changed at the origin, from its acknowledgement there until it is visible on ${MEMBERS} members, durably, over live TLS`,
    peerName:
      'the bare links: a kilobyte to each of as many TLS connections, five unacknowledged at most, nothing made of it (ten round trips)',
    rows: [],
    limit: { ratioMax: RATIO_MAX },
    notes: ['all members in one process, the origin in another; the median of 20 changes a round'],
  }
}
