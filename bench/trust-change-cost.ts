import type { Benchmark, Line } from './benchmark.ts'
import { type Exchange, exchangeOf } from './trust/exchange.ts'

const ROUNDS = 9
const FEW = 1_000
const MANY = 100_000
const CHANGES = 1_000
/** The same few people again and again, so that it is not the size of the processor’s caches that is measured. */
const CHANGED_USERS = 50
const RATIO_MAX = 1.2

/** One user's change at the origin and at a member: among few users and many. */
export const trustChangeCost: Benchmark = {
  name: 'trust-change-cost',
  async measure({ tell }) {
    tell('booting units of 1,000 and 100,000 users')
    const [few, many] = [await exchangeOf(FEW), await exchangeOf(MANY)]
    for (const exchange of [few, many]) costs(exchange)
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      tell(`round ${round + 1} of ${ROUNDS}`)
      return [costs(many), costs(few), costs(few)] as const
    })
    return (['origin', 'member'] as const).map((at): Line => {
      return {
        name: `trust-change at the ${at}`,
        unit: 'µs',
        about:
          at === 'origin'
            ? `a password changed from the App, with all that members are told, among ${MANY.toLocaleString('en')} users`
            : `the page of one user, applied and answered, among ${MANY.toLocaleString('en')} users of its origin`,
        ours: rounds.map(([ours]) => ours[at]),
        peer: rounds.map(([, peer]) => peer[at]),
        peerAgain: rounds.map(([, , again]) => again[at]),
        peerName: `the same among ${FEW.toLocaleString('en')}`,
        rows: [],
        limit: { ratioMax: RATIO_MAX },
        notes: ['processor time, without wire and store'],
      }
    })
  },
}

/** Microseconds of one change, on average. */
function costs(exchange: Exchange): Readonly<Record<'origin' | 'member', number>> {
  let [originMs, memberMs] = [0, 0]
  for (let change = 0; change < CHANGES; change++) {
    const taken = exchange.change(change % CHANGED_USERS)
    originMs += taken.originMs
    memberMs += taken.memberMs
  }
  return { origin: (1_000 * originMs) / CHANGES, member: (1_000 * memberMs) / CHANGES }
}
