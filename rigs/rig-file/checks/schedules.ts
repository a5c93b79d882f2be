import { entryFault } from '../../../sim/domain/program/schedule-edits.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { Loose, LooseRig, RigProgram } from '../shape.ts'
import { entries, namesOf, sitesOf } from '../site-names.ts'
import { minutesOf } from '../units.ts'
import { listed, missing } from './missing.ts'

type LooseEntry = Loose<NonNullable<RigProgram['schedules']>[string]['entries'][number]>

/** Entries are for days or for a mode that there is, and last a while (§3.7.3). */
export function* checkSchedules(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const { modes } = namesOf(site)
    for (const [name, schedule] of entries(site.program?.schedules)) {
      const at = [...path, 'program', 'schedules', name]
      yield* missing('operating mode', modes, listed([...at, 'modes'], schedule?.modes))
      for (const [entryPath, entry] of listed([...at, 'entries'], schedule?.entries)) {
        if (entry === undefined) continue
        yield* missing('operating mode', modes, [[[...entryPath, 'mode'], entry.mode]])
        yield* checkEntry(entryPath, entry)
      }
    }
  }
}

function* checkEntry(path: Path, entry: LooseEntry): Iterable<Finding> {
  if ('days' in entry === 'mode' in entry) {
    yield atKey(path, 'SCHEDULE_INVALID', 'An entry is either for "days" or for one "mode".')
  }
  if (entry.from === undefined || entry.to === undefined) return
  const fault = entryFault({ fromMin: minutesOf(entry.from), toMin: minutesOf(entry.to) })
  if (fault !== undefined) yield atValue([...path, 'to'], 'SCHEDULE_INVALID', `The entry ${fault}.`)
}
