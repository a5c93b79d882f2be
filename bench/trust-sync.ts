import type { Benchmark, Line } from './benchmark.ts'
import { percentile } from './statistics.ts'
import { figure } from './table.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { textMiB } from './trust/people.ts'
import { planIn } from './trust/plan.ts'
import { type Synced, synced } from './trust/sync.ts'

const ROUNDS = 3
const MEMBERS = 10
const USERS = 100_000
const RATIO_MAX = 1.5

/**
 * Peaks over what a process held before, beside the text of all users: a member holds them as a program with its index, the origin has them
 * already. Written after first peaks at smaller sizes had been seen.
 */
const MEMBER_RATIO_MAX = 8
const ORIGIN_RATIO_MAX = 4

type Round = Readonly<Record<'ours' | 'peer' | 'peerAgain' | 'pipe' | 'pipeAgain', Synced>>

/** The first sync of an origin's users to its members, each unit in a process of its own. */
export const trustSync: Benchmark = {
  name: 'trust-sync',
  async measure({ tell }) {
    const rounds: Round[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      await using folder = await temporaryFolder()
      const trust = { ...(await planIn(folder.path, { members: MEMBERS, users: USERS })), folder: folder.path }
      const run = (kind: Parameters<typeof synced>[0]) => {
        tell(`round ${round} of ${ROUNDS}: ${kind}`)
        return synced(kind, trust)
      }
      const [peer, ours, peerAgain] = [await run('bare'), await run('ours'), await run('bare')]
      rounds.push({ peer, ours, peerAgain, pipe: await run('pipe'), pipeAgain: await run('pipe') })
    }
    return [syncLine(rounds), pipeLine(rounds), memoryLine('member', rounds), memoryLine('origin', rounds)]
  },
}

const WHAT = `${USERS.toLocaleString('en')} users of a group come to ${MEMBERS} members over live TLS, from when these are switched on until all have them durably`

function syncLine(rounds: readonly Round[]): Line {
  return {
    ...{ name: 'trust-sync', unit: 's', about: `the first sync: ${WHAT}` },
    ...secondsOf(rounds, 'ours', 'peer', 'peerAgain'),
    peerName:
      'a bare program in as many processes: the same users serialised for each connection, sent, parsed and put into the same engine, as the same two records each, in batches of 2,000',
    rows: [],
    limit: { ratioMax: RATIO_MAX },
    notes: [
      `processor time of all processes: ${processorSeconds(rounds, 'ours')} s, the peer’s ${processorSeconds(rounds, 'peer')} s`,
    ],
  }
}

function pipeLine(rounds: readonly Round[]): Line {
  return {
    ...{ name: 'trust-sync beside the pipe', unit: 's', about: `the same: ${WHAT}` },
    ...secondsOf(rounds, 'ours', 'pipe', 'pipeAgain'),
    peerName: 'the same bytes over TLS alone, serialised beforehand, counted',
    rows: [
      {
        section: '6',
        work: 'TLS 1.3: 100,000 × 600 B to each of 10 sockets (600 MB), pre-serialised, 64 KiB writes, receiver counts bytes',
      },
    ],
    limit: undefined,
    notes: [],
  }
}

/** Of members the one that needed most. */
function memoryLine(of: 'member' | 'origin', rounds: readonly Round[]): Line {
  const text = rounds.map(() => textMiB(USERS))
  const grown = rounds.map(({ ours: { origin, members } }) =>
    Math.max(...(of === 'origin' ? [origin] : members).map(({ beforeMiB, peakMiB }) => peakMiB - beforeMiB)),
  )
  return {
    ...{ name: `trust-sync memory, ${of}`, unit: 'MiB', ours: grown, peer: text, peerAgain: text },
    about: `what the process of ${of === 'origin' ? 'the origin' : 'a member'} had at its peak beyond what it had before the first sync`,
    peerName: 'the users’ JSON',
    rows: [],
    limit: { ratioMax: of === 'origin' ? ORIGIN_RATIO_MAX : MEMBER_RATIO_MAX },
    notes: [],
  }
}

function secondsOf(rounds: readonly Round[], ...[ours, peer, again]: [keyof Round, keyof Round, keyof Round]) {
  const seconds = (side: keyof Round) => rounds.map((round) => round[side].seconds)
  return { ours: seconds(ours), peer: seconds(peer), peerAgain: seconds(again) }
}

function processorSeconds(rounds: readonly Round[], side: keyof Round): string {
  const all = rounds.map((round) => {
    const { origin, members } = round[side]
    return [origin, ...members].reduce((sum, { processorMs }) => sum + processorMs, 0) / 1_000
  })
  return figure(percentile(all, 0.5))
}
