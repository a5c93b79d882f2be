// Moving in the grid, as the ARIA practices have it.
import { find } from './elements.js'
import { moveTo, rowsInSight } from './grid.js'
import { columnsShown, rowsShown, view } from './model.js'

const LAST = Number.MAX_SAFE_INTEGER

const MOVES = {
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  PageDown: ({ row, column }) => ({ row: row + rowsInSight(), column }),
  PageUp: ({ row, column }) => ({ row: row - rowsInSight(), column }),
  Home: ({ row }, isFar) => ({ row: isFar ? 0 : row, column: 0 }),
  End: ({ row }, isFar) => ({ row: isFar ? LAST : row, column: LAST }),
}

/** `moved` is told after each move; `asked` when the cell is to be explained. */
export function listenToKeys({ moved, asked }) {
  find('#grid').addEventListener('keydown', (event) => {
    if (event.altKey || event.metaKey) return
    const move = MOVES[event.key]
    if (move !== undefined) {
      const { row, column } = move(view.at, event.ctrlKey)
      moveTo({ row: within(row, rowsShown().length), column: within(column, columnsShown().length) })
      moved()
    } else if (event.key === 'Enter' || event.key === ' ') asked()
    else return
    event.preventDefault()
  })
}

function within(place, count) {
  return Math.min(Math.max(place, 0), count - 1)
}
