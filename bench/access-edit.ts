import { campus } from './access/campus.ts'
import { timeMs } from './access/processor-time.ts'
import { unitOf } from './access/unit.ts'
import type { Benchmark } from './benchmark.ts'

const ROUNDS = 9
const FEW = 1_000
const EDITS = 1_000
/** The same few people again and again, so that it is not the size of the processor’s caches that is measured. */
const EDITED_USERS = 50
const RATIO_MAX = 2

/** One user's edit by an administrator from the App, all that follows included but the store’s own work: among few users and many. */
export const accessEdit: Benchmark = {
  name: 'access-edit',
  async measure({ tell }) {
    tell('booting units of 1,000, 10,000 and 100,000 users')
    const few = await editor(FEW)
    const many = [10_000, 100_000] as const
    const editors = await Promise.all(many.map(editor))
    for (const edit of [few, ...editors]) edit()
    return many.map((users, place) => {
      tell(`among ${users} users`)
      const rounds = Array.from({ length: ROUNDS }, () => [editors[place]?.() ?? 0, few(), few()] as const)
      return {
        name: `access-edit among ${users.toLocaleString('en')}`,
        unit: 'µs',
        about: `an edit of one user from the App, the index and all else brought in step, among ${users.toLocaleString('en')} users`,
        ours: rounds.map(([ours]) => ours),
        peer: rounds.map(([, peer]) => peer),
        peerAgain: rounds.map(([, , again]) => again),
        peerName: `the same among ${FEW.toLocaleString('en')}`,
        rows: [],
        limit: { ratioMax: RATIO_MAX },
        notes: [],
      }
    })
  },
}

/** Microseconds of one change, on average. */
async function editor(users: number): Promise<() => number> {
  const unit = await unitOf(await campus(users))
  const edits = () => {
    for (let edit = 0; edit < EDITS; edit++) unit.editUser(edit % EDITED_USERS)
  }
  return () => (1_000 * timeMs(edits)) / EDITS
}
