// What the page does when it is touched.
import { element, find, findAll } from './elements.js'
import { drawExplanation, hideExplanation, intervalInWords } from './explanation.js'
import { drawGrid, drawWindow, fitGrid, markOpened, moveTo } from './grid.js'
import { listenToKeys } from './keyboard.js'
import { data, pairAt, placeOf, SIGNS, view } from './model.js'
import { listenToPrinting } from './paper.js'
import { countInWords, numberInWords, say } from './phrases.js'

/** Opens the explanation of a pair; the address names it, so that it can be passed on. */
function open(pair) {
  view.opened = pair
  drawExplanation(pair, { close })
  markOpened()
  const [user, door] = [data.users[pair.user], data.doors[pair.door]]
  history.replaceState(
    null,
    '',
    `#${new URLSearchParams({ user: `${user.name}@${user.origin}`, door: `${door.site}/${door.name}` })}`,
  )
}

function close() {
  if (view.opened === undefined) return
  view.opened = undefined
  hideExplanation()
  markOpened()
  history.replaceState(null, '', location.pathname + location.search)
  moveTo(view.at)
}

/** What the address names, if it is there. */
function openAddressed() {
  const asked = new URLSearchParams(location.hash.slice(1))
  const user = data.users.findIndex(({ name, origin }) => `${name}@${origin}` === asked.get('user'))
  const door = data.doors.findIndex(({ site, name }) => `${site}/${name}` === asked.get('door'))
  if (user < 0 || door < 0) return
  const place = placeOf({ user, door })
  open({ user, door })
  if (place.row >= 0 && place.column >= 0) moveTo(place, { focus: false })
}

function drawWords() {
  const { words } = view
  for (const each of findAll('[data-word]')) each.textContent = words[each.dataset.word]
  for (const each of findAll('[data-name]')) each.setAttribute('aria-label', words[each.dataset.name])
  document.documentElement.lang = words.locale.slice(0, 2)
  document.title = `${words.title} · ${data.rig}`
  const zones = [...new Set(data.doors.map(({ zone }) => zone))]
  const facts = [
    intervalInWords(zones.length === 1 ? zones[0] : 'UTC') + (zones.length === 1 ? '' : ' UTC'),
    zones.join(', '),
    `${countInWords(words, data.users.length, 'user', 'users')} × ${countInWords(words, data.doors.length, 'door', 'doors')}`,
  ]
  find('#facts').replaceChildren(...facts.map((fact) => element('li', {}, fact)))
  const [from, until] = [data.from, data.until].map((at) =>
    new Date(at * 60_000).toISOString().slice(0, 16).replace('T', ' '),
  )
  find('#made').textContent = say(words, 'made', { schema: data.schema, rig: data.rig, from, until })
  drawLegend(words)
  drawCounts(words)
}

function drawLegend(words) {
  const shades = [1, 2, 3, 4, 5, 6, 7].map((shade) => element('i', { class: `s${shade}` }))
  const scale = element('span', { class: 'scale' }, '<1%', ...shades, '100%')
  const never = Object.entries(SIGNS).map(([kind, sign]) =>
    element('span', {}, element('i', { class: kind }, sign), words[kind]),
  )
  find('#legend').setAttribute('aria-label', words.legend)
  find('#legend').replaceChildren(element('span', {}, words.legend), scale, ...never)
}

/** How much of all is shown, where that is not all. */
function drawCounts(words) {
  for (const kind of ['users', 'doors']) {
    const [shown, all] = [view[kind].length, data[kind].length].map((count) => numberInWords(words, count))
    find(`output[for=${kind}]`).textContent = shown === all ? '' : say(words, 'shownOf', { shown, all })
  }
}

function drawAll() {
  drawWords()
  drawGrid()
  if (view.opened !== undefined) drawExplanation(view.opened, { close })
}

/** Those that hold every word that is typed, by the names that commands know: `Anna@Office`, `Office/Front Door`. */
function filter(kind, text) {
  const wanted = text.toLowerCase().split(/\s+/)
  const holds = ({ name, site, origin }) => {
    const whole = (site === undefined ? `${name}@${origin}` : `${site}/${name}`).toLowerCase()
    return wanted.every((word) => whole.includes(word))
  }
  view[kind] = data[kind].flatMap((each, index) => (holds(each) ? [index] : []))
  view.at = { row: 0, column: 0 }
  find('#grid').scrollTo(0, 0)
  drawCounts(view.words)
  drawGrid()
}

function press(buttons, pressed) {
  for (const button of buttons) button.setAttribute('aria-pressed', String(button === pressed))
}

/** Rows become columns; the cell that the keyboard is on stays the same pair. */
function turn(isByDoor) {
  const pair = pairAt(view.at)
  view.isByDoor = isByDoor
  const { row, column } = placeOf(pair)
  view.at = { row: Math.max(row, 0), column: Math.max(column, 0) }
  drawGrid()
  moveTo(view.at, { focus: false })
}

function listen() {
  const grid = find('#grid')
  let isAsked = false
  const redraw = () => {
    if (isAsked) return
    isAsked = true
    requestAnimationFrame(() => {
      isAsked = false
      drawWindow()
    })
  }
  grid.addEventListener('scroll', redraw, { passive: true })
  new ResizeObserver(fitGrid).observe(find('#frame'))
  grid.addEventListener('click', (event) => {
    const cell = event.target.closest('[role=gridcell]')
    if (cell === null) return
    moveTo({ row: Number(cell.dataset.row), column: Number(cell.dataset.column) })
    open(pairAt(view.at))
  })
  listenToKeys({
    moved: () => view.opened !== undefined && open(pairAt(view.at)),
    asked: () => {
      open(pairAt(view.at))
      find('#explanation').focus()
    },
  })
  document.addEventListener('keydown', ({ key, target }) => key === 'Escape' && !target.matches('input') && close())
  for (const kind of ['users', 'doors'])
    find(`#${kind}`).addEventListener('input', ({ target }) => filter(kind, target.value))
  const [views, languages] = [findAll('[data-view]'), findAll('[data-language]')]
  for (const button of views) {
    button.addEventListener('click', () => {
      press(views, button)
      turn(button.dataset.view === 'door')
    })
  }
  for (const button of languages) {
    button.addEventListener('click', () => {
      press(languages, button)
      view.words = data.words[button.dataset.language]
      drawAll()
    })
  }
  find('#print').addEventListener('click', () => window.print())
  window.addEventListener('hashchange', openAddressed)
}

listen()
listenToPrinting()
drawAll()
openAddressed()
