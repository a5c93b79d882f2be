import type { IdleAllow, Mark, Via } from '../../sim/domain/access/audit/answer.ts'
import type { AuditCell, AuditedDoor, AuditedUser } from './audit.ts'

/**
 * An audit in the form in which it is made and passed on: as much as `Audit` says, in numbers, since a year of many users and doors
 * has millions of runs. Minutes are those of UTC from `fromMs` on.
 */
export interface CompactAudit {
  /** The rig's name. */
  readonly rig: string
  readonly fromMs: number
  readonly minutes: number
  /** By site, then by name. */
  readonly doors: readonly AuditedDoor[]
  /** By name, then by origin. */
  readonly users: readonly AuditedUser[]
  readonly marks: readonly Mark[]
  readonly answers: readonly CompactAnswer[]
  /** For each door, and within it each user, the place of the answer; -1 where the user has no permission. */
  readonly places: ArrayLike<number>
}

/** An `AccessAnswer`, of whatever its numbers lie in. */
export interface CompactAnswer {
  readonly minutes: number
  readonly runs: ArrayLike<number>
  readonly denies: readonly Via[]
  readonly idle: readonly IdleAllow[]
}

/** Every pair that something was said of, by door, then by user. */
export function* cellsOf({ doors, users, places }: CompactAudit): Generator<AuditCell> {
  for (let door = 0; door < doors.length; door++) {
    for (let user = 0; user < users.length; user++) {
      const answer = places[door * users.length + user] ?? -1
      if (answer >= 0) yield { door, user, answer }
    }
  }
}

/** Minutes [from, until) that are answered alike. */
export interface CompactRun {
  readonly from: number
  readonly until: number
  readonly mark: Mark
}

/** An answer's runs, in order. */
export function* runsOf(
  { marks, minutes }: Pick<CompactAudit, 'marks' | 'minutes'>,
  { runs }: Pick<CompactAnswer, 'runs'>,
): Generator<CompactRun> {
  for (let place = 0; place < runs.length; place += 2) {
    const mark = marks[runs[place + 1] ?? 0]
    if (mark !== undefined) yield { from: runs[place] ?? 0, until: runs[place + 2] ?? minutes, mark }
  }
}
