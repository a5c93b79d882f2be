import type { StoreRecord } from '../domain/miniserver/effect.ts'

/**
 * A unit's durable records. A batch is written whole or not at all, and batches become durable in the order committed.
 *
 * `done` is called once the batch is durable (several batches may share one sync), never within `commit` itself. After a loss
 * of power everything whose `done` was called is there; a batch whose `done` was not may be there whole or not at all.
 */
export interface Store {
  commit(records: readonly StoreRecord[], done: () => void): void
  /** Everything durable, by key, in key order. Called before the first commit. */
  load(): AsyncIterable<StoreRecord> | Iterable<StoreRecord>
}
