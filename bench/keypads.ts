import { timeMs } from './access/processor-time.ts'
import type { Benchmark, Line } from './benchmark.ts'
import { estateOfKeypads, type Keypads } from './keypads/estate.ts'
import { runHeapLoop } from './virtual/heap-loop.ts'

const ROUNDS = 9
const TAPS = 2_000
const SITES = 100
const KEYPADS_OF_SITE = 100
/** A hundredth of them. */
const FEW_SITES = 1

/**
 * What a tap comes to beside bare events: sealed three times, decided, put on record and on the disk, told. Set before the first run, from
 * what a day of the two-site office (`virtual-events`) makes of events that are mostly heartbeats.
 */
const RATIO_MIN = 0.02
/** A tap looks at its own keypad and Miniserver only. What is left is the processor's caches; set before the first run. */
const COST_RATIO_MAX = 1.5

/** Taps at 10,000 keypads in one process in virtual time, at one after the other; and what a tap costs among few and among many. */
export const keypads: Benchmark = {
  name: 'keypads',
  async measure({ tell }) {
    tell(`starting ${SITES * KEYPADS_OF_SITE} keypads, and ${FEW_SITES * KEYPADS_OF_SITE}`)
    const many = await estateOfKeypads(SITES, KEYPADS_OF_SITE)
    const few = await estateOfKeypads(FEW_SITES, KEYPADS_OF_SITE)
    for (const each of [many, few]) await each.tap(TAPS)
    const rounds: Round[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      tell(`round ${round} of ${ROUNDS}`)
      rounds.push(await oneRound(many, few))
    }
    return [tapsLine(rounds), costLine(rounds)]
  },
}

interface Round {
  readonly many: number
  readonly few: number
  readonly fewAgain: number
  readonly bare: number
  readonly bareAgain: number
  readonly events: number
}

/** All in taps/s. */
async function oneRound(many: Keypads, few: Keypads): Promise<Round> {
  const { tookMs, events } = await many.tap(TAPS)
  // The loop is over sooner than a clock can tell well: many times over.
  const times = Math.ceil(1_000_000 / events)
  const bare = () => void runHeapLoop(events * times, { nodes: SITES * (KEYPADS_OF_SITE + 1), periodMs: 1_000 })
  const bareMs = () => timeMs(bare) / times
  return {
    many: ratePerSecond(tookMs),
    few: ratePerSecond((await few.tap(TAPS)).tookMs),
    fewAgain: ratePerSecond((await few.tap(TAPS)).tookMs),
    bare: ratePerSecond(bareMs()),
    bareAgain: ratePerSecond(bareMs()),
    events,
  }
}

function ratePerSecond(tookMs: number): number {
  return (1_000 * TAPS) / tookMs
}

function tapsLine(rounds: readonly Round[]): Line {
  return {
    name: 'keypads',
    unit: 'taps/s',
    about: `a tap at each of ${SITES * KEYPADS_OF_SITE} keypads of ${SITES} Miniservers in one process, virtual lane, until the door is shut again`,
    ours: rounds.map(({ many }) => many),
    peer: rounds.map(({ bare }) => bare),
    peerAgain: rounds.map(({ bareAgain }) => bareAgain),
    peerName: 'a bare heap-and-map loop of as many events among as many nodes, nothing decided, sealed or recorded',
    rows: [],
    limit: { ratioMin: RATIO_MIN },
    notes: [`${Math.round((rounds[0]?.events ?? 0) / TAPS)} events a tap`],
  }
}

function costLine(rounds: readonly Round[]): Line {
  const costUs = (rate: (round: Round) => number) => rounds.map((round) => 1e6 / rate(round))
  return {
    name: 'keypads-cost',
    unit: 'µs',
    about: `what one tap costs among ${SITES * KEYPADS_OF_SITE} keypads`,
    ours: costUs(({ many }) => many),
    peer: costUs(({ few }) => few),
    peerAgain: costUs(({ fewAgain }) => fewAgain),
    peerName: `the same among ${FEW_SITES * KEYPADS_OF_SITE}`,
    rows: [],
    limit: { ratioMax: COST_RATIO_MAX },
    notes: [],
  }
}
