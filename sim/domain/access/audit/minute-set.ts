/** A set of the minutes of a span, a bit for each. Behind its last minute there are none. */
export type MinuteSet = Uint32Array

export function noMinutes(minutes: number): MinuteSet {
  return new Uint32Array((minutes + 31) >>> 5)
}

/** Adds minutes [from, until); nothing where that is empty. */
export function addMinutes(set: MinuteSet, from: number, until: number): void {
  if (from >= until) return
  const [first, last] = [from >>> 5, (until - 1) >>> 5]
  const [head, tail] = [-1 << (from & 31), -1 >>> (31 - ((until - 1) & 31))]
  if (first === last) {
    set[first] = (set[first] ?? 0) | (head & tail)
    return
  }
  set[first] = (set[first] ?? 0) | head
  set.fill(2 ** 32 - 1, first + 1, last)
  set[last] = (set[last] ?? 0) | tail
}

/** What is in every one of several sets, of which there is at least one. */
export function inAll([first, ...others]: readonly MinuteSet[]): MinuteSet {
  const all = Uint32Array.from(first ?? [])
  for (const other of others)
    for (let word = 0; word < all.length; word++) all[word] = (all[word] ?? 0) & (other[word] ?? 0)
  return all
}

/** Takes out of a copy of `set` what is in `taken`, and puts the set into that. */
export function takeRest(set: MinuteSet, taken: MinuteSet): MinuteSet {
  const rest = new Uint32Array(set.length)
  for (let word = 0; word < set.length; word++) {
    const [mine, before] = [set[word] ?? 0, taken[word] ?? 0]
    rest[word] = mine & ~before
    taken[word] = before | mine
  }
  return rest
}

/** Calls `see` with each stretch of minutes [from, until) in the set, in their order; neighbours do not touch. */
export function forEachStretch(set: MinuteSet, see: (from: number, until: number) => void): void {
  const end = 32 * set.length
  for (let from = nextMinute(set, 0, 0); from < end; ) {
    const until = nextMinute(set, from, -1)
    see(from, until)
    from = nextMinute(set, until, 0)
  }
}

/** The first minute from one on that is in the set, or with `flip` -1 that is not; the set's end where there is none. */
function nextMinute(set: MinuteSet, from: number, flip: 0 | -1): number {
  for (let word = from >>> 5; word < set.length; word++) {
    const start = 32 * word
    const bits = ((set[word] ?? 0) ^ flip) & (from > start ? -1 << (from - start) : -1)
    if (bits !== 0) return start + 31 - Math.clz32(bits & -bits)
  }
  return 32 * set.length
}
