import { type Authorising, authorisedMembers } from '../intercom/authorised.ts'
import type { Intercommunicated } from '../intercommunication/remote.ts'
import { type Pins, pinsOfBlock } from '../logic/block.ts'
import { analog, digital, type Pin } from '../logic/block-kind.ts'
import type { Part } from '../logic/net.ts'
import { isDeciding } from '../miniserver/block.ts'
import type { AuthenticationNfcCodeTouch, Control, Program, TrustedIo, TrustedIoReference } from './program.ts'

/** Controls and blocks of logic as wires see them: what can be wired, by the names of the terminals in Config. */
export function partsOf(program: Pick<Program, 'controls' | 'logic'> & Authorising): Part[] {
  const { controls, logic } = program
  return [
    ...Array.from(controls.values(), (control) => ({
      ...{ ...named(control), ...pinsOfControl(wiredOf(program, control)) },
      isEnd: isDeciding(control) || control.kind === 'intercom',
    })),
    ...Array.from(logic.values(), (block) => ({ ...named(block), ...pinsOfBlock(block) })),
  ]
}

/** All that says what is wired, in order: where each is the same as before, nothing is wired differently. */
export function wiringOf(program: Pick<Program, 'controls' | 'logic' | 'wiring'> & Authorising): unknown[] {
  const controls = [...program.controls.values()]
  const bells = controls.flatMap((control) =>
    control.kind === 'intercom' ? [authorisedMembers(program, control.uuid).join()] : [],
  )
  return [...controls, ...program.logic.values(), ...program.wiring.values(), ...bells]
}

/** Outputs of a keypad's block beside O1 to O6 (§3.6.2). */
const KEYPAD_PINS: Pins['outputs'] = [
  ...digital('As', 'Ad', 'Bell'),
  ...analog('Bsel', 'Nco', 'Nlo'),
  ...text('Cla', 'Ula', 'Tla', 'Unla', 'Uidla'),
]

/** What of a control says which terminals it has. */
export type Wired =
  | Pick<AuthenticationNfcCodeTouch, 'kind' | 'outputs'>
  | Pick<TrustedIo | TrustedIoReference | Intercommunicated, 'kind' | 'value'>
  | { readonly kind: 'intercom' /** Members that have a bell output (R54). */; readonly bells: readonly string[] }
  | {
      readonly kind: Exclude<
        Control['kind'],
        'authentication-nfc-code-touch' | 'intercom' | 'trusted-io' | 'trusted-io-reference' | Intercommunicated['kind']
      >
    }

/** The terminals of a control. A row is all that a further kind needs, and a further output of a kind. */
export function pinsOfControl(control: Wired): Pins {
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return {
        inputs: digital('Off', 'Lr', 'Lg', 'Lb', 'Lw'),
        outputs: [...digital(...control.outputs.map(({ output }) => `O${output}`)), ...KEYPAD_PINS],
      }
    case 'access-controller':
      return { inputs: digital('Sel', 'Off'), outputs: [...digital('P', 'Pd'), ...text('Txt')] }
    case 'info-only-digital':
      return { inputs: digital('I'), outputs: [] }
    case 'switch':
      return { inputs: digital('I'), outputs: digital('O') }
    case 'trusted-io':
    case 'trusted-io-reference':
      return { inputs: [{ name: 'I', type: control.value }], outputs: [{ name: 'O', type: control.value }] }
    case 'intercommunication-input':
      return { inputs: [], outputs: [{ name: 'O', type: control.value }] }
    case 'nfc-code-input':
    case 'nfc-tag-input':
      return { inputs: [], outputs: digital('O') }
    case 'intercommunication-output':
      return { inputs: [{ name: 'I', type: control.value }], outputs: [] }
    case 'intercom':
      return {
        inputs: [...digital('Bell', ...control.bells.map((member) => `Bell:${member}`)), ...text('TTS')],
        outputs: digital('Bell', 'Mute'),
      }
    case 'intercom-reference':
      return { inputs: [], outputs: digital('Bell', 'Mute') }
  }
}

function wiredOf(program: Authorising, control: Control): Wired {
  return control.kind === 'intercom' ? { ...control, bells: authorisedMembers(program, control.uuid) } : control
}

function named({ uuid, name }: { readonly uuid: string; readonly name: string }) {
  return { id: uuid, name }
}

function text(...names: readonly string[]): Pin<'text'>[] {
  return names.map((name) => ({ name, type: 'text' }))
}
