import type { StoreRecord } from '../miniserver/effect.ts'
import type { Uuid } from '../program/names.ts'
import { asRecord, flag, list, text } from '../program/reading.ts'
import { type BellBlock, type Call, type IntercomsState, newBellBlock, newIntercoms } from './state.ts'

/*
 * What of Intercoms is durable, beside the program:
 *
 *   intercom/<uuid of the block>   whether it is muted, the rings that nobody answered, its answers, and the
 *                                  call that its host may hold open
 */

export function bellRecord(block: Uuid, bell: BellBlock | undefined): StoreRecord {
  const key = `intercom/${block}`
  if (bell === undefined) return { key }
  const { isMuted, unanswered, answers, held } = bell
  const kept = { ...(answers.length > 0 && { answers }), ...(held !== undefined && { held }) }
  return { key, value: { isMuted, unanswered, ...kept } }
}

/** As a store holds it; records of others are passed over. Throws RigError `INVALID` on one that is damaged. */
export function restoreIntercoms(records: Iterable<StoreRecord>): IntercomsState {
  const intercoms = newIntercoms()
  for (const { key, value } of records) {
    const [prefix, uuid = ''] = key.split('/')
    if (prefix !== 'intercom') continue
    const { isMuted, unanswered, answers = [], held } = asRecord(value, key)
    const kept = {
      ...{ isMuted: flag(isMuted, key), unanswered: list(text)(unanswered, key) },
      answers: list(text)(answers, key),
      held: held === undefined ? undefined : heldCall(held, key),
    }
    intercoms.blocks.set(uuid, { ...newBellBlock(), ...kept })
  }
  return intercoms
}

function heldCall(value: unknown, key: string): Call {
  const { ring, by } = asRecord(value, key)
  return { ring: text(ring, key), by: text(by, key) }
}
