import type { RigCommandOutput } from '../../control/commands/index.ts'
import { harmless, type Paint } from '../paint.ts'

type Diff = RigCommandOutput<'config-diff'>
type Change = Diff['changes'][number]

/** What a document would change, a line each: `+` comes, `-` goes, `~` becomes another; then its lints, new ones first. Lines. */
export function renderDiff(diff: Diff, paint: Paint): string[] {
  const lints = diff.lints.map((lint) => lintLine(lint, paint))
  return [...changeLines(diff, paint), ...(lints.length === 0 ? [] : ['', ...lints])]
}

function changeLines({ site, document, rev, runningRev, changes, againstRunning }: Diff, paint: Paint): string[] {
  const none = `Document ${document} of ${site} changes nothing of revision ${rev}.`
  const own = changes.length === 0 ? [none] : changes.map((change) => changeLine(change, paint))
  if (runningRev === rev) return own
  const stale = `The document is stale: ${site} runs revision ${runningRev}. Of that it would change:`
  const lines = againstRunning.map((change) => changeLine(change, paint))
  return [...own, '', stale, ...(lines.length === 0 ? ['nothing'] : lines)]
}

function lintLine({ about, code, message, mend, isNew }: Diff['lints'][number], paint: Paint): string {
  const line = harmless(`${isNew ? '! new' : '!'} ${about}: ${code}: ${message} ${mend}`)
  return isNew ? paint('yellow', line) : line
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const
const STYLES = { added: 'green', removed: 'red', changed: 'yellow' } as const

function changeLine({ change, kind, name, fields }: Change, paint: Paint): string {
  const said = fields.map(({ field, before, after }) =>
    change === 'added' ? `${field} ${after}` : `${field} ${before ?? 'none'} → ${after ?? 'none'}`,
  )
  const line = `${MARKS[change]} ${kind} ${name}${said.length === 0 ? '' : `: ${said.join('; ')}`}`
  return paint(STYLES[change], harmless(line))
}
