import { RigError } from '../errors.ts'
import type { Serial } from '../program/names.ts'

/** A serial number as people type it, in its canonical form (R11). Throws RigError `SERIAL_INVALID`. */
export function canonicalSerial(typed: string): Serial {
  const serial = typed.trim().toUpperCase()
  if (/^[0-9A-F]{12}$/.test(serial)) return serial
  const shown = JSON.stringify(typed.slice(0, SHOWN_MAX))
  throw new RigError(
    'SERIAL_INVALID',
    `${shown} is no serial number: those have 12 hex digits, as on the label of the Miniserver`,
  )
}

const SHOWN_MAX = 64
