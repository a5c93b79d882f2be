import { RigError } from '../../sim/domain/errors.ts'
import { WEEKDAY_MODES } from '../../sim/domain/program/factory.ts'
import { findMode } from '../../sim/domain/program/lookup.ts'
import type { AccessSchedule, Program } from '../../sim/domain/program/program.ts'
import type { WrittenEntry } from '../rig-file/schedule-text.ts'
import { WEEKDAYS } from '../rig-file/schema/schedules.ts'
import { minutesOf } from '../rig-file/units.ts'

interface WrittenTimes {
  /** Operating modes that replace the weekday, highest priority first; those that entries name come after them. */
  readonly modes?: readonly string[] | undefined
  readonly entries: readonly WrittenEntry[]
}

/**
 * The times of an access schedule as a program keeps them. What is not a weekday outranks the weekdays, which stand at the end
 * (§3.7.1). Throws NOT_FOUND for an operating mode that is not there, USAGE for an entry that is neither of days nor of a mode.
 */
export function scheduleTimes(
  program: Program,
  { modes = [], entries }: WrittenTimes,
): Pick<AccessSchedule, 'modes' | 'entries'> {
  const named = [...modes, ...entries.flatMap(({ mode }) => mode ?? [])].map((name) => findMode(program, name).id)
  const special = [...new Set(named)].filter((id) => !WEEKDAY_MODES.includes(id))
  return {
    modes: [...special, ...WEEKDAY_MODES],
    entries: entries.flatMap(({ days, mode, from, to, needsActivation }) => {
      if ((days === undefined) === (mode === undefined)) {
        throw new RigError('USAGE', 'an entry of an access schedule is either for days or for one operating mode')
      }
      const times = {
        fromMin: minutesOf(from),
        toMin: minutesOf(to),
        ...(needsActivation !== undefined && { needsActivation }),
      }
      const of =
        mode === undefined
          ? (days ?? []).map((day) => WEEKDAY_MODES[WEEKDAYS.indexOf(day)] ?? Number.NaN)
          : [findMode(program, mode).id]
      return of.map((id) => ({ mode: id, ...times }))
    }),
  }
}
