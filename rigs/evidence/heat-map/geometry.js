// Where rows and columns of the grid lie, in pixels.
export const ROW_HEIGHT = 32
export const HEADING_WIDTH = 208

const COLUMN_WIDTH = { min: 84, max: 132 }

/** As wide as the room allows, within what is legible. */
export function fittingWidth(room, columns) {
  const width = (room - HEADING_WIDTH - 24) / Math.max(columns, 1)
  return Math.round(Math.min(COLUMN_WIDTH.max, Math.max(COLUMN_WIDTH.min, width)))
}

/** Places from the first to the last in sight, in steps of what lies beyond the edges, and the one that must be there. */
export function inSight({ scrolled, length, size, beyond, count, always }) {
  const step = size * beyond
  const first = Math.max(0, Math.floor(scrolled / step) - 1) * beyond
  const last = Math.min(count, (Math.ceil((scrolled + length) / step) + 1) * beyond) - 1
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  if (always >= count || (always >= first && always <= last)) return places
  return always < first ? [always, ...places] : [...places, always]
}

/** Scrolls no further than it takes to see all of what begins there. */
export function scrolledTo({ scrolled, begin, size, length }) {
  if (begin < scrolled) return begin
  return begin + size > scrolled + length ? begin + size - length : scrolled
}
