import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { harmless } from '../paint.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import { collect, type Verb } from '../verb.ts'

const SITE = ['<site>', 'a site of the rig'] as const

export const group: Verb = (program, terminal) => {
  const parent = program.command('group').description('user groups of a site')
  addAdd(parent, terminal)
  addEdit(parent, terminal)
  addAssign(parent, terminal)
  addMembers(parent, terminal)
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

function addEdit(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('edit')
    .description('rename a group; where it is shared, others follow')
    .argument(...SITE)
    .argument('<group>')
    .requiredOption('--name <name>', 'its new name')
  type Options = PlaneOptions & { readonly name: string }
  withPlane(command).action(async (site: string, name: string, options: Options) => {
    const { card, call } = await connect(terminal, options)
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('group-edit', { site, group: name, newName: options.name, ...plane })
    printResult(terminal, options, answer, [renderEdited(`Renamed group ${name} to ${answer.group}.`, answer)])
  })
}

interface MembersOptions extends PlaneOptions {
  readonly set?: readonly string[]
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

function addMembers(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('members')
    .description('show who is in a group itself; with options, change it all at once or not at all')
    .argument(...SITE)
    .argument('<group>')
    .option('--set <principal>', 'who is in it from now on, and nobody else; may be repeated', collect)
    .option('--add <principal>', 'Anna, Anna@Office, group:Adults or member:Home; may be repeated', collect)
    .option('--remove <principal>', 'may be repeated', collect)
  withPlane(command).action(async (site: string, name: string, options: MembersOptions) => {
    const { card, call } = await connect(terminal, options)
    const changes = (['set', 'add', 'remove'] as const).flatMap((key) => {
      const principals = options[key]
      return principals === undefined ? [] : [[key, [...principals]] as const]
    })
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('group-members', { site, group: name, ...Object.fromEntries(changes), ...plane })
    const who = answer.members.length === 0 ? 'nobody' : answer.members.join(', ')
    const lines = changes.length === 0 ? answer.members : [renderEdited(`In group ${answer.group}: ${who}.`, answer)]
    printResult(terminal, options, answer, lines.length === 0 ? ['nobody'] : lines.map(harmless))
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
