import { statesOf } from '../../domain/miniserver/api/control-states.ts'
import { hasSecuredDetails } from '../../domain/miniserver/api/secured-details.ts'
import { stateUuid } from '../../domain/miniserver/api/state-uuid.ts'
import type { StructureView } from '../../domain/miniserver/api/structure-view.ts'
import { meansOf } from '../../domain/miniserver/keypad-block/means.ts'
import type { AutomaticRule } from '../../domain/program/automatic-rule.ts'
import type { Control } from '../../domain/program/program.ts'
import { isSettable } from '../../domain/trust-io/value.ts'

/** One control as the structure file shows it (docs/miniserver-protocol.md §2.2): what it is, and the uuids of its states. */
export function structureControl(
  control: Control,
  view: Pick<StructureView, 'rooms' | 'categories' | 'trustAddresses'>,
) {
  const { rooms, categories } = view
  const { type, details } = publicType(control, view)
  return {
    name: control.name,
    type,
    ...SECURED_DETAILS[Number(hasSecuredDetails(control))],
    uuidAction: control.uuid,
    ...reference('room', control.room, rooms),
    ...reference('cat', control.category, categories),
    defaultRating: 0,
    isFavorite: false,
    isSecured: control.secured === true,
    defaultIcon: null,
    restrictions: 0,
    details,
    states: Object.fromEntries(
      Object.keys(statesOf(control) ?? {}).map((name) => [name, stateUuid(control.uuid, name)]),
    ),
  }
}

const SECURED_DETAILS = [{}, { securedDetails: true }]

/** A scene as Apps know it: a push-button of type 511, in no room (docs/miniserver-protocol.md §2.3). */
export function structureScene({ uuid, name }: AutomaticRule) {
  return {
    name,
    type: 'Pushbutton',
    uuidAction: uuid,
    defaultRating: 0,
    isFavorite: false,
    isSecured: false,
    defaultIcon: null,
    restrictions: 0,
    details: { type: 511 },
    states: { active: stateUuid(uuid, 'active') },
  }
}

/** What has no public type is kept out of the view, and is not silently something else here. */
function publicType(
  control: Control,
  { trustAddresses }: Pick<StructureView, 'trustAddresses'>,
): { readonly type: string; readonly details: Readonly<Record<string, unknown>> } {
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return {
        type: 'NfcCodeTouch',
        details: {
          jLockable: true,
          accessOutputs: Object.fromEntries(control.outputs.map(({ output, name }) => [`q${output}`, name])),
          twoFactorAuth: meansOf(control).isTwoFactor,
        },
      }
    case 'info-only-digital':
    case 'nfc-code-input':
    case 'nfc-tag-input':
      return SHOWN.digital
    case 'intercom':
      return control.version === 1 ? INTERCOM : INTERCOM_V2
    case 'intercom-reference': {
      const { type, details } = control.version === 1 ? INTERCOM : INTERCOM_V2
      const trustAddress = trustAddresses.get(control.host)
      const origin = { trustMember: control.host, ...(trustAddress !== undefined && { trustAddress }) }
      return { type, details: { ...details, ...origin } }
    }
    case 'switch':
      return { type: 'Switch', details: { jLockable: true } }
    case 'intercommunication-input':
    case 'intercommunication-output':
      return SHOWN[control.value]
    case 'trusted-io':
    case 'trusted-io-reference':
      return isSettable(control) ? SETTABLE[control.value] : SHOWN[control.value]
    case 'access-controller':
      throw new TypeError(`${control.kind} has no public control type: ${control.name}`)
  }
}

/** Inputs and outputs of a Trust that people set here, and all that is only seen (docs/miniserver-protocol.md §2.3). */
const SETTABLE = {
  digital: { type: 'Switch', details: { jLockable: true } },
  analog: { type: 'Slider', details: { format: '%.3f', min: -1_000_000, max: 1_000_000, step: 0.001 } },
  text: { type: 'TextInput', details: { format: '%s' } },
}
const SHOWN = {
  digital: { type: 'InfoOnlyDigital', details: { jLockable: true, text: { on: 'on', off: 'off' } } },
  analog: { type: 'InfoOnlyAnalog', details: { jLockable: true, format: '%.3f' } },
  text: { type: 'InfoOnlyText', details: { format: '%s' } },
}

const INTERCOM = {
  type: 'Intercom',
  details: { jLockable: true, deviceType: 1, lastBellEventImages: false, videoInfo: {}, audioInfo: {}, outputs: [] },
}

const INTERCOM_V2 = { type: 'IntercomV2', details: { jLockable: true, deviceType: 1 } }

function reference(key: 'room' | 'cat', uuid: string | undefined, present: readonly { readonly uuid: string }[]) {
  return uuid !== undefined && present.some((entry) => entry.uuid === uuid) ? { [key]: uuid } : {}
}
