import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

/** What blocks of logic and what is wired to them are at, causes before what they lead to. Lines. */
export function renderLogic({ site, outputs }: RigCommandOutput<'logic-show'>, paint: Paint): string[] {
  if (outputs.length === 0) return [`${site} has no logic, and nothing is wired.`]
  const rows = outputs.map(({ name, kind, output, value, because }): Cell[] => [
    `${name}.${output}`,
    kind,
    value === 'on' ? { text: value, style: 'green' } : value,
    because.slice(0, -1).join(', '),
  ])
  return table(rows, { paint, head: [`at ${site}`, 'what', 'is at', 'because'], isRagged: true })
}
