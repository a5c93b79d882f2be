import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option } from 'commander'
import { RigError } from '../../../sim/domain/errors.ts'
import type { CompactAudit } from '../../audit/compact-audit.ts'
import type { AuditDiff } from '../../audit/diff.ts'
import { type AuditAsked, auditSource } from '../audit-sources.ts'
import { notWritten } from '../files.ts'
import type { AuditGrouping } from '../render/audit.ts'
import type { Terminal } from '../terminal.ts'
import { collect, type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

type Format = 'table' | 'csv' | 'json' | 'html'

interface AuditOptions extends RigOption, JsonOption {
  readonly from?: string
  readonly until?: string
  readonly user?: readonly string[]
  readonly door?: readonly string[]
  readonly site?: readonly string[]
  readonly by: AuditGrouping
  readonly format: Format
  readonly out?: string
  readonly language: 'en' | 'de'
  readonly diff?: string
  readonly exitCode?: true
  readonly caller?: string
}

export const audit: Verb = (program, terminal) => {
  program
    .command('audit')
    .description('say who may enter which door when, exact to the minute; with --diff who gains and who loses')
    .option('--from <time>', 'a day, a time by the clock of the first site, or an instant (default: today)')
    .option('--until <time>', 'the first minute that is not in it (default: seven days later)')
    .option('--user <name>', 'Anna or Anna@Office; may be repeated', collect)
    .option('--door <door>', '"home/access:Front Door" or "Front Door"; may be repeated', collect)
    .option('--site <site>', 'may be repeated', collect)
    .addOption(new Option('--by <what>', 'how the table is grouped').choices(['door', 'user', 'site']).default('door'))
    .addOption(new Option('--format <format>').choices(['table', 'csv', 'json', 'html']).default('table'))
    .option('--out <file>', 'write it to a file')
    .addOption(new Option('--language <language>', 'of the page').choices(['en', 'de']).default('en'))
    .option(
      '--diff <other>',
      'compare with a rig file, or with what document or document:NAME would make of the running rig',
    )
    .option('--exit-code', 'with --diff: exit with 1 when somebody gains or loses')
    .option(
      '--caller <name>',
      "who asks the Miniservers (default: the rig card's admin); password as with --user of explain",
    )
    .addOption(rigOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nWithout a running rig the rig file is audited, as it would start.')
    .action(async (options: AuditOptions) => {
      const format = options.json === true ? 'json' : options.format
      const source = await auditSource(terminal, { ...ofRig(options), ...(options.caller && { user: options.caller }) })
      if (options.diff === undefined)
        return put(terminal, options, await auditPieces(await source.audit(asked(options)), format, options, terminal))
      const diff = await source.diff(asked(options), options.diff)
      await put(terminal, options, [await diffText(diff, format, terminal)])
      if (options.exitCode === true && diff.changes.length > 0) terminal.exit(1)
    })
}

function ofRig({ rig }: RigOption): RigOption {
  return rig === undefined ? {} : { rig }
}

function asked({ from, until, user, door, site }: AuditOptions): AuditAsked {
  return {
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(user !== undefined && { users: [...user] }),
    ...(door !== undefined && { doors: [...door] }),
    ...(site !== undefined && { sites: [...site] }),
  }
}

/** Piece by piece, cut anywhere. */
async function auditPieces(
  audit: CompactAudit,
  format: Format,
  { by, language, out }: AuditOptions,
  { paint }: Terminal,
): Promise<Iterable<string>> {
  if (format === 'json') return (await import('../../audit/json.ts')).auditJson(audit)
  if (format === 'csv') return (await import('../../audit/csv.ts')).auditCsv(audit)
  if (format === 'html') return (await import('../../evidence/heat-map/page.ts')).heatMapPage(audit, { language })
  const [{ renderAudit }, { PLAIN }] = await Promise.all([import('../render/audit.ts'), import('../paint.ts')])
  return [renderAudit(audit, by, out === undefined ? paint : PLAIN).join('\n')]
}

async function diffText(diff: AuditDiff, format: Format, { paint }: Terminal): Promise<string> {
  if (format === 'html') throw new RigError('USAGE', 'a difference has no page; write --format table, csv or json')
  if (format === 'json') return JSON.stringify(diff, null, 2)
  if (format === 'csv') return (await import('../../audit/csv.ts')).auditDiffCsv(diff)
  const { renderAuditDiff } = await import('../render/audit-diff.ts')
  return renderAuditDiff(diff, paint).join('\n')
}

/** Prints it, or writes it to a file and tells so; never all of it at once. */
async function put(terminal: Terminal, { out }: AuditOptions, pieces: Iterable<string>): Promise<void> {
  if (out === undefined) {
    for (const lines of inLines(pieces)) terminal.print(lines)
    return
  }
  try {
    await writeFile(resolve(terminal.folder, out), withLineEnds(pieces))
  } catch (cause) {
    throw notWritten(out, cause)
  }
  terminal.tell(`wrote ${out}`)
}

/** Large enough that writing them costs little, each of whole lines without the last one's end. */
const PRINTED_CHARACTERS = 65_536

function* inLines(pieces: Iterable<string>): Generator<string> {
  let rest = ''
  for (const piece of pieces) {
    rest += piece
    const end = rest.length < PRINTED_CHARACTERS ? -1 : rest.lastIndexOf('\n')
    if (end < 0) continue
    yield rest.slice(0, end)
    rest = rest.slice(end + 1)
  }
  if (rest !== '') yield rest.replace(/\r?\n$/, '')
}

function* withLineEnds(pieces: Iterable<string>): Generator<string> {
  for (const lines of inLines(pieces)) yield `${lines}\n`
}
