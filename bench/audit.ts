import type { RigFile } from '../rigs/rig-file/shape.ts'
import type { Program } from '../sim/domain/program/program.ts'
import { campus } from './access/campus.ts'
import { timeMs } from './access/processor-time.ts'
import { type AuditFloor, auditFloor } from './audit/floor.ts'
import type { Benchmark, BenchmarkOptions } from './benchmark.ts'
import { fromBundle } from './modules.ts'

const WEEK_ROUNDS = 9
const YEAR_ROUNDS = 3
const USERS = 1_000
const DOORS = 100
const MINUTES_PER_WEEK = 10_080
/** The week in which Vienna's clocks go back, and the year around it. */
const WEEK = { fromMs: Date.UTC(2026, 9, 18, 22), untilMs: Date.UTC(2026, 9, 25, 23) }
const YEAR = { fromMs: Date.UTC(2025, 11, 31, 23), untilMs: Date.UTC(2026, 11, 31, 23) }
const WEEK_MAX_MS = 500
const YEAR_MAX_MS = 20_000

/** An audit of a week, from the program to the answer of every form, beside the least that audits by bitmaps do; and of a year. */
export const audit: Benchmark = {
  name: 'audit',
  async measure({ tell }) {
    const { buildAudit } = await fromBundle<typeof import('../rigs/audit/build-audit.ts')>('rigs/audit/build-audit.ts')
    const program = withDoors(await campus(USERS))
    const rig = { file: FILE, sites: [{ site: 'campus', timeZone: 'Europe/Vienna', program }] }
    const floor = auditFloor(USERS, DOORS, MINUTES_PER_WEEK)
    const week = measured(WEEK_ROUNDS, () => buildAudit(rig, WEEK), floor, tell)
    const year = measured(YEAR_ROUNDS, () => buildAudit(rig, YEAR), floor, tell)
    const beside = {
      unit: 'ms',
      peerName: 'bitmaps written by hand: for each user and door of a week OR, AND and a count of its bits',
      rows: [
        { section: '3', work: 'week audit by bitmaps: 1,000 users × 100 doors × 10,080 min, OR/ANDNOT + popcount' },
      ],
      notes: [],
    } as const
    const about = `1,000 users × 100 doors, 1,000 groups nested six deep, 200 schedules, a fifth of the campus’s permissions`
    return [
      {
        ...beside,
        name: 'audit',
        ...week,
        limit: { oursMax: WEEK_MAX_MS },
        about: `a week in which clocks go back: ${about}`,
      },
      {
        ...beside,
        name: 'audit of a year',
        ...year,
        limit: { oursMax: YEAR_MAX_MS },
        about: `a year: ${about}`,
      },
    ]
  },
}

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

const FILE: RigFile = { version: 1, rig: 'campus', sites: {} }

/** The campus with its first doors and what is assigned there. */
function withDoors(program: Program): Program {
  const doors = [...program.controls.keys()]
  const kept = new Set(doors.slice(0, DOORS).map((uuid) => `access:${uuid}`))
  for (const [key, { object }] of program.assignments) if (!kept.has(object)) program.assignments.delete(key)
  for (const uuid of doors.slice(DOORS)) program.controls.delete(uuid)
  return program
}
