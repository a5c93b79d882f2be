import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { table } from './table.ts'

/** What the clocks on the walls show. Lines. */
export function renderClocks({ clocks }: RigCommandOutput<'time-show'>, paint: Paint): string[] {
  const rows = clocks.map(({ site, local, zone, utc }) => [site, local, zone, utc])
  return table(rows, { paint, head: ['site', 'local', 'zone', 'UTC'] })
}
