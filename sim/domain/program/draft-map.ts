/**
 * A map as it would be with changes that are not carried out yet: what is written stays here, all else is read from the map below,
 * which must not change meanwhile. Making one costs nothing, however long that is.
 */
export class DraftMap<Key, Entry> extends Map<Key, Entry> {
  readonly #below: ReadonlyMap<Key, Entry>
  /** What was written; `undefined` was taken away. */
  readonly #written = new Map<Key, Entry | undefined>()

  constructor(below: ReadonlyMap<Key, Entry>) {
    super()
    this.#below = below
  }

  /** What was written, each key once, beside the entry below. */
  *changes(): Generator<{ readonly key: Key; readonly before: Entry | undefined; readonly entry: Entry | undefined }> {
    for (const [key, entry] of this.#written) yield { key, before: this.#below.get(key), entry }
  }

  override get size(): number {
    let { size } = this.#below
    for (const [key, entry] of this.#written) size += Number(entry !== undefined) - Number(this.#below.has(key))
    return size
  }

  override get(key: Key): Entry | undefined {
    return this.#written.has(key) ? this.#written.get(key) : this.#below.get(key)
  }

  override has(key: Key): boolean {
    return this.get(key) !== undefined
  }

  override set(key: Key, entry: Entry): this {
    this.#written.set(key, entry)
    return this
  }

  override delete(key: Key): boolean {
    const wasHere = this.has(key)
    if (wasHere) this.#written.set(key, undefined)
    return wasHere
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key)
  }

  override *entries(): MapIterator<[Key, Entry]> {
    for (const [key, below] of this.#below) {
      const entry = this.#written.has(key) ? this.#written.get(key) : below
      if (entry !== undefined) yield [key, entry]
    }
    for (const [key, entry] of this.#written) if (entry !== undefined && !this.#below.has(key)) yield [key, entry]
  }

  override *keys(): MapIterator<Key> {
    for (const [key] of this.entries()) yield key
  }

  override *values(): MapIterator<Entry> {
    for (const [, entry] of this.entries()) yield entry
  }

  override [Symbol.iterator](): MapIterator<[Key, Entry]> {
    return this.entries()
  }

  override forEach(act: (entry: Entry, key: Key, map: Map<Key, Entry>) => void): void {
    for (const [key, entry] of this.entries()) act(entry, key, this)
  }
}
