import { isAdministratorAnywhere } from '../program/administrators.ts'
import { checkCode } from './code-cell.ts'
import { CREDENTIAL_COLUMNS, type CredentialField } from './credential-cell.ts'
import { quoted } from './finding.ts'
import type { RowDraft } from './row-draft.ts'
import { readStatus } from './row-status.ts'
import type { UniqueField } from './surroundings.ts'

/** What can be said of a row only when all its cells are known. */
export function checkRow(row: RowDraft): void {
  if (row.isForeign) {
    row.errors = []
    row.warnings = []
    const sentence = `A user of ${quoted(row.text('origin') ?? '')} comes through the Trust; the row is passed over.`
    row.warn('REPLICA', sentence, 'origin')
    return
  }
  checkName(row)
  checkUserId(row)
  checkGroups(row)
  readStatus(row)
  checkCode(row)
  for (const field of CREDENTIAL_FIELDS) checkCredentials(row, field)
}

const CREDENTIAL_FIELDS = Object.keys(CREDENTIAL_COLUMNS) as CredentialField[]

function checkName(row: RowDraft): void {
  const { name, around } = row
  const { known, options } = around
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
  const { around, before } = row
  const id = row.text('uniqueUserId')
  if (id === undefined) return
  const line = lineBefore(row, 'uniqueUserId', id)
  if (line !== undefined)
    row.refuse('DUPLICATE', `User ID ${quoted(id)} stands in line ${line} already.`, 'uniqueUserId')
  const user = around.known.userIds.get(id)
  if (user === undefined || user === before) return
  row.refuse('NAME_TAKEN', `${quoted(user.name)} has the User ID ${quoted(id)} already.`, 'uniqueUserId')
}

/** Who leaves a group of administrators is their work as much as who joins it. */
function checkGroups(row: RowDraft): void {
  const { groups, around, before } = row
  const { known, options } = around
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

function checkCredentials(row: RowDraft, field: CredentialField): void {
  const { around, before, [field]: borne } = row
  if (borne === undefined) return
  const { kind, word } = CREDENTIAL_COLUMNS[field]
  for (const { id, name } of borne) {
    const line = lineBefore(row, field, id)
    const bearer = around.known.bearers[field].get(id)
    if (line !== undefined) row.warn('CREDENTIAL_SHARED', `Line ${line} has the ${word} ${quoted(name)}, too.`, field)
    if (bearer === undefined && line === undefined && kind !== 'externalId') {
      row.warn('TAG_NEVER_SEEN', `Nobody here has had the ${word} ${quoted(name)} before: it was not learned.`, field)
    }
    if (bearer !== undefined && bearer !== before?.uuid) {
      row.warn('CREDENTIAL_SHARED', `Another user has the ${word} ${quoted(name)}, too.`, field)
    }
  }
}

/** Where a row before has the same; else it is remembered where this one does, unless nothing is there twice. */
function lineBefore({ line, around }: RowDraft, field: UniqueField, key: string): number | undefined {
  const lines = around.lines[field]
  if (lines === undefined) return undefined
  const before = lines.get(key)
  if (before === undefined) lines.set(key, line)
  return before
}
