import type { Change } from './change.ts'
import type { ObjectPermission } from './edit.ts'
import type { ObjectKey } from './names.ts'
import { assign, checkObject } from './permission-edits.ts'
import type { Program } from './program.ts'

/**
 * Makes these all that is assigned to an object itself, as at a block's "Authorized users/groups" (R156). It is the store that
 * `assign` and `revoke` write from the user's side.
 */
export function setPermissions(
  program: Program,
  object: ObjectKey,
  permissions: readonly ObjectPermission[],
): Change[] {
  checkObject(program, object)
  const given = permissions.flatMap((permission) => assign(program, { type: 'assign', object, ...permission }))
  const kept = new Set(given.map(({ key }) => key))
  const gone = [...program.assignments]
    .filter(([key, assignment]) => assignment.object === object && !kept.has(key))
    .map(([key]): Change => ({ map: 'assignments', key, entry: undefined }))
  return [...gone, ...given]
}
