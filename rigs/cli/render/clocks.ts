import type { RigCommandOutput } from '../../control/commands/index.ts'
import { durationInWords } from '../../evidence/plain-words.ts'
import type { Paint } from '../paint.ts'
import { table } from './table.ts'

/** What the clocks on the walls show. Lines. */
export function renderClocks({ clocks, skew }: RigCommandOutput<'time-show'>, paint: Paint): string[] {
  const rows = clocks.map(({ site, local, zone, utc }) => [site, local, zone, utc])
  const shown = table(rows, { paint, head: ['site', 'local', 'zone', 'UTC'] })
  if (skew === undefined) return shown
  const { code, ms, ahead, behind } = skew
  return [...shown, `${code}: ${ahead} is ${durationInWords(ms)} ahead of ${behind}; each decides by its own clock`]
}
