import { isAdministratorAnywhere } from '../program/administrators.ts'
import { CREDENTIAL_COLUMNS, type CredentialField } from './credential-cell.ts'
import { quoted, type RowDraft } from './row-draft.ts'
import { readStatus } from './row-status.ts'

/** What can be said of a row only when all its cells are known. */
export function checkRow(row: RowDraft): void {
  if (row.isForeign()) {
    row.errors = []
    row.warnings = []
    const sentence = `A user of ${quoted(row.origin ?? '')} comes through the Trust; the row is passed over.`
    row.warn('REPLICA', sentence, 'origin')
    return
  }
  checkName(row)
  checkUserId(row)
  checkGroups(row)
  row.status = readStatus(row)
  checkCode(row)
  for (const field of CREDENTIAL_FIELDS) checkCredentials(row, field)
}

const CREDENTIAL_FIELDS = Object.keys(CREDENTIAL_COLUMNS) as CredentialField[]

function checkName(row: RowDraft): void {
  const { name, known, options } = row
  if (name === '') {
    row.refuse('NAME_MISSING', 'A user needs a name.', 'name')
    return
  }
  const key = name.toLowerCase()
  const line = lineBefore(row, 'name', key)
  if (line !== undefined) row.refuse('DUPLICATE', `${quoted(name)} stands in line ${line} already.`, 'name')
  const user = known.users.get(key)
  if (user === undefined) return
  if (options.merge) row.before = user
  else
    row.refuse('NAME_TAKEN', `There is a user ${quoted(user.name)} already; merging changes those there are.`, 'name')
  if (options.merge && !options.isAdministrator && isAdministratorAnywhere(options.program, user)) {
    row.refuse('ADMINISTRATORS_ONLY', `Only administrators change ${quoted(user.name)}, who is one.`, 'name')
  }
}

function checkUserId(row: RowDraft): void {
  const { uniqueUserId: id, known, before } = row
  if (id === undefined) return
  const line = lineBefore(row, 'uniqueUserId', id)
  if (line !== undefined)
    row.refuse('DUPLICATE', `User ID ${quoted(id)} stands in line ${line} already.`, 'uniqueUserId')
  const user = known.userIds.get(id)
  if (user === undefined || user === before) return
  row.refuse('NAME_TAKEN', `${quoted(user.name)} has the User ID ${quoted(id)} already.`, 'uniqueUserId')
}

/** Who leaves a group of administrators is their work as much as who joins it. */
function checkGroups(row: RowDraft): void {
  const { groups, known, options, before } = row
  if (options.isAdministrator || groups === undefined) return
  const now = new Set(groups.flatMap(({ uuid }) => uuid ?? []))
  const moved = [...(before?.groups ?? []), ...now].filter(
    (uuid) => !now.has(uuid) || before?.groups.includes(uuid) !== true,
  )
  const group = moved.find((uuid) => known.administratorGroups.has(uuid))
  if (group === undefined) return
  const name = options.program.groups.get(group)?.name ?? ''
  row.refuse('ADMINISTRATORS_ONLY', `Only administrators choose who is in ${quoted(name)}.`, 'groups')
}

/** Of a code nothing is said but that it is not the only one. */
function checkCode(row: RowDraft): void {
  const { codeDigest: digest, known } = row
  if (digest === undefined) return
  const line = lineBefore(row, 'code', digest)
  if (line !== undefined) row.warn('CODE_SHARED', `Line ${line} has the same access code.`, 'code')
  const bearer = known.codes.get(digest)
  if (bearer !== undefined && bearer !== row.before?.uuid) {
    row.warn('CODE_SHARED', 'Another user has the same access code.', 'code')
  }
}

function checkCredentials(row: RowDraft, field: CredentialField): void {
  const { kind, word } = CREDENTIAL_COLUMNS[field]
  const { known, before } = row
  for (const { id, name } of row[field] ?? []) {
    const line = lineBefore(row, field, id)
    const bearer = known.bearers[field].get(id)
    if (line !== undefined) row.warn('CREDENTIAL_SHARED', `Line ${line} has the ${word} ${quoted(name)}, too.`, field)
    if (bearer === undefined && line === undefined && kind !== 'externalId') {
      row.warn('TAG_NEVER_SEEN', `Nobody here has had the ${word} ${quoted(name)} before: it was not learned.`, field)
    }
    if (bearer !== undefined && bearer !== before?.uuid) {
      row.warn('CREDENTIAL_SHARED', `Another user has the ${word} ${quoted(name)}, too.`, field)
    }
  }
}

/** Where a row before has the same; else it is remembered where this one does. */
function lineBefore(
  { known, line }: RowDraft,
  field: keyof RowDraft['known']['lines'],
  key: string,
): number | undefined {
  const before = known.lines[field].get(key)
  if (before === undefined) known.lines[field].set(key, line)
  return before
}
