/** What can be said of a row: errors keep it out, warnings do not. */
export type RowCode =
  // Errors
  | 'NAME_MISSING'
  | 'NAME_TAKEN' // somebody of this Miniserver has the name or User ID
  | 'DUPLICATE' // a row before has it
  | 'TOO_MANY_CELLS'
  | 'TOO_LONG'
  | 'GROUP_NOT_FOUND'
  | 'GROUP_NOT_ASSIGNABLE' // All and None, whose members nobody chooses
  | 'ADMINISTRATORS_ONLY'
  | 'LAST_ADMINISTRATOR'
  | 'STATUS_UNKNOWN'
  | 'STATUS_WINDOW' // no status of a user is like that (DIFF-3)
  | 'TIME_UNKNOWN'
  | 'TIME_GAP' // the clock is put forward over it
  | 'WINDOW_EMPTY'
  | 'EXPIRY_UNKNOWN'
  | 'CODE_INVALID'
  | 'CODE_IN_USE' // a keypad has it for itself
  | 'CREDENTIAL_INVALID'
  // Warnings
  | 'REPLICA' // a user of another Miniserver: the row is passed over
  | 'SPACES'
  | 'LINE_BREAK'
  | 'FORMULA_BROKEN' // what a spreadsheet shows in the place of a result
  | 'NUMBER_ROUNDED' // 1,23457E+12
  | 'TIME_TWICE'
  | 'PASSWORD_WEAK'
  | 'CODE_ZERO_LOST'
  | 'CODE_SHARED'
  | 'CREDENTIAL_SHARED'
  | 'TAG_NEVER_SEEN'

export interface RowFinding {
  readonly code: RowCode
  /** A sentence without secrets. */
  readonly message: string
  /** Which column of the file, the first being 1; absent where it is about the whole row. */
  readonly column?: number
}

/** A cell as messages may show it. */
export function quoted(text: string): string {
  return `"${text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text}"`
}

const SHOWN_MAX = 64
