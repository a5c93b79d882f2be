import type { Command } from 'commander'
import { type CallerOption, callerFor, callerOption } from '../callers.ts'
import { addDiff } from '../config-diff.ts'
import { addBackup, addRestore } from '../config-files.ts'
import { addRename } from '../config-rename.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { documentOption } from '../plane.ts'
import type { Terminal } from '../terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface ConfigOptions extends RigOption, JsonOption, CallerOption {
  readonly as?: string
}

/** What can be done with one document, and the sentence that tells of it. */
const ACTIONS = {
  load: {
    description: 'load what the Miniserver runs into a document, in place of the one of that name',
    done: 'Loaded',
    asks: true,
  },
  save: {
    description: 'save a document in the Miniserver, which restarts with it',
    done: 'Saved, and loaded again:',
    asks: true,
  },
  discard: { description: 'close a document without saving it', done: 'Discarded', asks: false },
} as const

type Action = keyof typeof ACTIONS

export const config: Verb = (program, terminal) => {
  const group = program.command('config').description("Config documents: what Loxone Config does at an installer's PC")
  for (const action of Object.keys(ACTIONS) as Action[]) addAction(group, action, terminal)
  group
    .command('list')
    .description('list the documents that are open')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (options: RigOption & JsonOption) => {
      const answer = await (await connect(terminal, options)).call('config-list', {})
      const { renderDocuments } = await import('../render/documents.ts')
      printResult(terminal, options, answer, renderDocuments(answer, terminal.paint))
    })
  addDiff(group, terminal)
  addRename(group, terminal)
  addBackup(group, terminal)
  addRestore(group, terminal)
}

function addAction(group: Command, action: Action, terminal: Terminal): void {
  const { description, done, asks } = ACTIONS[action]
  const command = group.command(action).description(description).argument('<site>', 'a site of the rig')
  command.addOption(documentOption())
  if (asks) command.addOption(callerOption())
  command
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: ConfigOptions) => {
      const { card, call } = await connect(terminal, options)
      const place = { site, ...(options.as !== undefined && { document: options.as }) }
      const caller = asks ? callerFor(card, site, options, terminal) : {}
      const answer = await call(`config-${action}`, { ...place, ...caller })
      const { document, rev } = answer
      const line = `${done} document ${document} of ${answer.site}, revision ${rev}.${lostText(answer)}`
      printResult(terminal, options, answer, [line])
    })
}

function lostText({ lostEdits }: { readonly rev: number; readonly lostEdits?: number | undefined }): string {
  if (lostEdits === undefined) return ''
  return lostEdits === 1 ? ' One edit that was not saved is gone.' : ` ${lostEdits} edits that were not saved are gone.`
}
