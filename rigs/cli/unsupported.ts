import type { Command } from 'commander'
import { RigError } from '../../sim/domain/errors.ts'

/** Adds a command that is in the language and not built yet: it has its help, takes any words and answers UNSUPPORTED. */
export function addUnsupported(parent: Command, usage: string, description: string): void {
  const command = parent
    .command(usage)
    .description(`${description} (not built yet)`)
    .allowUnknownOption()
    .allowExcessArguments()
  command.action(() => {
    throw unsupported(`${pathOf(parent)}${command.name()}`)
  })
}

/** For a word that will mean something one day. */
export function unsupported(what: string): RigError {
  return new RigError('UNSUPPORTED', `loxrig ${what} is not built yet; loxrig --help lists what is`)
}

/** The words between `loxrig` and the command. */
function pathOf(command: Command): string {
  return command.parent === null ? '' : `${pathOf(command.parent)}${command.name()} `
}
