import { timeMs } from './access/processor-time.ts'
import { auditedCampus, DOORS, INTERVALS, USERS } from './audit/campus.ts'
import { type AuditFloor, auditFloor } from './audit/floor.ts'
import { memoryLines } from './audit/memory-lines.ts'
import type { Benchmark, BenchmarkOptions, Limit, Line } from './benchmark.ts'
import { fromBundle } from './modules.ts'

const WEEK_ROUNDS = 9
const YEAR_ROUNDS = 3
const MINUTES_PER_WEEK = 10_080
const WEEK_MAX_MS = 500
const YEAR_MAX_MS = 20_000

/** Audits of a week and of a year, from the program to all that can be asked of them, and to their text; and what they take. */
export const audit: Benchmark = {
  name: 'audit',
  async measure({ tell }) {
    const { buildAudit } = await fromBundle<typeof import('../rigs/audit/build-audit.ts')>('rigs/audit/build-audit.ts')
    const { auditJson } = await fromBundle<typeof import('../rigs/audit/json.ts')>('rigs/audit/json.ts')
    const rig = await auditedCampus()
    const floor = auditFloor(USERS, DOORS, MINUTES_PER_WEEK)
    const { week, year } = INTERVALS
    const json = (interval: typeof week) => {
      let characters = 0
      for (const piece of auditJson(buildAudit(rig, interval))) characters += piece.length
      return characters
    }
    const about = `1,000 users × 100 doors, 1,000 groups nested six deep, 200 schedules, a fifth of the campus’s permissions`
    const of = (name: string, kind: string, limit: Limit): Omit<Line, 'ours' | 'peer' | 'peerAgain'> => ({
      ...{ name, about: `${kind}: ${about}`, limit },
      ...BESIDE,
    })
    return [
      {
        ...of('audit', 'a week in which clocks go back', { oursMax: WEEK_MAX_MS }),
        ...measured(WEEK_ROUNDS, () => buildAudit(rig, week), floor, tell),
      },
      {
        ...of('audit as JSON', 'the same and all of its text', { oursMax: WEEK_MAX_MS }),
        ...measured(WEEK_ROUNDS, () => json(week), floor, tell),
      },
      {
        ...of('audit of a year', 'a year', { oursMax: YEAR_MAX_MS }),
        ...measured(YEAR_ROUNDS, () => buildAudit(rig, year), floor, tell),
      },
      {
        ...of('audit of a year as JSON', 'the same and all of its text', { oursMax: YEAR_MAX_MS }),
        ...measured(YEAR_ROUNDS, () => json(year), floor, tell),
      },
      ...(await memoryLines(tell)),
    ]
  },
}

const BESIDE = {
  unit: 'ms',
  peerName: 'bitmaps written by hand: for each user and door of a week OR, AND and a count of its bits',
  rows: [{ section: '3', work: 'week audit by bitmaps: 1,000 users × 100 doors × 10,080 min, OR/ANDNOT + popcount' }],
  notes: [],
} as const

/** The first round warms up. */
function measured(rounds: number, act: () => unknown, floor: AuditFloor, tell: BenchmarkOptions['tell']) {
  const all = Array.from({ length: rounds + 1 }, (_, round) => {
    tell(round === 0 ? 'warming up' : `round ${round} of ${rounds}`)
    return [timeMs(act), timeMs(floor.audit), timeMs(floor.audit)] as const
  }).slice(1)
  return {
    ours: all.map(([ours]) => ours),
    peer: all.map(([, peer]) => peer),
    peerAgain: all.map(([, , again]) => again),
  }
}
