import type { Serial } from '../program/names.ts'
import type { IntercommunicationInput, IntercommunicationOutput, Program } from '../program/program.ts'
import type { Setting } from '../program/setting.ts'

/** Another Miniserver, or whatever else speaks so: by its serial where it is one of the rig, else by `host:port`. */
export interface Remote {
  /** What it calls itself. */
  readonly id: string
  readonly at: RemotePlace
}

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

/** The inputs that a packet of a remote is for: several may have the same id. */
export function inputsFor(
  { controls }: Pick<Program, 'controls'>,
  remote: string,
  packet: string,
): IntercommunicationInput[] {
  return [...controls.values()].filter(
    (control): control is IntercommunicationInput =>
      control.kind === 'intercommunication-input' && control.remote === remote && control.packet === packet,
  )
}
