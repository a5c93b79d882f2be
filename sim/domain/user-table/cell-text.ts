import { quoted } from './finding.ts'
import type { RowDraft } from './row-draft.ts'
import type { PlannedColumn } from './surroundings.ts'
import type { UserField } from './table.ts'

/** As a program keeps it at most. */
export const TEXT_LENGTH_MAX = 4096
const BROKEN = /^#(?:NAME\?|REF!|BEZUG!|VALUE!|WERT!|DIV\/0!|N\/A|NV|NUM!|ZAHL!|NULL!|####*)$/
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d+$/i
const [ZERO, NINE, HASH] = [48, 57, 35]

/** What can be said of any cell. False where it cannot be taken. */
export function checkText(row: RowDraft, { field, isSecret }: PlannedColumn, text: string): boolean {
  if (text.length > TEXT_LENGTH_MAX) {
    row.refuse('TOO_LONG', `It has ${text.length} characters, ${TEXT_LENGTH_MAX} are the most.`, field)
    return false
  }
  const first = text.charCodeAt(0)
  const isSuspect = (first >= ZERO && first <= NINE) || first === HASH
  if (isSuspect && !isSecret) checkSpreadsheet(row, field, text)
  return true
}

/** Said of cells that go over several lines: mostly a quote is missing then, and rows have run into each other. */
export function checkLineBreak(row: RowDraft, field: UserField, text: string): void {
  if (field === 'desc' || !/[\r\n]/.test(text)) return
  row.warn('LINE_BREAK', 'It has a line break; is a quote missing?', field)
}

function checkSpreadsheet(row: RowDraft, field: UserField, text: string): void {
  if (BROKEN.test(text))
    row.warn('FORMULA_BROKEN', `${quoted(text)} is what a spreadsheet shows of a broken formula.`, field)
  else if (ROUNDED.test(text))
    row.warn('NUMBER_ROUNDED', `${quoted(text)} is a number that a spreadsheet has rounded.`, field)
}
