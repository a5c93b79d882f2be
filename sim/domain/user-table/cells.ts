import { passwordScore } from '../program/password-score.ts'
import { PROFILE_FIELDS, type ProfileField } from '../program/profile.ts'
import { readCode } from './code-cell.ts'
import { type CredentialField, readCredentials } from './credential-cell.ts'
import { quoted } from './finding.ts'
import { readGroups } from './group-cell.ts'
import type { RowDraft } from './row-draft.ts'
import type { WrittenFields } from './row-fields.ts'
import type { UserField } from './table.ts'

/** What is done with the cells of a column that are not empty. Texts that only count together are read by whoever puts them together. */
export interface Cell {
  /** Says what is to be said of it and keeps what the whole row is looked at with. */
  check?(row: RowDraft, text: string): void
  /** Takes it into what the row says of a user. */
  take?(fields: WrittenFields, text: string, row: RowDraft): void
}

export const CELLS: { readonly [Field in UserField]: Cell } = {
  name: { check: checkBlanks },
  ...profileCells(),
  uniqueUserId: {
    take: (fields, text) => {
      fields.uniqueUserId = text
    },
  },
  nfcCodeTouchId: {
    take: (fields, text) => {
      fields.nfcCodeTouchId = text
    },
  },
  groups: { check: readGroups },
  state: {},
  validFrom: {},
  validUntil: {},
  onExpiry: {},
  password: {
    check: checkPassword,
    take: (fields, text, { tools }) => {
      fields.password = tools.password(text)
    },
  },
  visuPassword: {
    take: (fields, text, { tools }) => {
      fields.visuPassword = tools.password(text)
    },
  },
  code: {
    check: readCode,
    take: (fields, text, { tools }) => {
      fields.codeDigest = tools.codeDigest(text)
    },
  },
  tags: credentialCell('tags'),
  ibuttons: credentialCell('ibuttons'),
  externalIds: credentialCell('externalIds'),
  origin: {},
}

type ProfileCells = { readonly [Field in ProfileField]: Cell }

function profileCells(): ProfileCells {
  const cells = PROFILE_FIELDS.map((field): [ProfileField, Cell] => [
    field,
    {
      take(fields, text, { before }) {
        fields.profile ??= before === undefined ? {} : { ...before.profile }
        fields.profile[field] = text
      },
    },
  ])
  return Object.fromEntries(cells) as ProfileCells
}

function credentialCell(field: CredentialField): Cell {
  return {
    check(row, text) {
      row[field] = readCredentials(row, field, text)
    },
    take(fields, text, row) {
      fields[field] = readCredentials(row, field, text)
    },
  }
}

function checkBlanks(row: RowDraft, text: string): void {
  if (row.name !== '' && text.trim() !== text) {
    row.warn('SPACES', `${quoted(text)} begins or ends with a blank.`, 'name')
  }
}

function checkPassword(row: RowDraft, text: string): void {
  if (passwordScore(text) === 0) row.warn('PASSWORD_WEAK', 'The password is weak (score 0 of 3).', 'password')
}
