import { resolve } from 'node:path'
import type { Language } from '../../sim/protocol/csv/columns.ts'
import { connect } from './connect.ts'
import { writeSecret } from './files.ts'
import { printResult } from './output.ts'
import { type PlaneOptions, planeInput } from './plane.ts'
import type { Terminal } from './terminal.ts'

export interface TemplateOptions {
  readonly out?: string
  readonly language?: Language
}

export interface ExportOptions extends TemplateOptions, PlaneOptions {
  readonly config?: string
}

/** `users template`: what a spreadsheet opens to begin with. */
export async function writeTemplate(terminal: Terminal, { out, language = 'en' }: TemplateOptions): Promise<void> {
  const { usersTemplate } = await import('../../sim/protocol/csv/write-users.ts')
  const file = usersTemplate(language)
  if (out === undefined) return printFile(terminal, file)
  await writeSecret(resolve(terminal.folder, out), file)
  terminal.print(`The template is ${out}.`)
}

/** `users export`: tags are in it, so that its file is its owner's. */
export async function exportUsers(terminal: Terminal, site: string, options: ExportOptions): Promise<void> {
  const { card, call } = await connect(terminal, options)
  const { out, language, config } = options
  const { file, ...rest } = await call('users-export', {
    site,
    ...(language !== undefined && { language }),
    ...(config !== undefined && { config }),
    ...planeInput(card, site, options, terminal),
  })
  if (out !== undefined) {
    await writeSecret(resolve(terminal.folder, out), file)
    const users = `${rest.users.toLocaleString('en')} user${rest.users === 1 ? '' : 's'}`
    printResult(terminal, options, { ...rest, file: out }, [`Exported ${users} of ${rest.site} into ${out}.`])
  } else if (options.json === true) printResult(terminal, options, { ...rest, file }, [])
  else printFile(terminal, file)
}

/** To the last byte: what is printed gets its last line end there. */
function printFile(terminal: Terminal, file: string): void {
  terminal.print(file.replace(/\n$/, ''))
}
