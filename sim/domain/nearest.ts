/** How many names a message offers at most. */
const OFFERED_MAX = 3
/** How far a word is from one that only begins with it. */
const BEGINNING_DISTANCE = 2
/** Longer words are compared by their beginning only, so that a hostile one costs nothing. */
const WORD_LENGTH_MAX = 64

/**
 * The candidates that `word` was probably meant to be, nearest first, at most three, by edit distance without case.
 *
 * A candidate counts when at most a third of the longer word differs (but at least two letters may), or when one begins
 * with the other; those more than one edit further than the nearest do not. Equal distances keep the order of the candidates.
 */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const wanted = plain(word)
  if (wanted === '') return []
  const ranked: { candidate: string; distance: number }[] = []
  for (const candidate of new Set(candidates)) {
    const distance = distanceBetween(wanted, plain(candidate))
    if (distance !== undefined) ranked.push({ candidate, distance })
  }
  const best = Math.min(...ranked.map(({ distance }) => distance))
  return ranked
    .filter(({ distance }) => distance <= best + 1)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, OFFERED_MAX)
    .map(({ candidate }) => candidate)
}

/** ` Did you mean "Anna"?` with a leading space, to append to a sentence; empty when nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const names = nearest(word, candidates).map((name) => `"${name}"`)
  const last = names.pop()
  if (last === undefined) return ''
  return ` Did you mean ${names.length === 0 ? last : `${names.join(', ')} or ${last}`}?`
}

function plain(word: string): string {
  return word.slice(0, WORD_LENGTH_MAX).toLowerCase()
}

function distanceBetween(a: string, b: string): number | undefined {
  const longer = Math.max(a.length, b.length)
  const allowed = Math.max(2, Math.floor(longer / 3))
  const distance = edits(a, b)
  if (distance <= allowed && distance < longer) return distance
  const begins = Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a))
  return begins ? BEGINNING_DISTANCE : undefined
}

/** Levenshtein's distance, with two neighbours swapped counting as one edit. */
function edits(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) best = Math.min(best, at(beforeLast, column - 2) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
