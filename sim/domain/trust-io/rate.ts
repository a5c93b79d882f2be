import type { Effect } from '../miniserver/effect.ts'
import type { Call } from '../trust/request.ts'

/** So many changes in so long a stretch are a large amount of data, and are told so once in an hour (R59, P-209). */
const RATE = { changes: 100, stretchMs: 10_000, againMs: 3_600_000 } as const

/** A value is to go to another unit: where they are too many, people hear what does it better. */
export function counted({ state, at }: Pick<Call, 'state' | 'at'>): Effect[] {
  const { rate } = state.io
  if (at.monotonicMs - rate.sinceMs >= RATE.stretchMs) Object.assign(rate, { sinceMs: at.monotonicMs, changes: 0 })
  rate.changes += 1
  const isTold = rate.toldMs !== undefined && at.monotonicMs - rate.toldMs < RATE.againMs
  if (rate.changes <= RATE.changes || isTold) return []
  rate.toldMs = at.monotonicMs
  const data = {
    ...{ changes: rate.changes, inS: RATE.stretchMs / 1000 },
    advice: 'for large amounts of data use Network or Tree Intercommunication',
  }
  return [{ type: 'notice', name: 'trust-io-rate', data }]
}
