import type { RigCommandOutput } from '../../control/commands/index.ts'
import { entryText } from '../../rig-file/schedule-text.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'
import { placeOf } from './users.ts'

type Schedules = RigCommandOutput<'schedule-list'>
type Schedule = Schedules['schedules'][number]

/** The access schedules of a site: their entries, and the operating modes that replace the weekday, highest first. Lines. */
export function renderSchedules({ schedules, ...place }: Schedules, paint: Paint): string[] {
  const rows = schedules.map((schedule): Cell[] => [schedule.schedule, timesText(schedule), schedule.modes.join(', ')])
  return table(rows, { paint, head: [`access schedules of ${placeOf(place)}`, 'times', 'modes'] })
}

export function timesText({ builtIn, entries }: Schedule): string {
  if (builtIn !== undefined) return `${builtIn}, built in`
  return entries.length === 0 ? 'no times' : entries.map(entryText).join(', ')
}
