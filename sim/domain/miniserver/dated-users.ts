import type { Replacement } from '../program/change.ts'
import type { User } from '../program/program.ts'
import { same } from '../program/same.ts'
import type { Stamp } from '../time.ts'

/**
 * The changes, with every user whom they change noted as edited now: documents have no clock, and what they say of it does not
 * count. A user in whom nothing else is changed stays as before.
 */
export function datedUsers(changes: readonly Replacement[], at: Stamp): Replacement[] {
  return changes.map((change) => {
    if (change.map !== 'users' || change.entry === undefined) return change
    const { before, entry } = change
    const isSame = before !== undefined && same(undated(before), undated(entry))
    return { ...change, entry: isSame ? before : { ...entry, editedMs: at.wallMs } }
  })
}

function undated({ editedMs: _, ...user }: User): Omit<User, 'editedMs'> {
  return user
}
