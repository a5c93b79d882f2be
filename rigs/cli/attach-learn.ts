import type { Command } from 'commander'
import { connect } from './connect.ts'
import { addLineOptions, type LineOptions, linesOf } from './line-options.ts'
import { printResult } from './output.ts'
import type { Terminal } from './terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption } from './verb.ts'

interface LearnOptions extends RigOption, JsonOption, LineOptions {
  readonly within: string
}

/** Adds `attach list`, which needs no rig. */
export function addList(group: Command, terminal: Terminal): void {
  group
    .command('list')
    .description('show every real reader and port that is there, with the line of a rig file that uses it')
    .addOption(jsonOption())
    .action(async (options: JsonOption) => {
      const [{ findReaders }, { renderReaders }] = await Promise.all([
        import('../attachments/list-readers.ts'),
        import('./render/readers.ts'),
      ])
      const founds = await findReaders()
      const readers = founds.flatMap((found) => found.readers)
      const unlisted = founds.flatMap(({ kind, unlisted }) => (unlisted === undefined ? [] : [{ kind, ...unlisted }]))
      printResult(terminal, options, { readers, unlisted }, renderReaders(founds, terminal.paint))
    })
}

/** Adds `attach learn`. Interrupted, it leaves nothing attached: the rig sees that nobody waits any longer. */
export function addLearn(group: Command, terminal: Terminal): void {
  const learn = group
    .command('learn')
    .description('find out which reader is meant, by something that is presented to it, and attach that one')
    .argument('<reader>', 'a keypad, an iButton reader or an external reader: home/front-door')
    .option('--within <duration>', 'how long somebody has to present something; 4m at most', '60s')
  addLineOptions(learn)
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, options: LearnOptions) => {
      const { call } = await connect(terminal, options)
      const { within } = options
      terminal.tell(
        `Present a card, an iButton or a finger to the reader that shall be at ${reader}, within ${within}. It opens no door; what lies on a reader already does not count.`,
      )
      const answer = await call('attach-learn', { reader, within, ...linesOf(options) })
      const lines = [`${answer.reader} reads with ${answer.name}. In a rig file that is`, `  ${answer.line}`]
      printResult(terminal, options, answer, lines)
    })
}
