/** What a spreadsheet takes for the beginning of a formula (P-80), perhaps behind quotes that were typed or put there. */
const FORMULA = /^'*[=+\-@\t\r]/
const DEFUSED = /^'+[=+\-@\t\r]/

/** A cell that no spreadsheet carries out. */
export function defused(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** The reverse, exactly. */
export function undefused(cell: string): string {
  return cell.charCodeAt(0) === QUOTE && DEFUSED.test(cell) ? cell.slice(1) : cell
}

const QUOTE = 39
