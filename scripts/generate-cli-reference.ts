/** Writes `docs/reference/cli.md` from the help of every verb. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { createProgram } from '../rigs/cli/cli.ts'
import { PLAIN } from '../rigs/cli/paint.ts'
import type { Terminal } from '../rigs/cli/terminal.ts'
import { ROOT } from './source/files.ts'

const INTRODUCTION = `# The command line

Generated from the help of each verb; what is promised of it stands in [interface](../interface.md).

**Which rig.** Verbs that need a running rig look at the rig cards in \`.loxrig/\` of the folder they are started in, and nowhere above
it. Where one rig runs there, it is meant; where several do, \`--rig NAME\` says which; where none does, the answer is \`NO_RIG\` and exit
code 2. \`--rig\` takes the name of a rig or the path of its file. A word without slash and ending names a file in \`rigs/\`; in a folder
without \`rigs/\` the packaged rig files are used.

**Who asks.** A Miniserver is asked as the admin of the rig card. \`--user NAME\` asks as somebody else, with the password on the rig card
or, where it is not there, the one in the environment variable \`LOXRIG_PASSWORD\`.

**Exit codes.** 0 as asked · 1 a scenario, expectation or check failed · 2 the command, a file or its contents are wrong · 3 a real part it
needed is absent · 130 interrupted. A rig that was told to stop by \`loxrig down\` ends with 0.

**Output.** Results go to standard output, messages and progress to standard error; an error is one line, \`CODE: sentence\`. Colours are
left out where the output is no terminal, and with \`NO_COLOR\` or \`CI\`. Logins are printed on a terminal only.
`

/** Writes nothing: only its help is wanted. */
const SILENT: Terminal = {
  print: () => {},
  tell: () => {},
  exit: () => {},
  askSecrets: async () => [],
  paint: PLAIN,
  tellPaint: PLAIN,
  isInteractive: false,
  folder: ROOT,
  env: {},
}

const program = createProgram(SILENT)
const text = [INTRODUCTION, ...sections(program, '')].join('\n')
writeFileSync(join(ROOT, 'docs', 'reference', 'cli.md'), text)

/** A section for the command and one for each below it, in the order of its help. */
function sections(command: Command, path: string): string[] {
  const words = `${path} ${command.name()}`.trim()
  const help = ['```text', command.helpInformation().trimEnd(), '```', ''].join('\n')
  return [`## ${words}\n\n${help}`, ...command.commands.flatMap((child) => sections(child, words))]
}
