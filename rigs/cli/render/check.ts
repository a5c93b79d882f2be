import type { Because, BecausePath, CheckFailure } from '../../checks/failure.ts'
import { type Fault, printFault } from '../../rig-file/fault.ts'
import { harmless, type Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

interface Found {
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
  readonly failures: readonly CheckFailure[]
}

const INDENT = 4

/** What `check` found, one line each as editors read it; under a check that failed why it is so. Lines. */
export function renderCheck({ faults, lints, failures }: Found, paint: Paint): string[] {
  return [
    ...faults.map((fault) => harmless(printFault(fault))),
    ...lints.map((lint) => harmless(`${printFault(lint)} (allowed)`)),
    ...failures.flatMap((failure) => [
      harmless(printFault(failure)),
      ...failure.because.flatMap((because) => becauseLines(because, paint)),
    ]),
  ]
}

function becauseLines({ principal, object, scope, reason, groups, paths }: Because, paint: Paint): string[] {
  const known = groups.length === 0 ? '' : `, in ${groups.join(', ')}`
  const where = scope === 'internal' || scope === 'external' ? ` (${scope})` : ''
  const head = `${principal}${known}, at ${object}${where}: ${reason}`
  const rows = paths.map((path): Cell[] => [
    { text: path.effect, style: path.effect === 'deny' ? 'red' : 'green' },
    path.scope === 'physical' ? '' : path.scope,
    path.path,
    whenOf(path),
    path.written === undefined ? '' : `${path.written.file}:${path.written.line}:${path.written.column}`,
  ])
  const none: Cell[][] = [
    [{ text: 'nothing is allowed or denied there, neither to them nor to a group of theirs', style: 'dim' }],
  ]
  return [
    `${' '.repeat(INDENT)}${harmless(head)}`,
    ...table(rows.length === 0 ? none : rows, { paint, indent: 2 * INDENT }),
  ]
}

function whenOf({ effect, schedule, scope }: BecausePath): Cell {
  if (effect === 'deny' || scope !== 'physical') return ''
  if (schedule === undefined) return 'schedule Always'
  if (schedule.active) return `schedule ${schedule.name}`
  return { text: `schedule ${schedule.name}, not then`, style: 'yellow' }
}
