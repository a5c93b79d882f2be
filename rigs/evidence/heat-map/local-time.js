// What the clock of a door's own time zone shows. Minutes throughout: of instants since 1970 UTC, of the wall clock since midnight.
export const DAY = 1440

/**
 * How far the zone's clock is ahead, in spans without a gap: `[{ from, until, offset }]`, from two days before to two days after. A
 * change is found to the minute; two within one day would be taken for one.
 */
export function offsetsOf(timeZone, from, until) {
  const offsetAt = offsetReader(timeZone)
  const spans = [{ from: from - 2 * DAY, offset: offsetAt(from - 2 * DAY) }]
  for (let at = from - 2 * DAY; at < until + 2 * DAY; at += DAY) {
    const offset = offsetAt(at + DAY)
    if (offset !== spans.at(-1).offset) spans.push({ from: changeBetween(at, at + DAY, offsetAt), offset })
  }
  return spans.map((span, index) => ({ ...span, until: spans[index + 1]?.from ?? until + 3 * DAY }))
}

/** Intl knows the zones; the zone of whoever looks at the page is never asked. */
function offsetReader(timeZone) {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at * 60_000).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) / 60_000 - at
  }
}

function changeBetween(from, until, offsetAt) {
  const before = offsetAt(from)
  let [low, high] = [from, until]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}

/** Day (since 1970, local), minute of it, and whether the clock shows that minute a second time that day. */
export function localAt(offsets, at) {
  const { offset } = offsets.find((span) => at < span.until) ?? offsets.at(-1)
  const local = at + offset
  const isTwice = offsets.some(
    (span) => span.offset !== offset && local - span.offset >= span.from && local - span.offset < span.until,
  )
  return { day: Math.floor(local / DAY), wall: ((local % DAY) + DAY) % DAY, offset, isTwice }
}

/**
 * The local days that [from, until) touches, each whole: `{ day, minutes, pieces: [{ from, until, wall }] }`. A piece is a stretch in
 * which the clock runs evenly; a day on which clocks change has two.
 */
export function daysOf(offsets, from, until) {
  const days = new Map()
  for (const span of offsets) {
    for (let at = span.from; at < span.until; ) {
      const { day, wall } = localAt(offsets, at)
      const end = Math.min(span.until, at + DAY - wall)
      const known = days.get(day) ?? { day, minutes: 0, pieces: [] }
      known.minutes += end - at
      known.pieces.push({ from: at, until: end, wall })
      days.set(day, known)
      at = end
    }
  }
  return [...days.values()].filter(({ pieces }) => pieces[0].from < until && pieces.at(-1).until > from)
}

/** 0 is Monday. */
export function weekdayOf(day) {
  return (((day + 3) % 7) + 7) % 7
}
