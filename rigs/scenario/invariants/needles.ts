const PREFIX_LENGTH = 4
const BUCKETS = 1 << 16

/** Finds which of many texts stand in a long one: a look at each place, however many texts there are. */
export class Needles {
  readonly #byPrefix = new Map<string, string[]>()
  /** Whether any prefix falls into a bucket; most places of a text end here. */
  readonly #buckets = new Uint8Array(BUCKETS)

  /** @param texts of four characters at least */
  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      const prefix = text.slice(0, PREFIX_LENGTH)
      if (prefix.length < PREFIX_LENGTH) throw new TypeError('a needle is too short')
      this.#byPrefix.set(prefix, [...(this.#byPrefix.get(prefix) ?? []), text])
      this.#buckets[bucketAt(prefix, 0)] = 1
    }
  }

  /** Those that stand in it, each once. */
  in(hay: string): Set<string> {
    const found = new Set<string>()
    for (let at = 0; at + PREFIX_LENGTH <= hay.length; at++) {
      if (this.#buckets[bucketAt(hay, at)] === 0) continue
      for (const text of this.#byPrefix.get(hay.slice(at, at + PREFIX_LENGTH)) ?? [])
        if (hay.startsWith(text, at)) found.add(text)
    }
    return found
  }
}

function bucketAt(text: string, at: number): number {
  const high = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)
  return ((high * 31 + text.charCodeAt(at + 2)) * 31 + text.charCodeAt(at + 3)) & (BUCKETS - 1)
}
