// Seven days by the door's clock: where it opens, and what the clocks did that day.
import { element } from './elements.js'
import { DAY, weekdayOf } from './local-time.js'
import { clockInWords, dayInWords, say } from './phrases.js'

/** All days where they fit; otherwise weeks from Monday to Sunday. */
export function weeksOf(days) {
  if (days.length <= 8) return [days]
  const weeks = []
  for (const day of days) {
    if (weeks.length === 0 || weekdayOf(day.day) === 0) weeks.push([])
    weeks.at(-1).push(day)
  }
  return weeks
}

/** Hours from left to right; the hour that a clock shows twice is drawn one above the other, the one it leaves out is hatched. */
export function drawStrip(words, days, runs, { from, until }) {
  const hours = [0, 6, 12, 18, 24].map((hour) =>
    element('span', { style: { left: percent(hour * 60) } }, clockInWords({ wall: hour * 60 })),
  )
  const axis = element('div', { class: 'axis' }, ...hours)
  const open = runs.filter(({ reason }) => reason === 'ALLOWED')
  const lines = days.map((day) => drawDay(words, day, open, { from, until }))
  return element('div', { class: 'strip', role: 'img', 'aria-label': words.strip }, axis, ...lines)
}

function drawDay(words, { day, minutes, pieces }, open, interval) {
  const track = element('div', { class: 'track' })
  for (const [index, piece] of pieces.entries()) {
    const shown = { from: Math.max(piece.from, interval.from), until: Math.min(piece.until, interval.until) }
    const lane = laneOf(pieces, index)
    track.append(...drawBars('asked', piece, [shown], lane))
    track.append(
      ...drawBars(
        'open',
        piece,
        open.map((run) => clipped(run, shown)),
        lane,
      ),
    )
  }
  track.append(...gapsOf(pieces))
  const hours = minutes / 60
  const change = minutes === DAY ? undefined : say(words, minutes < DAY ? 'dayShort' : 'dayLong', { hours })
  const note = change === undefined ? [] : [element('em', { title: change }, say(words, 'hours', { hours }))]
  return element(
    'div',
    { class: 'day' },
    element('b', {}, dayInWords(words, day)),
    track,
    element('span', { class: 'note' }, ...note),
  )
}

const clipped = (run, { from, until }) => ({ from: Math.max(run.from, from), until: Math.min(run.until, until) })

/** What the wall clock would show when it ends, had it run on. */
const wallEnd = ({ from, until, wall }) => wall + until - from

/** The minutes of the wall clock that this piece shares with its neighbour, and which of the two it is. */
function laneOf(pieces, index) {
  const [before, after] = [pieces[index - 1], pieces[index + 1]]
  if (before !== undefined && wallEnd(before) > pieces[index].wall)
    return { from: pieces[index].wall, until: wallEnd(before), place: 'lower' }
  if (after !== undefined && wallEnd(pieces[index]) > after.wall)
    return { from: after.wall, until: wallEnd(pieces[index]), place: 'upper' }
  return undefined
}

/** Each stretch at its place on the wall clock, cut where only half the height is its own. */
function drawBars(kind, { from, wall }, stretches, lane) {
  return stretches
    .filter((stretch) => stretch.until > stretch.from)
    .map((stretch) => [wall + stretch.from - from, wall + stretch.until - from])
    .flatMap((bar) => cut(bar, lane))
    .map(([begin, end, place]) => drawBar(place === undefined ? kind : `${kind} ${place}`, begin, end))
}

function cut([begin, end], lane) {
  if (lane === undefined || end <= lane.from || begin >= lane.until) return [[begin, end]]
  const parts = [
    [begin, lane.from],
    [Math.max(begin, lane.from), Math.min(end, lane.until), lane.place],
    [lane.until, end],
  ]
  return parts.filter(([from, until]) => until > from)
}

function gapsOf(pieces) {
  return pieces.flatMap((piece, index) => {
    const end = index === 0 ? 0 : wallEnd(pieces[index - 1])
    return piece.wall > end ? [drawBar('gap', end, piece.wall)] : []
  })
}

function drawBar(kind, begin, end) {
  return element('i', { class: kind, style: { left: percent(begin), width: percent(end - begin) } })
}

function percent(minutes) {
  return `${((minutes / DAY) * 100).toFixed(3)}%`
}
