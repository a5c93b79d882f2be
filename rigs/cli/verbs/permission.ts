import { type Command, Option } from 'commander'
import { siteOf } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type PlaneOptions, planeInput, withPlane } from '../plane.ts'
import { renderEdited } from '../render/edited.ts'
import type { Terminal } from '../terminal.ts'
import type { Verb } from '../verb.ts'

interface PermissionOptions extends PlaneOptions {
  readonly scope?: 'internal' | 'external' | 'both'
  readonly schedule?: string
}

export const grant: Verb = (program, terminal) => {
  const command = permission(program, 'grant', 'allow a principal an object')
  command.option('--schedule <name>', 'access schedule of a door (default: Always)')
  withPlane(command).action(async (principal: string, object: string, options: PermissionOptions) => {
    const { call, input } = await prepare(terminal, principal, object, options)
    const { schedule } = options
    const answer = await call('grant', { ...input, ...(schedule !== undefined && { schedule }) })
    const when = answer.schedule === undefined ? '' : `, schedule ${answer.schedule}`
    printResult(terminal, options, answer, [
      renderEdited(`Granted ${answer.principal} ${answer.object}${when}.`, answer),
    ])
  })
}

export const deny: Verb = (program, terminal) => {
  const command = permission(program, 'deny', 'deny a principal an object, which wins over every grant')
  withPlane(command).action(async (principal: string, object: string, options: PermissionOptions) => {
    const { call, input } = await prepare(terminal, principal, object, options)
    const answer = await call('deny', input)
    printResult(terminal, options, answer, [renderEdited(`Denied ${answer.principal} ${answer.object}.`, answer)])
  })
}

export const revoke: Verb = (program, terminal) => {
  const command = permission(program, 'revoke', 'take away what a principal itself is granted or denied of an object')
  withPlane(command).action(async (principal: string, object: string, options: PermissionOptions) => {
    const { call, input } = await prepare(terminal, principal, object, options)
    const answer = await call('revoke', input)
    printResult(terminal, options, answer, [renderEdited(`Revoked ${answer.principal} ${answer.object}.`, answer)])
  })
}

function permission(program: Command, name: string, description: string): Command {
  const scope = new Option('--scope <scope>', 'of objects that are not doors (default: both)')
  return program
    .command(name)
    .description(description)
    .argument('<principal>', 'Anna, Anna@Office, group:Adults or member:Home')
    .argument('<object>', 'with its site: "home/access:Front Door", home/right:UserManagement')
    .addOption(scope.choices(['internal', 'external', 'both']))
}

async function prepare(terminal: Terminal, principal: string, object: string, options: PermissionOptions) {
  const { card, call } = await connect(terminal, options)
  const { scope } = options
  const plane = planeInput(card, siteOf(object), options, terminal)
  return { call, input: { principal, object, ...(scope !== undefined && { scope }), ...plane } }
}
