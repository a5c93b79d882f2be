// What the timeline does when it is touched: choosing an event shows its chain of causes, in the picture and in words.
// Everything is in the page already; this only marks and shows.
const all = (selector) => [...document.querySelectorAll(selector)]
const plot = document.querySelector('#plot')
const timeline = document.querySelector('#timeline')
const marks = all('#plot .mark')
const byKey = new Map(marks.map((mark) => [mark.dataset.key, mark]))

document.documentElement.classList.add('js')

/** The chosen mark, everything it follows from, and everything that follows from it. */
function chainOf(mark) {
  const chain = new Set([mark.dataset.key])
  for (let cause = byKey.get(mark.dataset.cause); cause; cause = byKey.get(cause.dataset.cause)) {
    chain.add(cause.dataset.key)
  }
  const effects = [mark.dataset.key]
  for (const key of effects) {
    for (const effect of marks.filter(({ dataset }) => dataset.cause === key)) {
      chain.add(effect.dataset.key)
      effects.push(effect.dataset.key)
    }
  }
  return chain
}

/** Everything that the same step set off. */
function kinOf({ dataset: { step } }) {
  return new Set(marks.filter(({ dataset }) => dataset.step === step).map(({ dataset }) => dataset.key))
}

function choose(key, { focus = true } = {}) {
  const mark = byKey.get(key)
  if (mark === undefined) return
  const { step } = mark.dataset
  const kin = kinOf(mark)
  const chain = key.startsWith('s-') ? kin : chainOf(mark)
  plot.classList.toggle('focused', kin.size > 1)
  for (const each of all('[data-key]')) {
    each.classList.toggle('chosen', each.dataset.key === key)
    each.classList.toggle('kin', kin.has(each.dataset.key))
  }
  for (const arrow of all('.arrow')) {
    arrow.classList.toggle('chain', chain.has(arrow.dataset.from) && chain.has(arrow.dataset.to))
  }
  for (const band of all('.band')) band.classList.toggle('chosen', band.dataset.step === step)
  for (const item of all('nav button')) item.classList.toggle('current', item.dataset.step === step)
  for (const section of all('[data-detail]')) section.hidden = section.dataset.detail !== step
  for (const each of marks) each.setAttribute('tabindex', each === mark ? '0' : '-1')
  document.querySelector('#details').scrollTop = 0
  document.querySelector('nav .current')?.scrollIntoView({ block: 'nearest' })
  bringIntoView(mark)
  if (focus) mark.focus({ preventScroll: true })
  history.replaceState(null, '', `#${encodeURIComponent(key)}`)
}

/** The mark in the middle third, so that what comes before and after it is seen as well. */
function bringIntoView(mark) {
  const box = mark.getBoundingClientRect()
  const frame = timeline.getBoundingClientRect()
  const labels = document.querySelector('#labels').offsetWidth
  const [left, right] = [frame.left + labels + 60, frame.right - 120]
  if (box.left < left || box.right > right) {
    timeline.scrollLeft += box.left - (left + (right - left) / 3)
  }
}

const chosen = () => byKey.get(document.querySelector('#plot .mark.chosen')?.dataset.key) ?? marks[0]

const MOVES = {
  ArrowRight: () => marks[marks.indexOf(chosen()) + 1],
  ArrowLeft: () => marks[marks.indexOf(chosen()) - 1],
  ArrowUp: () => byKey.get(chosen().dataset.cause),
  ArrowDown: () => {
    const { key, step } = chosen().dataset
    return marks.find(({ dataset }) =>
      key.startsWith('s-') ? dataset.cause === '' && dataset.step === step : dataset.cause === key,
    )
  },
  Home: () => marks[0],
  End: () => marks.at(-1),
}

document.addEventListener('keydown', (event) => {
  const move = MOVES[event.key]
  if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const target = move()
  if (target !== undefined) choose(target.dataset.key)
})

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-key], [data-for]')
  if (target !== null) choose(target.dataset.key ?? target.dataset.for, { focus: !target.closest('button') })
})

const asked = decodeURIComponent(location.hash.slice(1))
const failed = marks.find((mark) => mark.classList.contains('step') && mark.classList.contains('bad'))
const firstDecision = marks.find((mark) => mark.classList.contains('decision'))
choose(byKey.has(asked) ? asked : (failed ?? firstDecision ?? marks[0])?.dataset.key, { focus: false })
