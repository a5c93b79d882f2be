import type { RigCommandOutput } from '../../control/commands/index.ts'
import { harmless, type Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type Listed = RigCommandOutput<'keypad-list'>

/** Codes and tags of a keypad itself, without digits and ids. Lines. */
export function renderKeypad({ reader, authorisations }: Listed, paint: Paint): string[] {
  if (authorisations.length === 0) return [`${reader} has no codes or tags of its own.`]
  return table(authorisations.map(rowOf), { paint, head: [reader, '', 'state', 'opens', 'else', 'when'] })
}

function rowOf({
  kind,
  name,
  state,
  type,
  outputs,
  standardOutput,
  from,
  until,
}: Listed['authorisations'][number]): Cell[] {
  const when = [...(from === undefined ? [] : [`from ${from}`]), ...(until === undefined ? [] : [`until ${until}`])]
  return [
    harmless(name),
    kind,
    state === 'active' ? { text: state, style: 'green' } : { text: state, style: 'yellow' },
    `O${standardOutput}`,
    outputs
      .filter((output) => output !== standardOutput)
      .map((output) => `O${output}`)
      .join(', '),
    type === 'one-time' ? 'once' : when.join(' '),
  ]
}
