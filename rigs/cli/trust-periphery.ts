import type { Command } from 'commander'
import { RigError } from '../../sim/domain/errors.ts'
import { type ConnectedRig, connect } from './connect.ts'
import { printResult } from './output.ts'
import { type PlaneOptions, planeInput, withPlane } from './plane.ts'
import { renderEdited } from './render/edited.ts'
import type { Terminal } from './terminal.ts'

interface PeripheryOptions extends PlaneOptions {
  readonly from?: string
  readonly add?: string
  readonly name?: string
  readonly room?: string
  readonly category?: string
}

/** `trust periphery SITE`: what members let the Miniserver use; with `--add`, one of that is used there. */
export function addPeriphery(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('periphery')
    .description('search for inputs, outputs and Intercoms of other members that may be used at a site; add one')
    .argument('<site>', 'the site where they are to be used')
    .option('--from <site>', 'only those of that member')
    .option('--add <name>', 'use this one of the member named by --from')
    .option('--name <name>', 'what it shall be called here')
    .option('--room <room>', 'where it is shown')
    .option('--category <category>', 'as what it is shown')
  withPlane(command).action(async (site: string, options: PeripheryOptions) => {
    const rig = await connect(terminal, options)
    const { from, add } = options
    if (add === undefined) return search(rig, site, options, terminal)
    if (from === undefined) throw new RigError('USAGE', `say with --from whose "${add}" is to be used`)
    await use(rig, { site, from, io: add }, options, terminal)
  })
}

async function search(rig: ConnectedRig, site: string, options: PeripheryOptions, terminal: Terminal) {
  const plane = planeInput(rig.card, site, options, terminal)
  const from = options.from === undefined ? {} : { from: options.from }
  const answer = await rig.call('trust-periphery', { site, ...from, ...plane })
  const { renderPeriphery } = await import('./render/ios.ts')
  printResult(terminal, options, answer, renderPeriphery(answer, terminal.paint))
}

async function use(
  rig: ConnectedRig,
  which: Readonly<Record<'site' | 'from' | 'io', string>>,
  options: PeripheryOptions,
  terminal: Terminal,
) {
  const { name, room, category } = options
  const how = {
    ...(name !== undefined && { name }),
    ...{ ...(room !== undefined && { room }), ...(category !== undefined && { category }) },
  }
  const plane = planeInput(rig.card, which.site, options, terminal)
  const { site, from, io } = which
  const { intercoms } = await rig.call('trust-periphery', { site, from, ...plane })
  if (intercoms.some(({ name: each }) => each.toLowerCase() === io.trim().toLowerCase())) {
    const added = await rig.call('trust-intercom-add', { site, from, intercom: io, ...how, ...plane })
    return printResult(terminal, options, added, [
      renderEdited(`Added Intercom ${added.name} of ${added.from}.`, added),
    ])
  }
  const answer = await rig.call('trust-periphery-add', { ...which, ...how, ...plane })
  const done = `Added ${answer.value} ${answer.direction} ${answer.name} of ${answer.from}.`
  printResult(terminal, options, answer, [renderEdited(done, answer)])
}
