import type { Control, TrustedIoKind } from '../../program/program.ts'
import { authenticationOf } from '../keypad-block/means.ts'

/** A state's name and what it is before its block says otherwise: a number makes it a value state, text a text state. */
export type InitialStates = Readonly<Record<string, number | string>>

/**
 * The states of a control as the structure file lists them (docs/miniserver-protocol.md §2.3–§2.5), in its order.
 *
 * Undefined for kinds without a public control type: an Access Controller is in no structure file.
 */
export function statesOf(control: Control): InitialStates | undefined {
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return { ...NFC_CODE_TOUCH, keyPadAuthType: authenticationOf(control) }
    case 'info-only-digital':
    case 'nfc-code-input':
    case 'nfc-tag-input':
    case 'switch':
      return { active: 0 }
    case 'intercom':
    case 'intercom-reference':
      return control.version === 1 ? INTERCOM : INTERCOM_V2
    case 'intercommunication-input':
    case 'intercommunication-output':
      return { [VALUE_STATES[control.value]]: control.value === 'text' ? '' : 0 }
    case 'trusted-io':
    case 'trusted-io-reference':
      return IO_STATES[control.value]
    case 'access-controller':
      return undefined
  }
}

/** The state that shows a value. */
export const VALUE_STATES = { digital: 'active', analog: 'value', text: 'text' } as const

/** Inputs and outputs of a Trust, by what they carry. `error`: 1 while a reference is not valid. */
const IO_STATES: Readonly<Record<TrustedIoKind['value'], InitialStates>> = {
  digital: { active: 0 },
  analog: { value: 0, error: 0 },
  text: { text: '' },
}

/** States that would show what was presented. They are listed, as on hardware, and stay empty. */
export const SECRET_STATES: ReadonlySet<string> = new Set(['lasttag', 'lastcode'])

const NFC_CODE_TOUCH: InitialStates = {
  jLocked: '',
  historyDate: 0,
  codeDate: 0,
  deviceState: 0,
  nfcLearnResult: '',
  events: 0,
  lastid: '',
  lastuser: '',
  lasttag: '',
  lastcode: '',
}

const INTERCOM: InitialStates = { jLocked: '', bell: 0, lastBellEvents: '', lastBellTimestamp: '', version: '' }

const INTERCOM_V2: InitialStates = {
  jLocked: '',
  bell: 0,
  address: '',
  answers: '[]',
  muted: 0,
  deviceState: 0,
  videoSettingsIntern: 0,
  videoSettingsExtern: 0,
}

/** The Miniserver's own states (§2.1). Those loxrig does not simulate keep these values. */
export const GLOBAL_STATES: InitialStates = {
  operatingMode: 0,
  sunrise: 0,
  sunset: 0,
  pastTasks: '',
  plannedTasks: '',
  notifications: '',
  modifications: 0,
  favColorSequences: '',
  favColors: '',
  miniserverTime: '',
  liveSearch: '',
  userSettings: '',
  userSettingsTs: 0,
  cloudservice: '',
  trustVersion: 0,
  propsVersion: 0,
  hasInternet: 0,
}
