import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { renderEdited } from './edited.ts'
import { type Cell, table } from './table.ts'

type Preview = Pick<RigCommandOutput<'users-preview'>, 'rows' | 'warnings' | 'encoding' | 'delimiter'>
type Row = Preview['rows'][number]
type Finding = Row['errors'][number]

/** Of rows of which nothing is to be said, so many are shown: a table is read by people. */
const PLAIN_ROWS_MAX = 20

const ACTIONS = { add: 'new', update: 'changed', skip: 'passed over' } as const

/** What a file holds: every row of which something is to be said, and some of the others. */
export function renderPreview(preview: Preview, paint: Paint): string[] {
  const { rows, warnings } = preview
  const plain = rows.filter((row) => row.errors.length + row.warnings.length === 0)
  const hidden = new Set(plain.slice(PLAIN_ROWS_MAX))
  const shown = rows.filter((row) => !hidden.has(row)).flatMap(rowsOf)
  const more =
    hidden.size === 0 ? [] : [`… and ${hidden.size.toLocaleString('en')} more rows of which nothing is to be said`]
  return [
    ...warnings.map((warning) => paint('yellow', `${warning.code}: ${warning.message}`)),
    ...table(shown, { paint, head: ['line', 'user', 'groups', 'row', 'remarks'], isRagged: true }),
    ...more,
    summary(preview),
  ]
}

/** The same, and what was added. */
export function renderImport(answer: RigCommandOutput<'users-import'>, paint: Paint): string[] {
  const { added, updated, groupsMade } = answer
  const made = groupsMade.length === 0 ? '' : `, made ${plural(groupsMade.length, 'group')} (${groupsMade.join(', ')})`
  const changed = updated === 0 ? '' : `, changed ${plural(updated, 'user')}`
  const done = `Added ${plural(added, 'user')}${changed}${made}.`
  const lines = renderPreview(answer, paint)
  return [...lines, added + updated === 0 ? done : renderEdited(done, answer)]
}

function rowsOf({ line, user, groups = [], action, ok, errors, warnings }: Row): Cell[][] {
  const [first = '', ...others] = [
    ...errors.map((error): Cell => ({ text: remark(error), style: 'red' })),
    ...warnings.map((warning): Cell => ({ text: remark(warning), style: 'yellow' })),
  ]
  const does: Cell = ok || action === 'skip' ? ACTIONS[action] : { text: 'error', style: 'red' }
  return [[String(line), user, groups.join(', '), does, first], ...others.map((cell): Cell[] => ['', '', '', '', cell])]
}

function remark({ code, message, header }: Finding): string {
  return `${code}: ${header === undefined || header === '' ? '' : `${header}: `}${message}`
}

function summary({ rows, encoding, delimiter }: Preview): string {
  const good = rows.filter(({ ok }) => ok).length
  const wrong = rows.filter(({ errors }) => errors.length > 0).length
  const skipped = rows.length - good - wrong
  const delimiters = { ';': 'semicolons', ',': 'commas', '\t': 'tabs' } as const
  const parts = [
    `${plural(rows.length, 'row')} (${encoding}, ${delimiters[delimiter]})`,
    `${good.toLocaleString('en')} can be added or changed`,
    ...(wrong === 0 ? [] : [`${wrong.toLocaleString('en')} cannot`]),
    ...(skipped === 0 ? [] : [`${skipped.toLocaleString('en')} passed over`]),
  ]
  return `${parts.join(', ')}.`
}

function plural(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
}
