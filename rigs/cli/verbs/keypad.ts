import type { Command } from 'commander'
import { siteOf } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import type { Verb } from '../verb.ts'

const KEYPAD = ['<keypad>', 'a keypad: home/front-door'] as const
const NAME = ['<name>', 'what it is called, such as Cleaner'] as const
const ASK = '-'

export const keypad: Verb = (program, terminal) => {
  const parent = program.command('keypad').description('codes and tags of a keypad itself, which are of nobody')
  addList(parent, terminal)
  addCode(parent, terminal)
  addTag(parent, terminal)
  addRemove(parent, terminal)
}

interface OutputOptions extends PlaneOptions {
  readonly outputs?: string
  readonly standardOutput?: string
}

interface CodeOptions extends OutputOptions {
  readonly once?: true
  readonly from?: string
  readonly until?: string
  readonly inactive?: true
}

function addList(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('list')
    .description('list them, without digits and ids')
    .argument(...KEYPAD)
  withPlane(command).action(async (reader: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('keypad-list', { reader, ...planeInput(card, siteOf(reader), options, terminal) })
    const { renderKeypad } = await import('../render/keypad.ts')
    printResult(terminal, options, answer, renderKeypad(answer, terminal.paint))
  })
}

function addCode(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('code')
    .description('give it a code, or change the one of that name; digits that are left out stay')
    .argument(...KEYPAD)
    .argument(...NAME)
    .argument('[code]', '2 to 8 digits, which others may read here; - asks for them, or reads a line of standard input')
    .option('--once', 'it opens once')
    .option('--from <time>', 'it opens from then on: 2026-10-25T08:00')
    .option('--until <time>', 'it opens until then')
    .option('--inactive', 'it opens nothing until it is given again without this')
  withPlane(withOutputs(command)).action(
    async (reader: string, name: string, given: string | undefined, options: CodeOptions) => {
      const { card, call } = await connect(terminal, options)
      const [code] = given === ASK ? await terminal.askSecrets(['Access code']) : [given]
      const { once, from, until, inactive } = options
      const answer = await call('keypad-code', {
        ...{ reader, name, ...outputsOf(options) },
        ...(code !== undefined && { code }),
        ...(once === true && { once }),
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
        ...(inactive === true && { active: false }),
        ...planeInput(card, siteOf(reader), options, terminal),
      })
      printResult(terminal, options, answer, [
        renderEdited(`${answer.reader} has the code ${answer.authorisation.name}.`, answer),
      ])
    },
  )
}

function addTag(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('tag')
    .description('give it a tag, or change the one of that name; learn one first with loxrig learn')
    .argument(...KEYPAD)
    .argument(...NAME)
    .argument('<tag>', 'its name in the rig file, or its id; - asks for it, or reads a line of standard input')
  withPlane(withOutputs(command)).action(
    async (reader: string, name: string, given: string, options: OutputOptions) => {
      const { card, call } = await connect(terminal, options)
      const [tag = ''] = given === ASK ? await terminal.askSecrets(['Tag']) : [given]
      const plane = planeInput(card, siteOf(reader), options, terminal)
      const answer = await call('keypad-tag', { reader, name, tag, ...outputsOf(options), ...plane })
      printResult(terminal, options, answer, [
        renderEdited(`${answer.reader} has the tag ${answer.authorisation.name}.`, answer),
      ])
    },
  )
}

function addRemove(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('remove')
    .description('take one of them away')
    .argument(...KEYPAD)
    .argument(...NAME)
  withPlane(command).action(async (reader: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('keypad-remove', { reader, name, ...planeInput(card, siteOf(reader), options, terminal) })
    const { kind, name: removed } = answer.authorisation
    printResult(terminal, options, answer, [
      renderEdited(`${answer.reader} has no ${kind} ${removed} any more.`, answer),
    ])
  })
}

function withOutputs(command: Command): Command {
  return command
    .option('--outputs <numbers>', 'which it may switch: 1,2; left out, all that are in use')
    .option('--standard-output <number>', 'what it switches when nothing was selected; left out, the lowest of them')
}

/** What is no number is refused where the numbers are known. */
function outputsOf({ outputs, standardOutput }: OutputOptions) {
  return {
    ...(outputs !== undefined && { outputs: outputs.split(',').map(Number) }),
    ...(standardOutput !== undefined && { standardOutput: Number(standardOutput) }),
  }
}
