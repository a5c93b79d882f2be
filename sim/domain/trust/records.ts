import type { StoreRecord } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { flag, integer, list, matching, needed, optional, shape, text } from '../program/reading.ts'
import type { Stamp } from '../time.ts'
import type { FeedPosition } from './membership.ts'
import {
  type CarriedOut,
  type ConsumerState,
  consumerAt,
  type NewTrust,
  newTrustState,
  originAt,
  silenceMs,
  type TrustState,
} from './state.ts'

/*
 * What of a Trust's state is durable:
 *
 *   feed/own                 how far this unit's own feed has come
 *   feed/code-key/<serial>   HMAC key of access codes, per origin
 *   feed/origin/<serial>     how far an origin was followed, and its connection timeout
 *   feed/silence/<serial>    how long an origin had been silent
 *   feed/consumer/<serial>   what a consumer asked for
 *   feed/tag-key/<serial>    key of the encrypted tags that were learned there
 *   feed/sent/<serial>       position of the last page made for it
 *   feed/carried-out/<serial>  the last changes of users it asked for, with what came of them
 */

const OWN_FEED = 'feed/own'

export function feedRecord(trust: TrustState): StoreRecord {
  return { key: OWN_FEED, value: trust.feed }
}

export function codeKeyRecord(trust: TrustState, serial: Serial): StoreRecord {
  return { key: `feed/code-key/${serial}`, value: trust.codeKeys.get(serial) }
}

/** A delete where there is none. */
export function tagKeyRecord(trust: TrustState, serial: Serial): StoreRecord {
  const key = `feed/tag-key/${serial}`
  const value = trust.tagKeys.get(serial)
  return value === undefined ? { key } : { key, value }
}

export function originRecord(trust: TrustState, serial: Serial): StoreRecord {
  const origin = trust.origins.get(serial)
  return { key: `feed/origin/${serial}`, value: { position: origin?.position, timeoutS: origin?.timeoutS } }
}

export function silenceRecord(trust: TrustState, serial: Serial, at: Stamp): StoreRecord {
  return { key: `feed/silence/${serial}`, value: silenceMs(trust, serial, at.monotonicMs) }
}

export function originRecordsGone(serial: Serial): StoreRecord[] {
  return ['code-key', 'origin', 'silence'].map((name) => ({ key: `feed/${name}/${serial}` }))
}

export function consumerRecord(serial: Serial, { subscribedUsers, subscribedGroups }: ConsumerState): StoreRecord {
  return { key: `feed/consumer/${serial}`, value: { users: [...subscribedUsers], groups: [...subscribedGroups] } }
}

export function sentRecord(serial: Serial, { position }: ConsumerState): StoreRecord {
  return { key: `feed/sent/${serial}`, value: position }
}

export function carriedOutRecord(serial: Serial, carriedOut: readonly CarriedOut[]): StoreRecord {
  return { key: `feed/carried-out/${serial}`, value: carriedOut }
}

export function carriedOutGone(serial: Serial): StoreRecord {
  return { key: `feed/carried-out/${serial}` }
}

export function consumerRecordsGone(serial: Serial): StoreRecord[] {
  return [{ key: `feed/consumer/${serial}` }, { key: `feed/sent/${serial}` }]
}

/** What a fresh unit writes before anything else, so that its code key outlives it. */
export function trustRecords(trust: TrustState): StoreRecord[] {
  return [feedRecord(trust), ...Array.from(trust.codeKeys.keys(), (serial) => codeKeyRecord(trust, serial))]
}

/**
 * The Trust's state as a store holds it, of a new unit where that is nothing; records of others are passed over. What
 * consumers share follows at boot. Throws RigError `INVALID` on a record that is damaged.
 */
export function restoreTrust(records: Iterable<StoreRecord>, unit: NewTrust): TrustState {
  const trust = newTrustState(unit)
  for (const { key, value } of records) {
    const [prefix, name = '', serial = ''] = key.split('/')
    if (prefix === 'feed') RESTORERS[name]?.(trust, serial, value, key)
  }
  return trust
}

/**
 * A backup as it is written back in the place of what a store holds. The unit's own feed begins a new epoch, ahead of all that it
 * told its consumers before, so that they take over what it holds from now on (P-71). Throws RigError `INVALID` as `restoreTrust`.
 */
export function restoredRecords(backUp: readonly StoreRecord[], present: readonly StoreRecord[]): StoreRecord[] {
  const told = [...backUp, ...present].filter(({ key }) => key === OWN_FEED)
  const epoch = 1 + Math.max(...told.map(({ key, value }) => position(value, key).epoch))
  return backUp.map(({ key, value }) =>
    key === OWN_FEED ? { key, value: { ...position(value, key), epoch } } : { key, value },
  )
}

const carriedOut = list(
  shape<CarriedOut>({
    id: needed(text),
    codeIsShared: needed(flag),
    code: optional(text),
    message: optional(text),
  }),
)

type Restore = (trust: TrustState, serial: Serial, value: unknown, key: string) => void

const position = shape<FeedPosition>({ epoch: needed(integer), seq: needed(integer) })
const origin = shape<{ position?: FeedPosition; timeoutS: number }>({
  position: optional(position),
  timeoutS: needed(integer),
})
const consumer = shape<{ users: readonly string[]; groups: readonly string[] }>({
  users: needed(list(text)),
  groups: needed(list(text)),
})
const codeKey = matching<string>(/^[0-9a-f]{64}$/, '64 hex digits')

const RESTORERS: Readonly<Record<string, Restore | undefined>> = {
  own(trust, _, value, key) {
    trust.feed = position(value, key)
  },
  'code-key'(trust, serial, value, key) {
    trust.codeKeys.set(serial, codeKey(value, key))
  },
  'tag-key'(trust, serial, value, key) {
    trust.tagKeys.set(serial, codeKey(value, key))
  },
  origin(trust, serial, value, key) {
    const { position, timeoutS } = origin(value, key)
    Object.assign(originAt(trust, serial), { position, timeoutS })
  },
  silence(trust, serial, value, key) {
    originAt(trust, serial).silenceMs = integer(value, key)
  },
  consumer(trust, serial, value, key) {
    const { users, groups } = consumer(value, key)
    Object.assign(consumerAt(trust, serial), { subscribedUsers: new Set(users), subscribedGroups: new Set(groups) })
  },
  'carried-out'(trust, serial, value, key) {
    trust.carriedOut.set(serial, carriedOut(value, key))
  },
  sent(trust, serial, value, key) {
    consumerAt(trust, serial).position = position(value, key)
  },
}
