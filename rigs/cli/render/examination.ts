import type { Part } from '../../doctor/part.ts'
import type { Paint } from '../paint.ts'
import { renderSources } from './readers.ts'
import { type Cell, table } from './table.ts'

const STATES = { ok: 'green', limited: 'yellow', missing: 'red' } as const

/** What a machine has, a line each; then how the readers that are there are used, and what mends what is missing. Lines. */
export function renderExamination(parts: readonly Part[], runs: boolean, paint: Paint): string[] {
  const rows = parts.map(({ part, state, found, isNeeded }): Cell[] => {
    const isOptional = state === 'missing' && !isNeeded
    return [part, { text: isOptional ? 'absent' : state, style: isOptional ? 'yellow' : STATES[state] }, found]
  })
  const mends = parts.flatMap(({ part, mend }): Cell[][] => (mend === undefined ? [] : [[part, mend]]))
  const sources = parts.flatMap((part) => part.sources ?? [])
  return [
    ...table(rows, { paint }),
    ...(sources.length === 0 ? [] : ['', 'To use a reader, in a rig file:', ...renderSources(sources, paint)]),
    ...(mends.length === 0 ? [] : ['', 'To mend:', ...table(mends, { paint, indent: 2 })]),
    '',
    runs ? paint('green', 'The lab can run: npx loxrig up') : paint('red', 'The lab cannot run here.'),
  ]
}
