import type { StoreRecord } from '../domain/miniserver/effect.ts'
import type { Store } from '../ports/store.ts'
import type { SealedRecords } from '../protocol/store/sealed-records.ts'
import type { World } from './world.ts'

/** From commit to durable on the virtual lane [P]. */
export const COMMIT_MS = 1

/** A store of the virtual world. Without power, batches not yet durable vanish whole. It holds what a disk would: sealed records. */
export class VirtualStore implements Store {
  readonly #world: World
  readonly #sealed: SealedRecords
  readonly #durable = new Map<string, Uint8Array>()
  #powerUps = 0

  constructor(world: World, sealed: SealedRecords) {
    this.#world = world
    this.#sealed = sealed
  }

  commit(records: readonly StoreRecord[], done: () => void): void {
    const powerUp = this.#powerUps
    const written = records.map((record) => this.#write(record))
    this.#world.deliver(COMMIT_MS, () => {
      if (powerUp !== this.#powerUps) return
      for (const [key, bytes] of written) {
        if (bytes === undefined) this.#durable.delete(key)
        else this.#durable.set(key, bytes)
      }
      done()
    })
  }

  load(): StoreRecord[] {
    return [...this.#durable]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, bytes]) => ({ key, value: this.#sealed.open(key, bytes) }))
  }

  /** What is on it, for who looks at it from outside: keys, each with the bytes that are there. */
  disk(): ReadonlyMap<string, Uint8Array> {
    return this.#durable
  }

  /** What was on it becomes this: another memory card, or a backup written back. */
  replace(records: readonly StoreRecord[]): void {
    this.#powerUps++
    this.#durable.clear()
    for (const [key, bytes] of records.map((record) => this.#write(record))) {
      if (bytes !== undefined) this.#durable.set(key, bytes)
    }
  }

  powerOff(): void {
    this.#powerUps++
  }
  #write({ key, value }: StoreRecord): [key: string, bytes: Uint8Array | undefined] {
    return [key, value === undefined ? undefined : this.#sealed.seal(key, value)]
  }
}
