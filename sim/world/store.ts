import type { StoreRecord } from '../domain/miniserver/effect.ts'
import type { Store } from '../ports/store.ts'
import type { World } from './world.ts'

/** From commit to durable on the virtual lane [P]. */
export const COMMIT_MS = 1

/** A store of the virtual world. Without power, batches not yet durable vanish whole. It holds copies, as a disk would. */
export class VirtualStore implements Store {
  readonly #world: World
  readonly #durable = new Map<string, unknown>()
  #powerUps = 0

  constructor(world: World) {
    this.#world = world
  }

  commit(records: readonly StoreRecord[], done: () => void): void {
    const powerUp = this.#powerUps
    const written = structuredClone(records)
    this.#world.deliver(COMMIT_MS, () => {
      if (powerUp !== this.#powerUps) return
      for (const { key, value } of written) {
        if (value === undefined) this.#durable.delete(key)
        else this.#durable.set(key, value)
      }
      done()
    })
  }

  load(): StoreRecord[] {
    return [...this.#durable]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => ({ key, value: structuredClone(value) }))
  }

  /** What was on it becomes this: another memory card, or a backup written back. */
  replace(records: readonly StoreRecord[]): void {
    this.#powerUps++
    this.#durable.clear()
    for (const { key, value } of structuredClone(records)) this.#durable.set(key, value)
  }

  powerOff(): void {
    this.#powerUps++
  }
}
