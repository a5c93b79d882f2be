import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { addUnsupported } from '../unsupported.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface AttachOptions extends RigOption, JsonOption {
  readonly name?: string
}

export const attach: Verb = (program, terminal) => {
  const group = program.command('attach').description('put a real reader in the place of a simulated source')
  group
    .command('pcsc')
    .description('attach a PC/SC reader; returns when it is open. The running rig holds it')
    .argument('<reader>', 'a keypad: home/front-door')
    .option('--name <part>', "part of the PC/SC reader's name (default: the first there is)")
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, options: AttachOptions) => {
      const { call } = await connect(terminal, options)
      const { name } = options
      const answer = await call('attach', { reader, source: 'pcsc', ...(name !== undefined && { name }) })
      printResult(terminal, options, answer, [`${answer.reader} reads with ${answer.name}. Lay a card on it.`])
    })
  addUnsupported(group, 'serial <reader>', 'attach a reader on a serial port')
}

export const detach: Verb = (program, terminal) => {
  program
    .command('detach')
    .description('give a place back to its simulated source')
    .argument('<reader>', 'where a real reader is attached: home/front-door')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, options: RigOption & JsonOption) => {
      const { call } = await connect(terminal, options)
      const answer = await call('detach', { reader })
      printResult(terminal, options, answer, [`${answer.reader} is simulated again.`])
    })
}
