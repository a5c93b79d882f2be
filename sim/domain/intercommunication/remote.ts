import type { Serial } from '../program/names.ts'
import type { IntercommunicationInput, IntercommunicationOutput, Program } from '../program/program.ts'
import type { Setting } from '../program/setting.ts'

/** Another Miniserver, or whatever else speaks so: by its serial where it is one of the rig, else by `host:port`. */
export interface Remote {
  /** What it calls itself. */
  readonly id: string
  readonly at: RemotePlace
}

/** `host:port` of UDP. */
export const ADDRESS = /^\S+:(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/

export type RemotePlace = { readonly serial: Serial } | { readonly address: string }

/** An input or output of Network Intercommunication. */
export type Intercommunicated = IntercommunicationInput | IntercommunicationOutput

export function isIntercommunicated(control: { readonly kind: string } | undefined): control is Intercommunicated {
  return control?.kind === 'intercommunication-input' || control?.kind === 'intercommunication-output'
}

/** What the unit calls itself and whom it knows; `undefined` where it has no Network Intercommunication. */
export function intercommunicationOf({
  settings,
}: Pick<Program, 'settings'>): Extract<Setting, { name: 'intercommunication' }> | undefined {
  const setting = settings.get('intercommunication')
  return setting?.name === 'intercommunication' ? setting : undefined
}

/** Its outputs, in the order of the program. */
export function outputsOf({ controls }: Pick<Program, 'controls'>): IntercommunicationOutput[] {
  return [...controls.values()].filter((control) => control.kind === 'intercommunication-output')
}

/** The inputs that a packet of a remote is for: several may have the same id. Costs nothing however many controls there are. */
export function inputsFor(program: Program, remote: string, packet: string): readonly IntercommunicationInput[] {
  const { rev, controls } = program
  const version = `${rev},${controls.size}`
  const known = INPUTS.get(program)
  const inputs = known?.version === version ? known.inputs : inputsByKey(program)
  if (inputs !== known?.inputs) INPUTS.set(program, { version, inputs })
  return inputs.get(keyOf({ remote, packet })) ?? []
}

/** Nothing but what follows from the programs themselves. */
const INPUTS = new WeakMap<
  Program,
  { readonly version: string; readonly inputs: ReadonlyMap<string, readonly IntercommunicationInput[]> }
>()

function inputsByKey({ controls }: Pick<Program, 'controls'>): Map<string, IntercommunicationInput[]> {
  const inputs = new Map<string, IntercommunicationInput[]>()
  for (const control of controls.values()) {
    if (control.kind !== 'intercommunication-input') continue
    const key = keyOf(control)
    inputs.set(key, [...(inputs.get(key) ?? []), control])
  }
  return inputs
}

function keyOf({ remote, packet }: Pick<IntercommunicationInput, 'remote' | 'packet'>): string {
  return JSON.stringify([remote, packet])
}
