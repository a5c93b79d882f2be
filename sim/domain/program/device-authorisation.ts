import type { Uuid } from './names.ts'

/**
 * What one NFC Code Touch lets in by itself, whoever brings it: an access code or a tag of the device, not of a user (§3.6.1). Good
 * at that keypad only, and without access schedules.
 */
export type DeviceAuthorisation = DeviceCode | DeviceTag

interface DeviceAuthorisationBase {
  readonly uuid: Uuid
  readonly name: string
  /** The keypad's name at this site. */
  readonly reader: string
  /** Outputs it may switch: bit 0 is O1. */
  readonly outputs: number
  /** 1–6: what it switches when nothing was selected. */
  readonly standardOutput: number
}

/** Its digits are nowhere; `digest` is under this unit's code key, and absent where none were given. */
export interface DeviceCode extends DeviceAuthorisationBase {
  readonly kind: 'code'
  readonly isActive: boolean
  readonly type: DeviceCodeType
  /** Of types with a beginning or an end, milliseconds since 1970 UTC; half-open. */
  readonly fromMs?: number
  readonly toMs?: number
  readonly digest?: string
  /** One-time: it has opened (P-73). */
  readonly isUsedUp?: true
}

/** `id` is canonical, as of users' tags. */
export interface DeviceTag extends DeviceAuthorisationBase {
  readonly kind: 'tag'
  readonly id: string
}

/** By the API's `type`. */
export const DEVICE_CODE_TYPES = ['permanent', 'one-time', 'timespan', 'until', 'from', 'deactivated'] as const
export type DeviceCodeType = (typeof DEVICE_CODE_TYPES)[number]

/** Which instants a type of code has, in the order in which the API says them. */
export const DEVICE_CODE_TIMES: { readonly [Type in DeviceCodeType]: readonly ('fromMs' | 'toMs')[] } = {
  permanent: [],
  'one-time': [],
  timespan: ['fromMs', 'toMs'],
  until: ['toMs'],
  from: ['fromMs'],
  deactivated: [],
}
