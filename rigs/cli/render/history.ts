import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type History = RigCommandOutput<'history'>

const DENIED_OUTPUT = -1

/** The history of a block, newest first, by the clock on the site's wall. Lines. */
export function renderHistory({ reader, entries }: History, paint: Paint): string[] {
  if (entries.length === 0) return [`Nothing happened at ${reader} yet.`]
  return table(
    entries.map(({ local, output, user = 'nobody known', description, extMedium, extAuthority, reason }): Cell[] => {
      const isDenied = output === DENIED_OUTPUT
      return [
        local.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' '),
        isDenied ? { text: 'denied', style: 'red' } : { text: 'granted', style: 'green' },
        isDenied ? '' : extAuthority === undefined ? `O${output}` : 'P',
        user,
        description ?? extMedium ?? '',
        isDenied ? reason : '',
      ]
    }),
    { paint, head: [reader, 'outcome', 'output', 'who', 'with', 'reason'] },
  )
}
