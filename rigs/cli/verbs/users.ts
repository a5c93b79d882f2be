import { type Command, InvalidArgumentError, Option } from 'commander'
import { callerOption } from '../callers.ts'
import { documentOption, withPlane } from '../plane.ts'
import type { Terminal } from '../terminal.ts'
import { type ExportOptions, exportUsers, type TemplateOptions, writeTemplate } from '../users-export.ts'
import { type ImportOptions, importUsers } from '../users-import.ts'
import { jsonOption, rigOption, type Verb } from '../verb.ts'

const SITE = ['<site>', 'a site of the rig'] as const

export const users: Verb = (program, terminal) => {
  const parent = program.command('users').description('users of a site as CSV')
  addTemplate(parent, terminal)
  addImport(parent, terminal)
  addExport(parent, terminal)
}

function addTemplate(parent: Command, terminal: Terminal): void {
  parent
    .command('template')
    .description('write a CSV file to fill users in, for a spreadsheet; needs no rig')
    .option('--out <file>', 'a new file, instead of printing it')
    .addOption(languageOption())
    .action((options: TemplateOptions) => writeTemplate(terminal, options))
}

function addImport(parent: Command, terminal: Terminal): void {
  parent
    .command('import')
    .description('show what a CSV file holds, and add one or all of its users to the open document')
    .argument(...SITE)
    .argument('<file>', 'as a spreadsheet saves it: with semicolons, commas or tabs, in any usual encoding')
    .option('--dry-run', 'show it and add nobody')
    .option('--row <line>', 'add only the user of that line; may be repeated', lineNumbers)
    .option('--merge', 'a row whose user is there changes it, where its cells are not empty')
    .option('--create-groups', 'make the groups that are not there')
    .addOption(configOption())
    .addOption(documentOption())
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action((site: string, file: string, options: ImportOptions) => importUsers(terminal, { site, file }, options))
}

function addExport(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('export')
    .description('write the users of a site as CSV, without their secrets')
    .argument(...SITE)
    .option('--out <file>', 'a new file, for your eyes only, instead of printing it')
    .addOption(languageOption())
    .addOption(configOption())
  withPlane(command).action((site: string, options: ExportOptions) => exportUsers(terminal, site, options))
}

const languageOption = (): Option =>
  new Option('--language <language>', 'of the columns (default: en)').choices(['en', 'de'])

const configOption = (): Option =>
  new Option(
    '--config <version>',
    "the Loxone Config it is done with; 12.1 at least (default: the Miniserver's firmware)",
  )

function lineNumbers(text: string, before: readonly number[] = []): number[] {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('it is the number of a line, as the preview has it')
  return [...before, Number(text)]
}
