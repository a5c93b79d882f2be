import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { SealedRecords } from '../../sim/protocol/store/sealed-records.ts'

/** Of one unit, where it does not matter which. */
export const UNIT_KEY: KeyObject = createSecretKey(Buffer.alloc(32, 7))

export function sealing(key = UNIT_KEY): SealedRecords {
  return new SealedRecords(key, randomBytes)
}
