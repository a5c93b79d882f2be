import type { Command } from 'commander'
import { RigError } from '../../sim/domain/errors.ts'
import { connect } from './connect.ts'
import { printResult } from './output.ts'
import { type PlaneOptions, planeInput, withPlane } from './plane.ts'
import { renderEdited } from './render/edited.ts'
import type { Terminal } from './terminal.ts'
import { collect } from './verb.ts'

interface ArrangeOptions extends PlaneOptions {
  readonly trust?: string
  readonly group?: readonly string[]
}

/** `trust arrange`: how "Configure Trust" shows the members (R60). */
export function addArrange(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('arrange')
    .description('sort and group the members of a Trust, for the eye alone')
    .argument('<site>', 'the site whose Miniserver manages the Trust')
    .argument('[member...]', 'sites of the rig, or serial numbers: who comes first, in no group; the others follow')
    .option(
      '--group <name=member,member>',
      'a group and who is in it; once for each, in their order; those not named are no more',
      collect,
    )
    .option('--trust <name>', 'which Trust, where there are several')
  withPlane(command).action(async (site: string, members: string[], options: ArrangeOptions) => {
    const { card, call } = await connect(terminal, options)
    const { trust } = options
    const plane = planeInput(card, site, options, terminal)
    const groups = (options.group ?? []).map(groupTyped)
    const answer = await call('trust-arrange', { site, members, groups, ...(trust && { trust }), ...plane })
    const shown = answer.groups.length === 0 ? 'no groups' : answer.groups.join(', ')
    const done = `Arranged the members of Trust ${answer.trust}: ${shown}.`
    printResult(terminal, options, answer, [renderEdited(done, answer)])
  })
}

function groupTyped(typed: string): { name: string; members: string[] } {
  const at = typed.indexOf('=')
  if (at < 1) throw new RigError('USAGE', `--group ${typed} is no group; write it as --group Houses=home,cabin`)
  const members = typed.slice(at + 1).split(',')
  return { name: typed.slice(0, at).trim(), members: members.map((each) => each.trim()).filter((each) => each !== '') }
}
