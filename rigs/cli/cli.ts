import { Command, CommanderError } from 'commander'
import { RigError } from '../../sim/domain/errors.ts'
import { VERSION } from '../factory/version.ts'
import { processTerminal, type Terminal } from './terminal.ts'
import { VERBS } from './verbs/index.ts'

/** Carries out one command line and tells the terminal how it ended. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<void> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' })
  } catch (error) {
    // Commander has said already what was wrong; help and version end without fault.
    if (error instanceof CommanderError) return saidAlready(error, args, terminal)
    if (!(error instanceof RigError)) throw error
    terminal.tell(`${terminal.tellPaint('red', error.code)}: ${error.message}`)
    terminal.exit(error.code === 'READER_ABSENT' ? 3 : 2)
  }
}

/** Where help was shown because a word is missing or unknown, that is said below it. */
function saidAlready({ code, exitCode }: CommanderError, args: readonly string[], terminal: Terminal): void {
  if (code === 'commander.help' && exitCode !== 0) {
    const typed = ['loxrig', ...args].join(' ')
    terminal.tell(
      `${terminal.tellPaint('red', 'USAGE')}: "${typed}" is no whole command; go on with one of those above`,
    )
  }
  terminal.exit(exitCode === 0 ? 0 : 2)
}

/** Every verb as commander knows it. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('loxrig')
    .description('A whole estate of Loxone Miniservers on one laptop. Not affiliated with Loxone.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [verb]', 'show help of a verb')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.tell(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, `${terminal.tellPaint('red', 'USAGE')}: `)),
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
    })
    .configureHelp({ showGlobalOptions: false, subcommandTerm: termOf })
  for (const { heading, verbs } of VERBS) {
    program.commandsGroup(heading)
    for (const verb of verbs) verb(program, terminal)
  }
  pointToHelp(program, program.name())
  return program
}

/** The command line of this process. */
export async function runInThisProcess(): Promise<void> {
  await runCli(process.argv.slice(2), processTerminal())
}

/** Help is also a page of the manual: it does not depend on a window. */
const HELP_WIDTH = 100

/** `tap <reader> <tag>`: arguments; that there are options goes without saying. */
function termOf(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const word = `${argument.name()}${argument.variadic ? '...' : ''}`
    return argument.required ? `<${word}>` : `[${word}]`
  })
  return [command.name(), ...words].join(' ')
}

/** A fault in a command line names the help of its own verb. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`Try: ${path} --help`)
  for (const child of command.commands) pointToHelp(child, `${path} ${child.name()}`)
}
