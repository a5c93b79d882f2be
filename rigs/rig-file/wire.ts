import { BLOCK_KINDS, type Pins } from '../../sim/domain/logic/block.ts'
import type { Part } from '../../sim/domain/logic/net.ts'
import { pinsOfControl, type Wired } from '../../sim/domain/program/terminals.ts'
import { hostedIo } from './hosted-io.ts'
import type { Loose, LooseRig, LooseSite, RigLogicBlock } from './shape.ts'
import { entries, keys, type LooseControl } from './site-names.ts'

/** `Front Door.O1`: what is before the last dot is the control, what is behind it the terminal. */
export function splitTerminal(text: string): { readonly control: string; readonly terminal: string } {
  const dot = text.lastIndexOf('.')
  return { control: text.slice(0, dot).trim(), terminal: text.slice(dot + 1) }
}

/** Controls and blocks of logic of a site as wires see them, by name without case; those whose kind is faulty are passed over. */
export function partsOfSite({ program }: LooseSite, rig: LooseRig): Map<string, Part> {
  const parts = new Map<string, Part>()
  for (const [name, control] of entries(program?.controls)) {
    const wired = wiredOf(control, rig)
    if (wired === undefined) continue
    parts.set(name.toLowerCase(), { id: name.toLowerCase(), name, ...pinsOfControl(wired), isEnd: isDoor(wired) })
  }
  for (const [name, block] of entries(program?.logic)) {
    const pins = pinsOf(block)
    if (pins !== undefined) parts.set(name.toLowerCase(), { id: name.toLowerCase(), name, ...pins })
  }
  return parts
}

const ALL_OUTPUTS = ['1', '2', '3', '4', '5', '6']

function wiredOf(control: LooseControl | undefined, rig: LooseRig): Wired | undefined {
  if (control?.kind === undefined) return undefined
  switch (control.kind) {
    case 'authentication-nfc-code-touch': {
      const used = control.outputs === undefined ? ALL_OUTPUTS : keys(control.outputs)
      return { kind: control.kind, outputs: used.map((output) => ({ output: Number(output), name: '' })) }
    }
    case 'trusted-io-reference': {
      const hosted = hostedIo(rig, control)
      return hosted && { kind: control.kind, value: hosted.io.value ?? 'digital' }
    }
    case 'intercommunication-input':
    case 'intercommunication-output':
    case 'trusted-io':
      return { kind: control.kind, value: control.value ?? 'digital' }
    case 'intercom':
      return { kind: control.kind, bells: keys(rig.sites) }
    default:
      return { kind: control.kind }
  }
}

function isDoor({ kind }: Wired): boolean {
  return kind === 'authentication-nfc-code-touch' || kind === 'access-controller' || kind === 'intercom'
}

function pinsOf(block: Loose<RigLogicBlock> | undefined): Pins | undefined {
  if (block?.kind === undefined) return undefined
  const choices =
    block.kind === 'select-by-number' ? keys(block.outputs).map((output) => ({ output: Number(output) })) : []
  const kind = BLOCK_KINDS[block.kind]
  return { inputs: kind.inputs({ choices }), outputs: kind.outputs({ choices }) }
}
