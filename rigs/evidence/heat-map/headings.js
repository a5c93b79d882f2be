// What stands over the columns and before the rows.
import { element } from './elements.js'
import { HEADING_WIDTH } from './geometry.js'
import { columnsShown, data, rowsShown, view } from './model.js'

export const headingLines = () => (view.isByDoor ? 1 : 2)

export const leftOf = (column) => HEADING_WIDTH + column * view.columnWidth

export function drawHead(columns) {
  const { words, isByDoor } = view
  const cornerText = isByDoor ? words.doorHeading : words.userHeading
  const corner = element('span', { role: 'columnheader', 'aria-colindex': 1, class: 'corner' }, cornerText)
  const names = { role: 'row', 'aria-rowindex': headingLines(), class: 'names' }
  const line = element('div', names, corner, ...columns.map(drawColumnHeading))
  if (isByDoor) return [line]
  return [element('div', { role: 'row', 'aria-rowindex': 1, class: 'sites' }, ...drawSites(columns)), line]
}

function drawColumnHeading(column) {
  const { name, origin } = (view.isByDoor ? data.users : data.doors)[columnsShown()[column]]
  const heading = {
    role: 'columnheader',
    'aria-colindex': column + 2,
    class: edgeOf(column),
    title: origin === undefined ? name : `${name}@${origin}`,
    style: { left: `${leftOf(column)}px`, width: `${view.columnWidth}px` },
  }
  return element(
    'span',
    heading,
    element('b', {}, name),
    ...(origin === undefined ? [] : [element('small', {}, origin)]),
  )
}

/** A heading over the doors of each site. */
function drawSites(columns) {
  const sites = []
  for (const [column, door] of columnsShown().entries()) {
    const { site, zone } = data.doors[door]
    if (sites.at(-1)?.site === site) sites.at(-1).count += 1
    else sites.push({ site, zone, column, count: 1 })
  }
  const [first, last] = [columns[0], columns.at(-1)]
  const seen = sites.filter(({ column, count }) => column <= last && column + count > first)
  return seen.map(({ site, zone, column, count }) => {
    const heading = {
      role: 'columnheader',
      'aria-colindex': column + 2,
      'aria-colspan': count,
      class: edgeOf(column),
      title: zone,
      style: { left: `${leftOf(column)}px`, width: `${count * view.columnWidth}px` },
    }
    return element('span', heading, element('b', {}, site))
  })
}

/** Where the doors of another site begin. */
export function edgeOf(column) {
  if (view.isByDoor || column === 0) return undefined
  const [before, here] = [columnsShown()[column - 1], columnsShown()[column]]
  return data.doors[before].site === data.doors[here].site ? undefined : 'edge'
}

export function drawRowHeading(row) {
  const { name, origin, site = origin } = (view.isByDoor ? data.doors : data.users)[rowsShown()[row]]
  const heading = { role: 'rowheader', 'aria-colindex': 1, title: `${name}, ${site}` }
  return element('span', heading, element('b', {}, name), element('small', {}, site))
}
