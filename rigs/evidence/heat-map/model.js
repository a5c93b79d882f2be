// The audit in the page, and what is shown of it.
import { daysOf, offsetsOf } from './local-time.js'
import { durationInWords, say, shareInWords } from './phrases.js'

export const data = JSON.parse(document.querySelector('#data').textContent)
export const allMinutes = data.until - data.from

/** What people choose, and what the window leaves room for. `at`: the cell that the keyboard is on; `opened`: the pair that is explained. */
export const view = {
  words: data.words[data.language],
  isByDoor: false,
  columnWidth: 0,
  users: data.users.map((_, user) => user),
  doors: data.doors.map((_, door) => door),
  at: { row: 0, column: 0 },
  opened: undefined,
}

export const rowsShown = () => (view.isByDoor ? view.doors : view.users)
export const columnsShown = () => (view.isByDoor ? view.users : view.doors)

export function pairAt({ row, column }) {
  const [ofRow, ofColumn] = [rowsShown()[row], columnsShown()[column]]
  return view.isByDoor ? { user: ofColumn, door: ofRow } : { user: ofRow, door: ofColumn }
}

export function placeOf({ user, door }) {
  const [row, column] = view.isByDoor ? [door, user] : [user, door]
  return { row: rowsShown().indexOf(row), column: columnsShown().indexOf(column) }
}

/** What an answer says of its whole interval: the seven shades of opening, or why it never does. */
const kinds = data.answers.map(({ minutes, runs }) => {
  if (minutes > 0) return `s${minutes === allMinutes ? 7 : Math.min(6, Math.floor((minutes / allMinutes) * 6) + 1)}`
  const reasons = new Set(runs.filter((_, index) => index % 2 === 1).map((mark) => data.marks[mark].reason))
  if (reasons.has('DENIED')) return 'denied'
  return reasons.size === 1 && reasons.has('NOT_CONFIGURED') ? 'none' : 'closed'
})

export const SIGNS = { none: '·', denied: '✕', closed: '○' }

export const answerOf = ({ user, door }) => data.answers[data.cells[door][user]]
export const kindOf = ({ user, door }) => kinds[data.cells[door][user]]

/** What stands in a cell: never colour alone. */
export function signOf(pair) {
  return SIGNS[kindOf(pair)] ?? shareInWords(view.words, answerOf(pair).minutes, allMinutes)
}

/** Names as a sentence needs them: with the site where several have the same. */
const labels = {
  users: labelsOf(data.users.map(({ name, origin }) => ({ name, site: origin }))),
  doors: labelsOf(data.doors),
}

function labelsOf(named) {
  const counts = new Map()
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1)
  return named.map(({ name, site }) => (counts.get(name) > 1 ? `${name} (${site})` : name))
}

export const userAt = ({ user }) => labels.users[user]
export const doorAt = ({ door }) => labels.doors[door]

/** `Anna at Front Door: 45 h of 168 h`; where it never opens with the kind of why. */
export function nameOf(pair) {
  const { words } = view
  const [open, all] = [durationInWords(words, answerOf(pair).minutes), durationInWords(words, allMinutes)]
  const sentence = say(words, 'cell', { user: userAt(pair), door: doorAt(pair), open, all })
  const kind = kindOf(pair)
  return kind in SIGNS ? `${sentence}, ${words[kind]}` : sentence
}

/** Each with the instants it begins and ends at. */
export function runsOf(pair) {
  const { runs } = answerOf(pair)
  return Array.from({ length: runs.length / 2 }, (_, index) => {
    const [offset, mark, next] = runs.slice(index * 2, index * 2 + 3)
    const { reason, via } = data.marks[mark]
    return {
      from: data.from + offset,
      until: next === undefined ? data.until : data.from + next,
      reason,
      via: data.vias[via],
    }
  })
}

/** The permissions that refuse. */
export const deniesOf = (pair) => (answerOf(pair).denies ?? []).map((via) => data.vias[via])

/** The allows that no run is by, each with why. */
export const idleOf = (pair) =>
  (answerOf(pair).idle ?? []).map(({ via, because }) => ({ via: data.vias[via], because }))

const clocks = new Map()

/** The offsets and days of a zone over the interval. */
export function clockOfZone(zone) {
  if (!clocks.has(zone)) {
    const offsets = offsetsOf(zone, data.from, data.until)
    clocks.set(zone, { offsets, days: daysOf(offsets, data.from, data.until) })
  }
  return clocks.get(zone)
}
