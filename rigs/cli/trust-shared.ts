import type { Command } from 'commander'
import type { ConnectedRig } from './connect.ts'
import { connect } from './connect.ts'
import { printResult } from './output.ts'
import { type PlaneOptions, planeInput, withPlane } from './plane.ts'
import { renderEdited } from './render/edited.ts'
import type { Terminal } from './terminal.ts'
import { collect } from './verb.ts'

interface SharedOptions extends PlaneOptions {
  readonly from: string
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

type Kind = 'user' | 'group'

/** `trust users SITE --from SITE`: what another Miniserver offers; with `--add` and `--remove`, what of it is used here. */
export function addShared(parent: Command, kind: Kind, terminal: Terminal): void {
  const command = parent
    .command(`${kind}s`)
    .description(`show which ${kind}s another Miniserver offers; add them to a site, or remove them there`)
    .argument('<site>', 'the site where they are to be used')
    .requiredOption('--from <site>', 'the site they belong to')
    .option('--add <name>', 'use it here; may be repeated', collect)
    .option('--remove <name>', 'use it here no longer; may be repeated', collect)
  withPlane(command).action(async (site: string, options: SharedOptions) => {
    const rig = await connect(terminal, options)
    const { add = [], remove = [] } = options
    if (add.length + remove.length === 0) return list(rig, kind, site, options, terminal)
    for (const name of add) await edit(rig, 'add', { kind, site, name, options, terminal })
    for (const name of remove) await edit(rig, 'remove', { kind, site, name, options, terminal })
  })
}

async function list(rig: ConnectedRig, kind: Kind, site: string, options: SharedOptions, terminal: Terminal) {
  const plane = planeInput(rig.card, site, options, terminal)
  const answer = await rig.call('trust-users', { site, from: options.from, ...plane })
  const { renderShared } = await import('./render/trust.ts')
  const entries = kind === 'user' ? answer.users : answer.groups
  printResult(terminal, options, answer, renderShared(answer, kind, entries, terminal.paint))
}

interface Edit {
  readonly kind: Kind
  readonly site: string
  readonly name: string
  readonly options: SharedOptions
  readonly terminal: Terminal
}

async function edit(rig: ConnectedRig, action: 'add' | 'remove', { kind, site, name, options, terminal }: Edit) {
  const plane = planeInput(rig.card, site, options, terminal)
  const answer = await rig.call(`trust-users-${action}`, { site, from: options.from, [kind]: name, ...plane })
  const done = action === 'add' ? `Added ${kind} ${answer.name} of ${answer.from}.` : `Removed ${kind} ${answer.name}.`
  printResult(terminal, options, answer, [renderEdited(done, answer)])
}
