import { Option } from 'commander'
import { TOO_SOON, type TooSoon } from '../../../sim/domain/keypad/learning.ts'
import { type CallerOption, callerFor, callerOption } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { harmless } from '../paint.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface Options extends RigOption, JsonOption, CallerOption {
  readonly format?: true
  readonly stop?: true
  readonly tooSoon?: TooSoon
}

export const learn: Verb = (program, terminal) => {
  program
    .command('learn')
    .description('put a keypad into learn mode, as Config does, and hold a tag to it')
    .argument('<reader>', 'a keypad: home/front-door')
    .argument('[tag]', 'its name in the rig file, or its id; left out, whoever comes within ten seconds')
    .option('--format', 'take id and keys away from the card instead')
    .addOption(new Option('--too-soon <when>', 'take it away too soon, which fails').choices(TOO_SOON))
    .option('--stop', 'end learn mode instead')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, tag: string | undefined, options: Options) => {
      const { card, call } = await connect(terminal, options)
      const caller = callerFor(card, reader.split('/')[0] ?? '', options, terminal)
      const { format, stop, tooSoon } = options
      const answer = await call('learn', {
        reader,
        ...(tag !== undefined && { tag }),
        ...(format === true && { format }),
        ...(stop === true && { stop }),
        ...(tooSoon !== undefined && { tooSoon }),
        ...caller,
      })
      printResult(terminal, options, answer, [harmless(SENTENCES[answer.outcome](answer.reader, tag ?? ''))])
    })
}

const SENTENCES = {
  armed: (reader: string) => `${reader} learns the next tag that is held to it within ten seconds.`,
  stopped: (reader: string) => `${reader} no longer learns tags.`,
  learned: (reader: string, tag: string) =>
    `${reader} has learned ${tag}; give it to somebody with user edit --add-tag.`,
  formatted: (reader: string, tag: string) => `${reader} has taken id and keys away from ${tag}.`,
} as const
