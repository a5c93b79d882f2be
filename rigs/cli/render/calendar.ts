import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { table } from './table.ts'
import { placeOf } from './users.ts'

/** The operating times of a site; those that share a name with their uuids, by which they are told apart. Lines. */
export function renderCalendar({ entries, ...place }: RigCommandOutput<'calendar-list'>, paint: Paint): string[] {
  const names = entries.map(({ entry }) => entry.toLowerCase())
  const isShared = names.map((name) => names.indexOf(name) !== names.lastIndexOf(name))
  const rows = entries.map(({ entry, mode, days, uuid }, at) => [entry, mode, days, isShared[at] ? uuid : ''])
  const head = [`operating times of ${placeOf(place)}`, 'mode', 'days', isShared.includes(true) ? 'uuid' : '']
  return table(rows, { paint, head })
}
