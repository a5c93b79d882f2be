import type { Uuid } from '../program/names.ts'
import type { RowFinding } from './finding.ts'
import type { Known } from './known.ts'
import { warnOfLostZero } from './lost-zeros.ts'
import { onceEach } from './once-each.ts'
import type { PreviewTools } from './preview-options.ts'
import type { RowDraft } from './row-draft.ts'

/** An access code of a table. Rows with the same one share it. */
export interface CodeCell {
  readonly isValid: boolean
  /** Who has it already; where several do, one of them. */
  readonly bearer: Uuid | undefined
  /** The keypad that has it for itself; no user may (§3.6.1). */
  readonly keypad: string | undefined
  /** The first line that has it. */
  line?: number
  /** What is said of each line after that. */
  said?: readonly RowFinding[]
}

/** Looks at access codes: there are no more than 10,000 of four digits, however many users there are. */
export function codeReader(
  { codes, keypadCodes }: Pick<Known, 'codes' | 'keypadCodes'>,
  tools: PreviewTools,
): (code: string) => CodeCell {
  return onceEach((code) => {
    const isValid = CODE.test(code)
    const digest = isValid ? tools.codeDigest(code) : ''
    return { isValid, bearer: codes.get(digest), keypad: keypadCodes.get(digest) }
  })
}

const CODE = /^\d{2,8}$/

/** Takes the code of a row into it. */
export function readCode(row: RowDraft, text: string): void {
  const code = row.around.codeIn(text)
  if (code.keypad !== undefined) row.refuse('CODE_IN_USE', `Keypad ${code.keypad} has this code for itself.`, 'code')
  else if (code.isValid) {
    row.code = code
    warnOfLostZero(row, text.length)
  } else row.refuse('CODE_INVALID', 'An access code has 2 to 8 digits and nothing else.', 'code')
}

/** Of a code nothing is said but that it is not the only one. */
export function checkCode(row: RowDraft): void {
  const { code, line, before } = row
  if (code === undefined) return
  if (code.line === undefined) code.line = line
  else {
    code.said ??= [row.finding('CODE_SHARED', `Line ${code.line} has the same access code.`, 'code')]
    row.warnings = row.warnings.length === 0 ? code.said : [...row.warnings, ...code.said]
  }
  if (code.bearer !== undefined && code.bearer !== before?.uuid) {
    row.warn('CODE_SHARED', 'Another user has the same access code.', 'code')
  }
}
