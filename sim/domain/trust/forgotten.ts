import type { StoreRecord } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import { foreignCodeKeys } from './ownership.ts'
import { codeKeyRecord, originRecordsGone, tagKeyRecord } from './records.ts'

/** Nothing of an origin is used any more: its records go; its code key only where no user is here whose code was made with it. */
export function forgotten({ trust, program }: MiniserverState, origin: Serial): StoreRecord[] {
  const isKept = trust.codeKeys.has(origin) && foreignCodeKeys(program.users.values()).has(origin)
  if (!isKept) trust.codeKeys.delete(origin)
  trust.tagKeys.delete(origin)
  const records = [...originRecordsGone(origin), tagKeyRecord(trust, origin)]
  return isKept ? [...records, codeKeyRecord(trust, origin)] : records
}
