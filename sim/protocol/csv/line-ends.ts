export const LINE_FEED = 10
export const RETURN = 13

interface LineEnds {
  /** The kinds of line ends in a file. */
  readonly kinds: readonly string[]
  /** How many lines it has. */
  readonly lines: number
}

/** To look for the kinds that are there is much quicker for a reader than to look for all. */
export function lineEndsOf(utf8: Buffer): LineEnds {
  let [feeds, returns, both] = [0, 0, 0]
  for (let at = utf8.indexOf(LINE_FEED); at >= 0; at = utf8.indexOf(LINE_FEED, at + 1)) {
    feeds++
    if (utf8[at - 1] === RETURN) both++
  }
  for (let at = utf8.indexOf(RETURN); at >= 0; at = utf8.indexOf(RETURN, at + 1)) returns++
  const found = [both > 0 ? '\r\n' : [], feeds > both ? '\n' : [], returns > both ? '\r' : []].flat()
  const isOpen = utf8.length > 0 && !isLineEnd(utf8[utf8.length - 1] ?? 0)
  return { kinds: found.length === 0 ? ['\n'] : found, lines: feeds + returns - both + (isOpen ? 1 : 0) }
}

export function isLineEnd(byte: number): boolean {
  return byte === LINE_FEED || byte === RETURN
}
