import type { StoreRecord } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { list, text } from '../program/reading.ts'
import { newFollower, newTrustIoState, type TrustIoState } from './state.ts'

/*
 * What of inputs and outputs is durable, beside the program:
 *
 *   io/follower/<serial>   what a member refers to, so that it can be told to follow again
 */

export function followerRecord(serial: Serial, { followers }: TrustIoState): StoreRecord {
  const follower = followers.get(serial)
  const key = `io/follower/${serial}`
  return follower === undefined ? { key } : { key, value: follower.ios }
}

/** As a store holds it; records of others are passed over. Throws RigError `INVALID` on one that is damaged. */
export function restoreTrustIo(records: Iterable<StoreRecord>): TrustIoState {
  const io = newTrustIoState()
  for (const { key, value } of records) {
    const [prefix, name, serial = ''] = key.split('/')
    if (prefix === 'io' && name === 'follower') io.followers.set(serial, newFollower(list(text)(value, key)))
  }
  return io
}
