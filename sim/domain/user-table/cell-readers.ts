import { passwordScore } from '../program/password-score.ts'
import { PROFILE_FIELDS, type ProfileField } from '../program/profile.ts'
import { readCredentials } from './credential-cell.ts'
import { readGroups } from './group-cell.ts'
import { warnOfLostZero } from './lost-zeros.ts'
import { quoted, type RowDraft } from './row-draft.ts'
import type { UserField } from './table.ts'

/** Takes what stands in a cell into its row; the cell is not empty. */
export type ReadCell = (row: RowDraft, text: string) => void

export const CELL_READERS: { readonly [Field in UserField]: ReadCell } = {
  name: readName,
  ...profileReaders(),
  uniqueUserId: readUserId,
  nfcCodeTouchId: (row, text) => {
    row.nfcCodeTouchId = text
  },
  groups: readGroups,
  state: (row, text) => {
    row.state = text
  },
  validFrom: (row, text) => {
    row.validFrom = text
  },
  validUntil: (row, text) => {
    row.validUntil = text
  },
  onExpiry: (row, text) => {
    row.onExpiry = text
  },
  password: (row, text) => {
    row.password = row.options.tools.password(text)
    if (passwordScore(text) === 0) row.warn('PASSWORD_WEAK', 'The password is weak (score 0 of 3).', 'password')
  },
  visuPassword: (row, text) => {
    row.visuPassword = row.options.tools.password(text)
  },
  code: readCode,
  tags: (row, text) => {
    row.tags = readCredentials(row, 'tags', text)
  },
  ibuttons: (row, text) => {
    row.ibuttons = readCredentials(row, 'ibuttons', text)
  },
  externalIds: (row, text) => {
    row.externalIds = readCredentials(row, 'externalIds', text)
  },
  origin: (row, text) => {
    row.origin = text
  },
}

type ProfileReaders = { readonly [Field in ProfileField]: ReadCell }

function profileReaders(): ProfileReaders {
  const readers = PROFILE_FIELDS.map((field): [ProfileField, ReadCell] => [
    field,
    (row, text) => {
      row.profile ??= {}
      row.profile[field] = text
    },
  ])
  return Object.fromEntries(readers) as ProfileReaders
}

function readName(row: RowDraft, text: string): void {
  if (text.trim() === '') return
  row.name = text
  if (text.trim() !== text) row.warn('SPACES', `${quoted(text)} begins or ends with a blank.`, 'name')
}

/** Whether somebody has it already is looked at when the whole row is known: the name may stand in a later column. */
function readUserId(row: RowDraft, text: string): void {
  row.uniqueUserId = text
}

const CODE = /^\d{2,8}$/

function readCode(row: RowDraft, text: string): void {
  if (CODE.test(text)) {
    row.codeDigest = row.options.tools.codeDigest(text)
    warnOfLostZero(row, text.length)
  } else row.refuse('CODE_INVALID', 'An access code has 2 to 8 digits and nothing else.', 'code')
}
