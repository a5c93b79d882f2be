import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { table } from './table.ts'
import { placeOf } from './users.ts'

/** The operating times of a site. Lines. */
export function renderCalendar({ entries, ...place }: RigCommandOutput<'calendar-list'>, paint: Paint): string[] {
  const rows = entries.map(({ entry, mode, days }) => [entry, mode, days])
  return table(rows, { paint, head: [`operating times of ${placeOf(place)}`, 'mode', 'days'] })
}
