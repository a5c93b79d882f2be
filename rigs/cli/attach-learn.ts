import type { Command } from 'commander'
import type { RigClient } from '../control/client-face.ts'
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
      const { within } = options
      const rig = await connect(terminal, options)
      await using _saying = await sayingWhenItListens(terminal, rig, { reader, within })
      const answer = await rig.call('attach-learn', { reader, within, ...linesOf(options) })
      const lines = [`${answer.reader} reads with ${answer.name}. In a rig file that is`, `  ${answer.line}`]
      printResult(terminal, options, answer, lines)
    })
}

/** Tells people when the readers are open, and not before: nobody is sent for a card that cannot be learnt. Disposed, it is over. */
async function sayingWhenItListens(
  terminal: Terminal,
  rig: Pick<RigClient, 'listening'>,
  { reader, within }: { readonly reader: string; readonly within: string },
): Promise<AsyncDisposable> {
  const ended = new AbortController()
  const listening = await rig.listening(ended.signal)
  const told = (async () => {
    for await (const { reader: place, readers } of listening) {
      if (place !== reader.trim().toLowerCase()) continue
      terminal.tell(
        `Present a card, an iButton or a finger to the reader that shall be at ${place}, within ${within}. It opens no door; what lies on a reader already does not count.`,
      )
      terminal.tell(`Listening: ${readers.join(', ')}`)
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      ended.abort()
      await told
    },
  }
}
