import type { KeypadProperties } from '../keypad/keypad.ts'
import type { Serial, Uuid } from './names.ts'

/** A function block. Kinds are the Config names of the blocks, in the spelling of rig files. */
export type Control =
  | AuthenticationNfcCodeTouch
  | AccessController
  | InfoOnlyDigital
  | IntercomControl
  | IntercomReference
  | IntercommunicationInput
  | IntercommunicationOutput
  | NfcCodeInput
  | NfcTagInput
  | Switch
  | TrustedIo
  | TrustedIoReference

interface ControlBase {
  readonly uuid: Uuid
  readonly name: string
  readonly room?: Uuid
  readonly category?: Uuid
  /** Protected by the User Interface Password: operated with it only (R80, R146). */
  readonly secured?: boolean
}

/** Block "Authentication NFC Code Touch" (§3.6.2). `reader` is the keypad's name at this site. */
export interface AuthenticationNfcCodeTouch extends ControlBase {
  readonly kind: 'authentication-nfc-code-touch'
  readonly reader: string
  /** Outputs in use, 1–6, with their names. */
  readonly outputs: readonly AccessOutput[]
  /** Parameter Don: how long a granted output stays on. */
  readonly pulseMs: number
  /** Parameter Au, 0–4; out of range behaves as 1 (C51). */
  readonly authentication: number
  /** Entries kept in the history, 0–100. */
  readonly historyLength: number
  /** Property Allow Additional Preselections: 7–9999 show at Nco, and a prefix comes before each code. */
  readonly additionalPreselections?: boolean
  /** Property NFC Confirms Entry: what was typed before a tag counts without a tick (P-48). */
  readonly tagConfirmsEntry?: boolean
  /** What its assigned device is; absent: an ordinary one of the Tree. */
  readonly keypad?: KeypadProperties
  /** A dummy stands in the place of its device: nobody has assigned one yet, and nothing can be held to it. */
  readonly isDummy?: boolean
}

export interface AccessOutput {
  readonly output: number
  readonly name: string
}

/** Block "Access Controller" (§3.6.7). `reader` is the name of an iButton reader at this site, or of an external reader at its Eid. */
export interface AccessController extends ControlBase {
  readonly kind: 'access-controller'
  readonly reader: string
  /** The 1-Wire Extension of an iButton reader; an external reader has none. */
  readonly extension?: string
  /** Parameter Dsel: for how long Sel selects it. Absent: iButtons are checked at once, and Sel is not used. */
  readonly selectionMs?: number
  /** Parameter Pd: how long P, or Pd after a denial, stays on. */
  readonly pulseMs: number
  readonly historyLength: number
}

/** A digital value shown in the App, here what a door strike's output does; its `active` follows the wire into it. */
export interface InfoOnlyDigital extends ControlBase {
  readonly kind: 'info-only-digital'
}

/** Block "Intercom" (§3.10). `device` is the Intercom's name at this site. */
export interface IntercomControl extends ControlBase {
  readonly kind: 'intercom'
  readonly version: 1 | 2
  readonly device: string
  /** Parameter maxB: how long it rings at most; 0: until somebody answers. Absent: 60 s. */
  readonly maxBellMs?: number
  /** Where its picture and sound are, a host with or without a port. Nothing of loxrig listens there. */
  readonly address?: string
}

/** Another unit's Intercom as it is used here: found in the Periphery Search and added with `+` (R55). */
export interface IntercomReference extends ControlBase {
  readonly kind: 'intercom-reference'
  readonly version: 1 | 2
  /** The unit that has it, and the uuid of its block there. */
  readonly host: Serial
  readonly intercom: Uuid
}

/** Block "Switch": what people switch on and off in the App, a light or a blind's motor. */
export interface Switch extends ControlBase {
  readonly kind: 'switch'
}

/** A value that comes and goes by Network Intercommunication, under the id that both sides know (§3.12.1). */
interface IntercommunicatedBase extends ControlBase {
  readonly value: 'digital' | 'analog' | 'text'
  /** The other side's own id, and the packet's: 8 bytes at most. */
  readonly remote: string
  readonly packet: string
}

/** What a remote says: it stands until that says otherwise. */
export interface IntercommunicationInput extends IntercommunicatedBase {
  readonly kind: 'intercommunication-input'
}

/** What a remote is told, at once when it changes and every ten seconds. */
export interface IntercommunicationOutput extends IntercommunicatedBase {
  readonly kind: 'intercommunication-output'
}

/** A digital input of a keypad: it pulses when its code or tag comes there, with a block at the keypad or without (§3.6.1). */
interface NfcInputBase extends ControlBase {
  /** The keypad's name at this site. */
  readonly reader: string
}

/** Its digits are nowhere; `digest` is under this unit's code key, and absent where a backup came without it. */
export interface NfcCodeInput extends NfcInputBase {
  readonly kind: 'nfc-code-input'
  readonly digest?: string
}

/** `id` is canonical, as of users' tags, and absent where a backup came without it. */
export interface NfcTagInput extends NfcInputBase {
  readonly kind: 'nfc-tag-input'
  readonly id?: string
}

/** What an input or output of a Trust is, at its unit and at the members that refer to it. */
export interface TrustedIoKind {
  /** Of an `input` this unit says the value, and members with the right read it; to an `output` they write (§3.3.10). */
  readonly direction: 'input' | 'output'
  readonly value: 'digital' | 'analog' | 'text'
  /** In words for people, who find it in the Periphery Search. */
  readonly description?: string
}

/** A virtual input or output shared in the Trust (R51). Its function is on the Functions tab with the Trusted IO (R101). */
export interface TrustedIo extends ControlBase, TrustedIoKind {
  readonly kind: 'trusted-io'
}

/** Another unit's input or output as it is used here: found in the Periphery Search and added with `+` (R52). */
export interface TrustedIoReference extends ControlBase, TrustedIoKind {
  readonly kind: 'trusted-io-reference'
  /** The unit that has it, and the uuid it has there. */
  readonly host: Serial
  readonly io: Uuid
}
