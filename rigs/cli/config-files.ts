import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type CallerOption, callerFor, callerOption } from './callers.ts'
import { connect } from './connect.ts'
import { readText, writeSecret } from './files.ts'
import { printResult } from './output.ts'
import type { Terminal } from './terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption } from './verb.ts'

type FileOptions = RigOption & JsonOption & CallerOption

/** `config backup`: the program that runs as a file, which is a secret. */
export function addBackup(parent: Command, terminal: Terminal): void {
  parent
    .command('backup')
    .description('back up the program that a Miniserver runs into a new file, for your eyes only')
    .argument('<site>', 'a site of the rig')
    .argument('<file>', 'where there is none yet')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, file: string, options: FileOptions) => {
      const { card, call } = await connect(terminal, options)
      const answer = await call('config-backup', { site, ...callerFor(card, site, options, terminal) })
      await writeSecret(resolve(terminal.folder, file), answer.file)
      printResult(terminal, options, { site: answer.site, file }, [
        `Backed up the program of ${answer.site} into ${file}.`,
      ])
    })
}

/** `config restore`: runs what a backup file holds. */
export function addRestore(parent: Command, terminal: Terminal): void {
  parent
    .command('restore')
    .description('make a Miniserver run the program of a backup file, whatever runs now; it restarts')
    .argument('<site>', 'a site of the rig')
    .argument('<file>', 'as config backup wrote it')
    .option('--anyway', 'take the backup of another Miniserver, too')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, file: string, options: FileOptions & { readonly anyway?: true }) => {
      const { card, call } = await connect(terminal, options)
      const contents = await readText(resolve(terminal.folder, file))
      const anyway = options.anyway === true ? { anyway: true } : {}
      const caller = callerFor(card, site, options, terminal)
      const answer = await call('config-restore', { site, file: contents, ...anyway, ...caller })
      printResult(terminal, options, answer, [`${answer.site} runs the program of ${file}, revision ${answer.rev}.`])
    })
}
