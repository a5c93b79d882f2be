import { BUILT_IN_MODES, WEEKDAY_MODES } from '../../../sim/domain/program/factory.ts'
import { calendarDays, isDaysFault } from '../calendar-days.ts'
import { atKey, atValue, type Finding } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
import { entries, named, namesOf, sitesOf } from '../site-names.ts'
import { missing } from './missing.ts'

const WEEKDAY_NAMES = WEEKDAY_MODES.map((id) => BUILT_IN_MODES[id] ?? '')

/** Each entry of the operating times is for a mode that there is, on days that there are (§3.7.2). */
export function* checkOperatingTimes(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const { modes } = namesOf(site)
    for (const [name, entry] of entries(site.program?.calendar)) {
      if (entry === undefined) continue
      const { mode, ...written } = entry
      const at = [...path, 'program', 'calendar', name]
      yield* missing('operating mode', modes, [[[...at, 'mode'], mode]])
      if (mode !== undefined && named(WEEKDAY_NAMES, mode) !== undefined) {
        yield atValue([...at, 'mode'], 'INVALID_VALUE', `"${mode}" is a weekday: the date alone says when it is.`)
      }
      // A key that is there without its value was told of already.
      if (Object.values(written).includes(undefined)) continue
      const days = calendarDays(written)
      if (!isDaysFault(days)) continue
      if (days.key === undefined) yield atKey(at, 'DATE_INVALID', `"${name}" ${days.fault}.`)
      else yield atValue([...at, days.key], 'DATE_INVALID', `"${days.key}" ${days.fault}.`)
    }
  }
}
