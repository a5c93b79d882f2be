import type { Command } from 'commander'
import { callerFor } from './callers.ts'
import { connect } from './connect.ts'
import { printResult } from './output.ts'
import { type PlaneOptions, planeInput, withPlane } from './plane.ts'
import { renderEdited } from './render/edited.ts'
import type { Terminal } from './terminal.ts'

interface EndOptions extends PlaneOptions {
  readonly trust?: string
}

/** `trust remove`, `trust leave`, `trust dissolve`, `trust takeover`: how a Trust, or a part in it, ends. */
export function addEnds(parent: Command, terminal: Terminal): void {
  addRemove(parent, terminal)
  addLeave(parent, terminal)
  addDissolve(parent, terminal)
  addTakeOver(parent, terminal)
}

function addRemove(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('remove')
    .description('remove a member from a Trust; what came of it goes everywhere')
    .argument('<site>', 'the site whose Miniserver manages the Trust')
    .argument('<member>', 'a site of the rig, or a serial number')
  withOptions(command).action(async (site: string, member: string, options: EndOptions) => {
    const { card, call } = await connect(terminal, options)
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('trust-remove-member', { site, member, ...trustOf(options), ...plane })
    const done = `Removed ${answer.member} from Trust ${answer.trust}.`
    printResult(terminal, options, answer, [renderEdited(done, answer)])
  })
}

function addLeave(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('leave')
    .description('leave a Trust; what came by it goes')
    .argument('<site>', 'the site that leaves')
  withOptions(command).action(async (site: string, options: EndOptions) => {
    const { card, call } = await connect(terminal, options)
    const answer = await call('trust-leave', {
      site,
      ...trustOf(options),
      ...planeInput(card, site, options, terminal),
    })
    printResult(terminal, options, answer, [renderEdited(`${answer.site} leaves Trust ${answer.trust}.`, answer)])
  })
}

function addDissolve(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('dissolve')
    .description('dissolve a Trust: all its members are removed, for good')
    .argument('<site>', 'the site whose Miniserver manages the Trust')
  withOptions(command).action(async (site: string, options: EndOptions) => {
    const { card, call } = await connect(terminal, options)
    const plane = planeInput(card, site, options, terminal)
    const answer = await call('trust-dissolve', { site, ...trustOf(options), ...plane })
    printResult(terminal, options, answer, [renderEdited(`Dissolved Trust ${answer.trust}.`, answer)])
  })
}

interface TakeOverOptions extends EndOptions {
  readonly forced?: true
}

function addTakeOver(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('takeover')
    .description('make a member of a Trust its manager, at once; or users of another Miniserver its own')
    .argument('<site>', 'the site whose Miniserver takes over')
    .argument('[user...]', 'users of others that are used there, such as Anna@Office; without any, the role of manager')
    .option('--forced', 'without asking the present manager, where that does not come back')
  withOptions(command).action(async (site: string, users: string[], options: TakeOverOptions) => {
    const { card, call } = await connect(terminal, options)
    const { forced } = options
    for (const user of users) {
      const plane = planeInput(card, site, options, terminal)
      const answer = await call('trust-take-over-user', { site, user, ...plane })
      const done = `${answer.user} is a user of ${answer.site}.`
      printResult(terminal, options, answer, [renderEdited(done, answer)])
    }
    if (users.length > 0) return
    const caller = callerFor(card, site, options, terminal)
    const answer = await call('trust-take-over', { site, ...trustOf(options), ...(forced && { forced }), ...caller })
    printResult(terminal, options, answer, [`${answer.site} manages Trust ${answer.trust} now, epoch ${answer.epoch}.`])
  })
}

function withOptions(command: Command): Command {
  return withPlane(command.option('--trust <name>', 'which Trust, where there are several'))
}

function trustOf({ trust }: { readonly trust?: string }): { trust?: string } {
  return trust === undefined ? {} : { trust }
}
