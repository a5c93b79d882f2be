import { statesOf } from '../../domain/miniserver/api/control-states.ts'
import { stateUuid } from '../../domain/miniserver/api/state-uuid.ts'
import type { StructureView } from '../../domain/miniserver/api/structure-view.ts'
import type { AutomaticRule } from '../../domain/program/automatic-rule.ts'
import type { Control } from '../../domain/program/program.ts'

/** One control as the structure file shows it (docs/miniserver-protocol.md §2.2): what it is, and the uuids of its states. */
export function structureControl(control: Control, { rooms, categories }: Pick<StructureView, 'rooms' | 'categories'>) {
  const { type, details } = publicType(control)
  return {
    name: control.name,
    type,
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
function publicType(control: Control): { readonly type: string; readonly details: Readonly<Record<string, unknown>> } {
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return {
        type: 'NfcCodeTouch',
        details: {
          jLockable: true,
          accessOutputs: Object.fromEntries(control.outputs.map(({ output, name }) => [`q${output}`, name])),
        },
      }
    case 'info-only-digital':
      return { type: 'InfoOnlyDigital', details: { jLockable: true, text: { on: 'on', off: 'off' } } }
    case 'intercom':
      return control.version === 1 ? INTERCOM : INTERCOM_V2
    case 'switch':
      return { type: 'Switch', details: { jLockable: true } }
    case 'access-controller':
    case 'trusted-io':
      throw new TypeError(`${control.kind} has no public control type: ${control.name}`)
  }
}

const INTERCOM = {
  type: 'Intercom',
  details: { jLockable: true, deviceType: 1, lastBellEventImages: false, videoInfo: {}, audioInfo: {}, outputs: [] },
}

const INTERCOM_V2 = { type: 'IntercomV2', details: { jLockable: true, deviceType: 1 } }

function reference(key: 'room' | 'cat', uuid: string | undefined, present: readonly { readonly uuid: string }[]) {
  return uuid !== undefined && present.some((entry) => entry.uuid === uuid) ? { [key]: uuid } : {}
}
