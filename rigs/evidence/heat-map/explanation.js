// Why a cell is as it is.
import { element, find } from './elements.js'
import { linesOf, ruleOf } from './groups.js'
import { localAt } from './local-time.js'
import { allMinutes, answerOf, clockOfZone, data, deniesOf, doorAt, idleOf, runsOf, userAt, view } from './model.js'
import { durationInWords, lineInWords, momentInWords, say, shareInWords } from './phrases.js'
import { drawStrip, weeksOf } from './strip.js'

const panel = find('#explanation')
const LINES_MAX = 12

let week = 0

/** Explains a pair; the first week is shown. `close` is what the button does. */
export function drawExplanation(pair, { close }) {
  week = 0
  draw(pair, close)
  panel.hidden = false
  panel.scrollTop = 0
}

export function hideExplanation() {
  panel.hidden = true
  panel.replaceChildren()
}

function draw(pair, close) {
  const { words } = view
  const [user, door] = [data.users[pair.user], data.doors[pair.door]]
  const [open, all] = [answerOf(pair).minutes, allMinutes]
  const runs = runsOf(pair)
  const button = element(
    'button',
    { type: 'button', class: 'plain close', 'aria-label': words.close, title: words.close },
    '✕',
  )
  button.addEventListener('click', close)
  const gaps = { open: durationInWords(words, open), all: durationInWords(words, all) }
  panel.setAttribute('aria-label', `${words.explanation}: ${userAt(pair)}, ${doorAt(pair)}`)
  panel.replaceChildren(
    element('header', {}, element('h2', {}, userAt(pair), element('span', {}, ' → '), doorAt(pair)), button),
    element('p', { class: 'soft' }, `${say(words, 'origin', { site: user.origin })} · ${say(words, 'clockOf', door)}`),
    element('p', { class: 'gist' }, say(words, 'opens', gaps), ' ', element('b', {}, shareInWords(words, open, all))),
    drawWeek(pair, runs, close),
    ...drawOpen(runs, door),
    ...drawShut(runs, door, deniesOf(pair)),
    ...drawOthers(idleOf(pair)),
  )
}

function drawWeek(pair, runs, close) {
  const { words } = view
  const weeks = weeksOf(clockOfZone(data.doors[pair.door].zone).days)
  const section = element('section', { class: 'week' })
  if (weeks.length > 1) {
    const turn = (step, word, sign) => {
      const isEnd = weeks[week + step] === undefined
      const button = element(
        'button',
        { type: 'button', class: 'plain', 'aria-label': words[word], ...(isEnd && { disabled: '' }) },
        sign,
      )
      button.addEventListener('click', () => {
        week += step
        draw(pair, close)
        ;(find(`#explanation [aria-label="${words[word]}"]:not(:disabled)`) ?? panel).focus()
      })
      return button
    }
    const place = element(
      'span',
      { role: 'status' },
      `${words.week} ${say(words, 'shownOf', { shown: week + 1, all: weeks.length })}`,
    )
    section.append(element('div', { class: 'pager' }, turn(-1, 'earlier', '‹'), place, turn(1, 'later', '›')))
  }
  section.append(drawStrip(words, weeks[week], runs, data))
  return section
}

function drawOpen(runs, { zone }) {
  const { words } = view
  const open = runs.filter(({ reason }) => reason === 'ALLOWED')
  if (open.length === 0) return []
  return [element('h3', {}, words.whenItOpens), drawLines(open, zone, viaInWords)]
}

/** `UG:Staff · Office Hours` */
function viaInWords({ path, schedule }) {
  return `${path} · ${schedule ?? view.words.always}`
}

/** Permissions that are there and open nothing by themselves, each with why. */
function drawOthers(idle) {
  const { words } = view
  if (idle.length === 0) return []
  const lines = idle.map(({ via, because }) => [viaInWords(via), words.because[because]])
  return [element('h3', {}, words.others), drawPermissions('others', lines)]
}

function drawPermissions(kind, lines) {
  const items = lines.map(([permission, note]) =>
    element('li', {}, element('code', {}, permission), element('span', { class: 'soft' }, note)),
  )
  return element('ul', { class: `lines ${kind}` }, ...items)
}

/** A paragraph for each reason, the one that holds longest first; that of a deny names every one. */
function drawShut(runs, { zone }, denies) {
  const { words } = view
  const reasons = [...new Set(runs.map(({ reason }) => reason))].filter((reason) => reason !== 'ALLOWED')
  if (reasons.length === 0) return []
  const told = reasons
    .map((reason) => {
      const those = runs.filter((run) => run.reason === reason)
      return { reason, those, minutes: those.reduce((sum, { from, until }) => sum + until - from, 0) }
    })
    .sort((a, b) => b.minutes - a.minutes)
  return [
    element('h3', {}, words.whenItDoesNot),
    ...told.map(({ reason, those, minutes }) =>
      element(
        'article',
        { class: 'reason' },
        element('p', {}, words.reasons[reason]),
        element('p', { class: 'soft' }, element('code', {}, reason), ` · ${durationInWords(words, minutes)}`),
        ...(reason === 'DENIED'
          ? [
              drawPermissions(
                'denies',
                denies.map(({ path }) => [path, words.denies]),
              ),
            ]
          : []),
        drawLines(
          those.map(({ from, until }) => ({ from, until })),
          zone,
          () => undefined,
        ),
      ),
    ),
  ]
}

function drawLines(runs, zone, told) {
  const { words } = view
  const { offsets, days } = clockOfZone(zone)
  const [first] = runs
  const isWhole = runs.length === 1 && first.from === data.from && first.until === data.until
  const lines = isWhole
    ? [{ when: words.wholeTime, via: first.via }]
    : linesOf(runs, offsets).map((line) => {
        const rule = ruleOf(
          line.days,
          days.map(({ day }) => day),
        )
        return { when: lineInWords(words, line, rule), via: line.via }
      })
  const rest = lines.length - LINES_MAX
  return element(
    'ul',
    { class: 'lines' },
    ...lines
      .slice(0, LINES_MAX)
      .map(({ when, via }) =>
        element('li', {}, element('span', {}, when), ...(via === undefined ? [] : [element('code', {}, told(via))])),
      ),
    ...(rest > 0 ? [element('li', { class: 'soft' }, say(words, 'more', { count: rest }))] : []),
  )
}

/** `Mon 19 Oct 2026, 00:00 – Mon 26 Oct 2026, 00:00`, by the clock of a zone. */
export function intervalInWords(zone) {
  const { offsets } = clockOfZone(zone)
  return [data.from, data.until].map((at) => momentInWords(view.words, localAt(offsets, at))).join(' – ')
}
