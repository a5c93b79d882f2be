// The heat map itself. Only what is in sight, and the cell the keyboard is on, is in the document; ARIA says how much there is.
import { element, find } from './elements.js'
import { fittingWidth, HEADING_WIDTH, inSight, ROW_HEIGHT, scrolledTo } from './geometry.js'
import { drawHead, drawRowHeading, edgeOf, headingLines, leftOf } from './headings.js'
import { columnsShown, kindOf, nameOf, pairAt, rowsShown, signOf, view } from './model.js'

const grid = find('#grid')

/** Rows and columns beyond the edges, so that scrolling shows no gaps. */
const BEYOND = { rows: 8, columns: 4 }

/** What is in the document now: lines by their row, each with its cells by their column. */
let drawn

/** Everything anew: after another choice of rows, columns or words. */
export function drawGrid() {
  const [rows, columns] = [rowsShown().length, columnsShown().length]
  const isFocused = grid.contains(document.activeElement)
  const { scrollLeft, scrollTop } = grid
  view.columnWidth = fittingWidth(grid.parentElement.clientWidth, columns)
  view.at = {
    row: Math.max(Math.min(view.at.row, rows - 1), 0),
    column: Math.max(Math.min(view.at.column, columns - 1), 0),
  }
  const width = `${HEADING_WIDTH + columns * view.columnWidth}px`
  const head = element('div', { role: 'rowgroup', class: 'head', style: { width } })
  const body = element('div', { role: 'rowgroup', class: 'body', style: { width, height: `${rows * ROW_HEIGHT}px` } })
  drawn = { head, body, lines: new Map(), columns: '' }
  grid.replaceChildren(head, body)
  grid.setAttribute('aria-label', view.words.grid)
  grid.setAttribute('aria-rowcount', rows + headingLines())
  grid.setAttribute('aria-colcount', columns + 1)
  grid.hidden = rows === 0 || columns === 0
  find('#frame .nothing').hidden = !grid.hidden
  grid.scrollTo(scrollLeft, scrollTop)
  drawWindow()
  if (isFocused) cellAt(view.at)?.focus({ preventScroll: true })
}

/** After the room has changed. */
export function fitGrid() {
  if (fittingWidth(grid.parentElement.clientWidth, columnsShown().length) === view.columnWidth) drawWindow()
  else drawGrid()
}

/** Brings the document in line with what is in sight. */
export function drawWindow() {
  const { scrollTop, scrollLeft, clientHeight, clientWidth } = grid
  const { row, column } = view.at
  const vertical = { scrolled: scrollTop, length: clientHeight, size: ROW_HEIGHT, beyond: BEYOND.rows }
  const horizontal = { scrolled: scrollLeft, length: clientWidth, size: view.columnWidth, beyond: BEYOND.columns }
  const rows = inSight({ ...vertical, count: rowsShown().length, always: row })
  const columns = inSight({ ...horizontal, count: columnsShown().length, always: column })
  if (drawn.columns !== columns.join()) drawn.head.replaceChildren(...drawHead(columns))
  drawn.columns = columns.join()
  bringInLine(drawn.body, drawn.lines, rows, drawLine)
  for (const [row, line] of drawn.lines) {
    if (line.columns === drawn.columns) continue
    bringInLine(line.node, line.cells, columns, (column) => ({ node: drawCell(row, column) }))
    line.columns = drawn.columns
  }
}

/** Of the parent's children those that are wanted, in their order, as assistive technology reads them. What was there stays. */
function bringInLine(parent, present, wanted, draw) {
  const places = new Set(wanted)
  for (const [place, { node }] of present) {
    if (places.has(place)) continue
    node.remove()
    present.delete(place)
  }
  let next = null
  for (const place of wanted.toReversed()) {
    if (!present.has(place)) {
      present.set(place, draw(place))
      parent.insertBefore(present.get(place).node, next)
    }
    next = present.get(place).node
  }
}

function drawLine(row) {
  const line = { role: 'row', 'aria-rowindex': row + headingLines() + 1, style: { top: `${row * ROW_HEIGHT}px` } }
  return { node: element('div', line, drawRowHeading(row)), cells: new Map(), columns: '' }
}

function drawCell(row, column) {
  const pair = pairAt({ row, column })
  const isHere = view.at.row === row && view.at.column === column
  const cell = {
    role: 'gridcell',
    'aria-colindex': column + 2,
    'aria-label': nameOf(pair),
    'aria-selected': String(isOpened(pair)),
    tabindex: isHere ? 0 : -1,
    class: [kindOf(pair), edgeOf(column)].filter(Boolean).join(' '),
    'data-row': row,
    'data-column': column,
    style: { left: `${leftOf(column)}px`, width: `${view.columnWidth}px` },
  }
  return element('span', cell, element('i', {}, signOf(pair)))
}

const isOpened = ({ user, door }) => view.opened?.user === user && view.opened.door === door

const cellAt = ({ row, column }) => drawn.lines.get(row)?.cells.get(column)?.node

/** Moves the one cell that Tab leads to; the page scrolls so that it is in sight. */
export function moveTo(place, { focus = true } = {}) {
  cellAt(view.at)?.setAttribute('tabindex', '-1')
  view.at = place
  const room = { height: grid.clientHeight - drawn.head.offsetHeight, width: grid.clientWidth - HEADING_WIDTH }
  const { columnWidth } = view
  grid.scrollTo(
    scrolledTo({ scrolled: grid.scrollLeft, begin: place.column * columnWidth, size: columnWidth, length: room.width }),
    scrolledTo({ scrolled: grid.scrollTop, begin: place.row * ROW_HEIGHT, size: ROW_HEIGHT, length: room.height }),
  )
  drawWindow()
  const cell = cellAt(place)
  cell?.setAttribute('tabindex', '0')
  if (focus) cell?.focus({ preventScroll: true })
}

/** Which cell is explained. */
export function markOpened() {
  for (const [row, { cells }] of drawn.lines) {
    for (const [column, { node }] of cells)
      node.setAttribute('aria-selected', String(isOpened(pairAt({ row, column }))))
  }
}

/** How many rows a page of the keyboard has. */
export function rowsInSight() {
  return Math.max(1, Math.floor((grid.clientHeight - drawn.head.offsetHeight) / ROW_HEIGHT) - 1)
}
