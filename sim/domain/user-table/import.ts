import type { Change } from '../program/change.ts'
import type { Uuid } from '../program/names.ts'
import { newUser } from '../program/new-user.ts'
import type { Program, User, UserGroup } from '../program/program.ts'
import type { RowPreview } from './preview.ts'
import type { RowFields } from './row-fields.ts'

/**
 * What rows of a preview come to, each user and each group that has to be made once (R126). Rows that are not `ok` are none of them.
 *
 * @param program that the preview was of, and that has not changed since
 * @param newUuid of something made by hand
 */
export function importChanges(
  program: Program,
  rows: readonly RowPreview[],
  newUuid: (kind: 'user' | 'group', name: string) => Uuid,
): Change[] {
  const made = new Map<string, UserGroup>()
  const groupOf = (name: string): Uuid => {
    const key = name.toLowerCase()
    const group = made.get(key) ?? { uuid: newUuid('group', name), name, type: 'normal', groups: [] }
    made.set(key, group)
    return group.uuid
  }
  const users = rows
    .filter(({ ok }) => ok)
    .map((row): Change => {
      const { uuid, fields } = row.change()
      const chosen = row.groups?.map((group) => group.uuid ?? groupOf(group.name))
      const before = uuid === undefined ? undefined : program.users.get(uuid)
      const entry = changedUser(before ?? newUser(newUuid('user', fields.name), fields.name), fields, chosen)
      return { map: 'users', key: entry.uuid, entry }
    })
  return [...Array.from(made.values(), (entry): Change => ({ map: 'groups', key: entry.uuid, entry })), ...users]
}

/** A user with what a row says of it. */
export function changedUser(before: User, fields: RowFields, groups: readonly Uuid[] | undefined): User {
  return { ...before, ...fields, ...(groups !== undefined && { groups }) }
}
