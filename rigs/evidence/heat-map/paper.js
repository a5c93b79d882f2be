// The heat map as tables that fit on paper: what is shown, in as many as it takes. Made when the page is printed, and dropped after.
import { element, find } from './elements.js'
import { columnsShown, data, kindOf, nameOf, rowsShown, signOf, view } from './model.js'

const COLUMNS_MAX = 10

export function listenToPrinting() {
  const paper = find('#paper')
  window.addEventListener('beforeprint', () => paper.replaceChildren(...drawTables()))
  window.addEventListener('afterprint', () => paper.replaceChildren())
}

function drawTables() {
  const columns = columnsShown()
  const count = Math.ceil(columns.length / COLUMNS_MAX)
  return Array.from({ length: count }, (_, index) =>
    drawTable(columns.slice(index * COLUMNS_MAX, (index + 1) * COLUMNS_MAX)),
  )
}

function drawTable(columns) {
  const { words, isByDoor } = view
  const titleOf = (column, ofDoors) => {
    const { name, site, origin } = ofDoors ? data.doors[column] : data.users[column]
    return [element('b', {}, name), element('small', {}, site ?? origin)]
  }
  const corner = element('th', {}, isByDoor ? words.doorHeading : words.userHeading)
  const heads = columns.map((column) => element('th', { scope: 'col' }, ...titleOf(column, !isByDoor)))
  const lines = rowsShown().map((row) => {
    const cells = columns.map((column) => {
      const pair = isByDoor ? { user: column, door: row } : { user: row, door: column }
      return element('td', { class: kindOf(pair), 'aria-label': nameOf(pair) }, signOf(pair))
    })
    return element('tr', {}, element('th', { scope: 'row' }, ...titleOf(row, isByDoor)), ...cells)
  })
  return element('table', {}, element('thead', {}, element('tr', {}, corner, ...heads)), element('tbody', {}, ...lines))
}
