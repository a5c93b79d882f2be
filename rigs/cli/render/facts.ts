import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

/** A label, and the lines under it side by side with it; nothing is shown of a fact without lines. */
export interface Fact {
  readonly label: string
  readonly lines: readonly string[]
}

const INDENT = 9
const LABEL_WIDTH = 11

/** The outcome, what it is about, and under it the facts that led to it. */
export function verdict(
  outcome: 'granted' | 'denied',
  subject: readonly string[],
  facts: readonly Fact[],
  paint: Paint,
): string[] {
  const style = outcome === 'granted' ? 'green' : 'red'
  const shown = subject.filter((part) => part !== '')
  const [headline = ''] = table([[' '.repeat(INDENT - 2), ...shown]], { paint })
  return [`${paint(style, outcome)}${headline.slice(outcome.length)}`, ...factLines(facts, paint)]
}

function factLines(facts: readonly Fact[], paint: Paint): string[] {
  const rows = facts.flatMap(({ label, lines }) =>
    lines.map((line, at): Cell[] => [{ text: (at === 0 ? label : '').padEnd(LABEL_WIDTH), style: 'dim' }, line]),
  )
  return table(rows, { paint, gap: 0, indent: INDENT })
}
