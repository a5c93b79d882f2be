import type { Stamp } from '../time.ts'
import type { Effect, StoreRecord } from './effect.ts'
import type { MiniserverState } from './state.ts'

/** Receipts are remembered for this long, durably, so that a repeat changes nothing (P-88). */
export const RECEIPT_MS = 60_000

/** What comes of an event: durable with its receipt, which is among what follows. */
interface TakenOver {
  readonly eventId: string
  readonly records?: readonly StoreRecord[]
  readonly then: Iterable<Effect>
}

/** What a repeat of an event that was answered gets; `undefined` for one that is new. */
export function repeated(state: MiniserverState, device: string, eventId: string): Effect[] | undefined {
  // Behind the first answer's own commit, should that still be under way: a receipt is a promise.
  return state.receipts.has(eventId) ? [{ type: 'commit', records: [], then: [receiptOf(device, eventId)] }] : undefined
}

/** The answer to an event that is new, which is remembered from now on. */
export function takenOver(state: MiniserverState, { eventId, records = [], then }: TakenOver, at: Stamp): Effect[] {
  state.receipts.set(eventId, at.monotonicMs)
  return [
    { type: 'commit', records: [{ key: `receipt/${eventId}`, value: at.wallMs }, ...records], then },
    // Only the first starts the timer: one that every presentation put off would never come at a busy door.
    ...(state.receipts.size === 1 ? [forgetReceipts(at.monotonicMs)] : []),
  ]
}

export function receiptOf(device: string, eventId: string): Effect {
  return { type: 'receipt', device, eventId }
}

/** Drops receipts older than `RECEIPT_MS`. */
export function receiptsTimer(state: MiniserverState, at: Stamp): Effect[] {
  const forgotten: string[] = []
  // Oldest first: a look at those that stay would cost more the more there are.
  for (const [id, sinceMs] of state.receipts) {
    if (at.monotonicMs - sinceMs < RECEIPT_MS) break
    forgotten.push(id)
  }
  for (const id of forgotten) state.receipts.delete(id)
  const records = forgotten.map((id) => ({ key: `receipt/${id}` }))
  const [oldestMs] = state.receipts.values()
  return [
    ...(records.length > 0 ? [{ type: 'commit', records, then: [] } as const] : []),
    ...(oldestMs === undefined ? [] : [forgetReceipts(oldestMs)]),
  ]
}

function forgetReceipts(sinceMonotonicMs: number): Effect {
  return { type: 'set-timer', timer: 'receipts', atMonotonicMs: sinceMonotonicMs + RECEIPT_MS }
}
