import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import { withSecrets } from '../secret-options.ts'
import type { Terminal } from '../terminal.ts'
import { addCredentialChanges, addUserFields, type UserOptions, userFields } from '../user-fields.ts'
import type { Verb } from '../verb.ts'

const SITE = ['<site>', 'a site of the rig'] as const
const USER = ['<user>', 'Anna, or Anna@Office for one of another Miniserver'] as const

export const user: Verb = (program, terminal) => {
  const parent = program.command('user').description('users of a site')
  addAdd(parent, terminal)
  addEdit(parent, terminal)
  addShow(parent, terminal)
  addSwitch(parent, terminal, 'enable')
  addSwitch(parent, terminal, 'disable')
  addDelete(parent, terminal)
  withPlane(
    parent
      .command('list')
      .description('list the users of a site')
      .argument(...SITE),
  ).action(async (site: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('user-list', { site, ...planeInput(card, site, options, terminal) })
    const { renderUsers } = await import('../render/users.ts')
    printResult(terminal, options, answer, renderUsers(answer, terminal.paint))
  })
}

function addAdd(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('add')
    .description('add a user')
    .argument(...SITE)
    .argument('<name>')
  withPlane(addUserFields(command)).action(async (site: string, name: string, options: UserOptions) => {
    const { card, call } = await connect(terminal, options)
    const plane = planeInput(card, site, options, terminal)
    const fields = userFields(await withSecrets(terminal, options))
    const answer = await call('user-add', { site, name, ...fields, ...plane })
    printResult(terminal, options, answer, [renderEdited(`Added user ${answer.user.user}.`, answer)])
    warnOfWeakness(terminal, options, answer.user)
  })
}

function addEdit(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('edit')
    .description('change what is given of a user, and leave the rest')
    .argument(...SITE)
    .argument(...USER)
    .option('--name <name>', 'a new name')
  type Options = UserOptions & { readonly name?: string }
  withPlane(addCredentialChanges(addUserFields(command))).action(
    async (site: string, name: string, options: Options) => {
      const { card, call } = await connect(terminal, options)
      const answer = await call('user-edit', {
        site,
        user: name,
        ...(options.name !== undefined && { newName: options.name }),
        ...userFields(await withSecrets(terminal, options)),
        ...planeInput(card, site, options, terminal),
      })
      printResult(terminal, options, answer, [renderEdited(`Changed user ${answer.user.user}.`, answer)])
      warnOfWeakness(terminal, options, answer.user)
    },
  )
}

function addShow(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('show')
    .description('show all that is known of a user, and no secret')
    .argument(...SITE)
    .argument(...USER)
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('user-show', { site, user: name, ...planeInput(card, site, options, terminal) })
    const { renderUser } = await import('../render/user.ts')
    printResult(terminal, options, answer, renderUser(answer))
  })
}

/** R142: only of a password that was set just now. */
function warnOfWeakness(
  terminal: Terminal,
  { password }: UserOptions,
  { user, passwordScore }: { readonly user: string; readonly passwordScore?: number | undefined },
): void {
  if (password === undefined || passwordScore !== 0) return
  terminal.tell(
    `warning: the password of ${user} is weak (score 0 of 3); eight letters of three kinds make a better one`,
  )
}

/** A user of another Miniserver is switched here only: whether it is enabled is said by its own. */
function addSwitch(parent: Command, terminal: Terminal, status: 'enable' | 'disable'): void {
  const description = `${status} a user; one of another Miniserver at this site only`
  const command = parent
    .command(status)
    .description(description)
    .argument(...SITE)
    .argument(...USER)
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const where = { site, user: name, ...planeInput(card, site, options, terminal) }
    const { origin } = (await call('user-show', where)).user
    const change = origin === undefined ? { status: `${status}d` as const } : { disabledHere: status === 'disable' }
    const answer = await call('user-edit', { ...where, ...change })
    const done = status === 'enable' ? 'Enabled' : 'Disabled'
    printResult(terminal, options, answer, [renderEdited(`${done} user ${answer.user.user}.`, answer)])
  })
}

function addDelete(parent: Command, terminal: Terminal): void {
  const description = 'delete a user, with everything assigned to it'
  const command = parent
    .command('delete')
    .description(description)
    .argument(...SITE)
    .argument(...USER)
  withPlane(command).action(async (site: string, name: string, options: PlaneOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('user-delete', { site, user: name, ...planeInput(card, site, options, terminal) })
    printResult(terminal, options, answer, [renderEdited(`Deleted user ${answer.user.user}.`, answer)])
  })
}
