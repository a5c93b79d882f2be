import type { StoreRecord } from '../miniserver/effect.ts'
import type { Uuid } from '../program/names.ts'
import { asRecord, flag, list, text } from '../program/reading.ts'
import { type BellBlock, type IntercomsState, newBellBlock, newIntercoms } from './state.ts'

/*
 * What of Intercoms is durable, beside the program:
 *
 *   intercom/<uuid of the block>   whether it is muted, and the rings that nobody answered
 */

export function bellRecord(block: Uuid, bell: BellBlock | undefined): StoreRecord {
  const key = `intercom/${block}`
  return bell === undefined ? { key } : { key, value: { isMuted: bell.isMuted, unanswered: bell.unanswered } }
}

/** As a store holds it; records of others are passed over. Throws RigError `INVALID` on one that is damaged. */
export function restoreIntercoms(records: Iterable<StoreRecord>): IntercomsState {
  const intercoms = newIntercoms()
  for (const { key, value } of records) {
    const [prefix, uuid = ''] = key.split('/')
    if (prefix !== 'intercom') continue
    const { isMuted, unanswered } = asRecord(value, key)
    const kept = { isMuted: flag(isMuted, key), unanswered: list(text)(unanswered, key) }
    intercoms.blocks.set(uuid, { ...newBellBlock(), ...kept })
  }
  return intercoms
}
