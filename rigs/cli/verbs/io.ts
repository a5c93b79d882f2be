import type { Command } from 'commander'
import { Option } from 'commander'
import { type CallerOption, callerFor, callerOption, siteOf } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

type ShowOptions = RigOption & JsonOption & CallerOption

interface AddOptions extends PlaneOptions {
  readonly direction: 'input' | 'output'
  readonly value?: 'digital' | 'analog' | 'text'
  readonly description?: string
  readonly room?: string
  readonly category?: string
}

const IO = ['<io>', 'an input or output with its site: home/Gate'] as const

export const io: Verb = (program, terminal) => {
  const parent = program.command('io').description('inputs and outputs that members of a Trust share')
  addList(parent, terminal)
  addSet(parent, terminal)
  addAdd(parent, terminal)
  addDelete(parent, terminal)
}

function addList(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('list')
    .description('show inputs and outputs of a Miniserver and those of others used there, and what they are at')
    .argument('<site>', 'a site of the rig')
  withShow(command).action(async (site: string, options: ShowOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('io-list', { site, ...callerFor(card, site, options, terminal) })
    const { renderIos } = await import('../render/ios.ts')
    printResult(terminal, options, answer, renderIos(answer, terminal.paint))
  })
}

function addSet(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('set')
    .description('set an input, or an output of another Miniserver that is used there')
    .argument(...IO)
    .argument('<value>', 'on, off, a number or a text')
  withShow(command).action(async (address: string, value: string, options: ShowOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('io-set', { io: address, value, ...callerFor(card, siteOf(address), options, terminal) })
    const { standing } = answer
    const lost = standing === undefined ? '' : ` Nothing of that arrives: the reference is ${standing}.`
    printResult(terminal, options, answer, [`${answer.site}/${answer.name} is at ${answer.at}.${lost}`])
  })
}

function addAdd(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('add')
    .description('make an input or output that members of a Trust can be given the right to')
    .argument('<site>', 'a site of the rig')
    .argument('<name>')
    .addOption(
      new Option('--direction <direction>', 'members read an input and write an output')
        .choices(['input', 'output'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--value <kind>', 'what it carries').choices(['digital', 'analog', 'text']).default('digital'),
    )
    .option('--description <text>', 'in words for people, who find it in the Periphery Search')
    .option('--room <room>', 'where it is shown')
    .option('--category <category>', 'as what it is shown')
  withPlane(command).action(async (site: string, name: string, options: AddOptions) => {
    const { card, call } = await connect(terminal, options)
    const { direction, value, description, room, category } = options
    const what = {
      ...{ direction, ...(value !== undefined && { value }), ...(description !== undefined && { description }) },
      ...{ ...(room !== undefined && { room }), ...(category !== undefined && { category }) },
    }
    const answer = await call('io-add', { site, name, ...what, ...planeInput(card, site, options, terminal) })
    const done = `Added ${answer.value} ${answer.direction} ${answer.name}.`
    const next = `Let a member use it: npx loxrig grant member:MEMBER "${answer.site}/function:${answer.name}"`
    printResult(terminal, options, answer, [renderEdited(done, answer), next])
  })
}

function addDelete(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('delete')
    .description('delete an input or output, or one of another Miniserver here, with its wires and rights')
    .argument(...IO)
  withPlane(command).action(async (address: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('io-delete', { io: address, ...planeInput(card, siteOf(address), options, terminal) })
    printResult(terminal, options, answer, [renderEdited(`Deleted ${answer.name}.`, answer)])
  })
}

function withShow(command: Command): Command {
  return command.addOption(callerOption()).addOption(rigOption()).addOption(jsonOption())
}
