import { resolve } from 'node:path'
import { checkBytes } from '../../sim/protocol/csv/limits.ts'
import { type CallerOption, callerFor } from './callers.ts'
import { connect } from './connect.ts'
import { readBytes } from './files.ts'
import { printResult } from './output.ts'
import type { Terminal } from './terminal.ts'
import type { JsonOption, RigOption } from './verb.ts'

export interface ImportOptions extends RigOption, JsonOption, CallerOption {
  readonly dryRun?: true
  readonly row?: readonly number[]
  readonly merge?: true
  readonly createGroups?: true
  readonly config?: string
  readonly as?: string
}

/** `users import`: the window that shows the file, and what its buttons do. Exit code 2 where rows are wrong; the others are added. */
export async function importUsers(
  terminal: Terminal,
  { site, file }: { readonly site: string; readonly file: string },
  options: ImportOptions,
): Promise<void> {
  const bytes = await readBytes(resolve(terminal.folder, file))
  checkBytes(bytes)
  const { card, call } = await connect(terminal, options)
  const { dryRun, row, merge, createGroups, config, as } = options
  const input = {
    ...{ site, file: bytes.toString('base64') },
    ...(merge === true && { merge }),
    ...(createGroups === true && { createGroups }),
    ...(config !== undefined && { config }),
    ...(as !== undefined && { document: as }),
    ...callerFor(card, site, options, terminal),
  }
  const { renderImport, renderPreview } = await import('./render/users-file.ts')
  if (dryRun === true) {
    const answer = await call('users-preview', input)
    printResult(terminal, options, answer, renderPreview(answer, terminal.paint))
    if (answer.rows.some(({ errors }) => errors.length > 0)) terminal.exit(2)
    return
  }
  const answer = await call('users-import', { ...input, ...(row !== undefined && { lines: [...row] }) })
  printResult(terminal, options, answer, renderImport(answer, terminal.paint))
  if (row === undefined && answer.rows.some(({ errors }) => errors.length > 0)) terminal.exit(2)
}
