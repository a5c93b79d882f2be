import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type History = RigCommandOutput<'history'>

const DENIED_OUTPUT = -1
/** The first of two factors was right: the door stayed shut (§3.6.3). */
const FIRST_FACTOR = 0
const OUTPUTS_MAX = 6

/** The history of a block, newest first, by the clock on the site's wall. Lines. */
export function renderHistory({ reader, entries }: History, paint: Paint): string[] {
  if (entries.length === 0) return [`Nothing happened at ${reader} yet.`]
  return table(
    entries.map(({ local, output, user = 'nobody known', description, extMedium, extAuthority, reason }): Cell[] => {
      const isDenied = output === DENIED_OUTPUT
      return [
        local.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' '),
        outcomeOf(output),
        output < 1 ? '' : extAuthority === undefined ? terminalOf(output) : 'P',
        user,
        description ?? extMedium ?? '',
        isDenied ? reason : '',
      ]
    }),
    { paint, head: [reader, 'outcome', 'output', 'who', 'with', 'reason'] },
  )
}

function outcomeOf(output: number): Cell {
  if (output === DENIED_OUTPUT) return { text: 'denied', style: 'red' }
  return output === FIRST_FACTOR
    ? { text: 'first of two factors', style: 'yellow' }
    : { text: 'granted', style: 'green' }
}

/** Beyond O6 only Nco shows it. */
function terminalOf(output: number): string {
  return output > OUTPUTS_MAX ? `Nco ${output}` : `O${output}`
}
