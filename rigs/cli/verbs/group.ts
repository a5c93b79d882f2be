import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import type { Verb } from '../verb.ts'

const SITE = ['<site>', 'a site of the rig'] as const

export const group: Verb = (program, terminal) => {
  const parent = program.command('group').description('user groups of a site')
  addAdd(parent, terminal)
  addAssign(parent, terminal)
  addDelete(parent, terminal)
  withPlane(
    parent
      .command('list')
      .description('list the groups of a site')
      .argument(...SITE),
  ).action(async (site: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('group-list', { site, ...planeInput(card, site, options, terminal) })
    const { renderGroups } = await import('../render/users.ts')
    printResult(terminal, options, answer, renderGroups(answer, terminal.paint))
  })
}

function addAdd(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('add')
    .description('add a group')
    .argument(...SITE)
    .argument('<name>')
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('group-add', { site, name, ...planeInput(card, site, options, terminal) })
    printResult(terminal, options, answer, [renderEdited(`Added group ${answer.group}.`, answer)])
  })
}

function addDelete(parent: Command, terminal: Terminal): void {
  const description = 'delete a group, with everything assigned to it'
  const command = parent
    .command('delete')
    .description(description)
    .argument(...SITE)
    .argument('<group>')
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('group-delete', { site, group: name, ...planeInput(card, site, options, terminal) })
    printResult(terminal, options, answer, [renderEdited(`Deleted group ${answer.group}.`, answer)])
  })
}

function addAssign(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('assign')
    .description('put a user, a group or a Trust member into a group')
    .argument(...SITE)
    .argument('<principal>', 'Anna, Anna@Office, group:Adults or member:Home')
    .argument('<group>')
    .option('--remove', 'take it out of the group instead')
  type Options = PlaneOptions & { readonly remove?: true }
  withPlane(command).action(async (site: string, principal: string, name: string, options: Options) => {
    const { card, call } = await connect(terminal, options)
    const { remove = false } = options
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('group-assign', { site, principal, group: name, remove, ...plane })
    const done = remove
      ? `Took ${principal} out of group ${answer.group}.`
      : `Put ${principal} into group ${answer.group}.`
    printResult(terminal, options, answer, [renderEdited(done, answer)])
  })
}
