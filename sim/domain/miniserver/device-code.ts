import type { Uuid } from '../program/names.ts'
import type { StoreRecord } from './effect.ts'
import type { MiniserverState } from './state.ts'

/**
 * An access code of one NFC Code Touch, not of a user: good at that keypad only, and without access schedules (§3.6.1). Its digits
 * are nowhere; `digest` is under this unit's code key, and absent where none were given.
 */
export interface DeviceCode {
  readonly uuid: Uuid
  readonly name: string
  readonly isActive: boolean
  readonly type: (typeof DEVICE_CODE_TYPES)[number]
  /** Outputs it may switch: bit 0 is O1. */
  readonly outputs: number
  /** 1–6: what it switches when nothing was selected. */
  readonly standardOutput: number
  /** Of types with a beginning or an end, milliseconds since 1970 UTC. */
  readonly fromMs?: number
  readonly toMs?: number
  readonly digest?: string
}

/** By the API's `type`. */
export const DEVICE_CODE_TYPES = ['permanent', 'one-time', 'timespan', 'until', 'from', 'deactivated'] as const

/** Device codes by the uuid of their block, in the order in which they were made. Durable. */
export type DeviceCodes = Map<Uuid, readonly DeviceCode[]>

/** The codes of a block from now on; what is new, changed or gone comes back as records. */
export function keepDeviceCodes({ codes }: MiniserverState, block: Uuid, after: readonly DeviceCode[]): StoreRecord[] {
  const before = codes.get(block) ?? []
  codes.set(block, after)
  const gone = before.filter(({ uuid }) => !after.some((code) => code.uuid === uuid))
  const changed = after.filter((code) => !before.includes(code))
  return [
    ...gone.map(({ uuid }) => ({ key: `code/${block}/${uuid}` })),
    ...changed.map((code) => ({ key: `code/${block}/${code.uuid}`, value: code })),
  ]
}

/** As they were stored: `<block>/<uuid>` and what it is. */
export function storedDeviceCodes(stored: readonly (readonly [string, unknown])[]): DeviceCodes {
  const codes: DeviceCodes = new Map()
  for (const [key, value] of stored) {
    const [block = ''] = key.split('/')
    codes.set(block, [...(codes.get(block) ?? []), value as DeviceCode])
  }
  return codes
}

/** Whether any keypad of the program has a code with this digest. */
export function isDeviceCode({ codes, program }: MiniserverState, digest: string): boolean {
  return [...codes].some(([block, own]) => program.controls.has(block) && own.some((code) => code.digest === digest))
}
