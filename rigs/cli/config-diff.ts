import type { Command } from 'commander'
import { connect } from './connect.ts'
import { printResult } from './output.ts'
import { documentOption } from './plane.ts'
import type { Terminal } from './terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption } from './verb.ts'

interface DiffOptions extends RigOption, JsonOption {
  readonly as?: string
  readonly exitCode?: true
  readonly strict?: true
}

/** `config diff`: what a document would change. */
export function addDiff(parent: Command, terminal: Terminal): void {
  parent
    .command('diff')
    .description(
      'show what a document would change, by names and without secrets, and its lints; of a stale one also against what runs',
    )
    .argument('<site>', 'a site of the rig')
    .option('--exit-code', 'exit with 1 when it would change something')
    .option('--strict', 'exit with 1 when it brings something that is allowed and seldom meant')
    .addOption(documentOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: DiffOptions) => {
      const { call } = await connect(terminal, options)
      const answer = await call('config-diff', { site, ...(options.as !== undefined && { document: options.as }) })
      const { renderDiff } = await import('./render/diff.ts')
      printResult(terminal, options, answer, renderDiff(answer, terminal.paint))
      const isChanging = options.exitCode === true && answer.changes.length > 0
      const isLinted = options.strict === true && answer.lints.some(({ isNew }) => isNew)
      if (isChanging || isLinted) terminal.exit(1)
    })
}
