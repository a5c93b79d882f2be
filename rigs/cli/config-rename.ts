import type { Command } from 'commander'
import { connect } from './connect.ts'
import { printResult } from './output.ts'
import { type PlaneOptions, planeInput, withPlane } from './plane.ts'
import { renderEdited } from './render/edited.ts'
import type { Terminal } from './terminal.ts'

/** `config rename`: what a Miniserver is called. */
export function addRename(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('rename')
    .description('give a Miniserver another name, the host in Anna@Office; its serial number stays')
    .argument('<site>', 'a site of the rig')
    .argument('<name>')
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('config-rename', { site, name, ...planeInput(card, site, options, terminal) })
    printResult(terminal, options, answer, [renderEdited(`The Miniserver is ${answer.name}.`, answer)])
  })
}
