import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

/** The operating modes of a Miniserver, and by what they are active today. Lines. */
export function renderModes({ site, modes }: RigCommandOutput<'mode-list'>, paint: Paint): string[] {
  const rows = modes.map(({ mode, switched, calendar }): Cell[] => {
    const by = [...(switched ? ['switched on'] : []), ...calendar.map((entry) => `calendar: ${entry}`)]
    return [mode, by.length === 0 ? 'off' : { text: 'active', style: 'green' }, by.join(', ')]
  })
  return table(rows, { paint, head: [`operating modes of ${site}`, 'today', 'by'] })
}
