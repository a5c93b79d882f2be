import { RigError } from '../errors.ts'
import type { Serial } from '../program/names.ts'

/** What decides whether a unit may be in a Trust. */
export interface Unit {
  readonly serial: Serial
  readonly miniserverType: number
  readonly firmware: string
}

/** Trust exists since this version; older units cannot join (§3.3.2) [P]. */
const FIRMWARE_MIN: readonly number[] = [12, 1]

/** Types 0 and 1 are Gen. 1: no TLS, hence no Trust (R5, I9). Throws `GEN1_NOT_SUPPORTED`. */
export function requireTrustType(unit: Unit): void {
  if (unit.miniserverType >= 2) return
  throw new RigError('GEN1_NOT_SUPPORTED', `${unit.serial} is a Miniserver Gen. 1, which cannot be in a Trust`)
}

/** Throws `GEN1_NOT_SUPPORTED` or `FIRMWARE_TOO_OLD`. */
export function requireJoinable(unit: Unit): void {
  requireTrustType(unit)
  if (!isOlder(unit.firmware, FIRMWARE_MIN)) return
  const sentence = `${unit.serial} runs ${unit.firmware}; a Trust needs ${FIRMWARE_MIN.join('.')} or newer`
  throw new RigError('FIRMWARE_TOO_OLD', sentence)
}

/** An unreadable version counts as too old: nothing is known that it could do. */
export function isOlder(firmware: string, minimum: readonly number[]): boolean {
  const parts = firmware.split('.').map(Number)
  for (const [index, least] of minimum.entries()) {
    const part = parts[index] ?? 0
    if (Number.isNaN(part)) return true
    if (part !== least) return part < least
  }
  return false
}
