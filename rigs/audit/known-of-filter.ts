import { RigError } from '../../sim/domain/errors.ts'
import { type AuditFilter, askedDoors, askedUsers } from './asked.ts'
import type { AuditedRig } from './audited-rig.ts'

/** What one of two compared rigs knows of the users and doors that a filter names. Throws NOT_FOUND for what neither knows. */
export function knownOfFilter(rig: AuditedRig, other: AuditedRig, { users, doors, sites }: AuditFilter): AuditFilter {
  const known = (names: readonly string[], ask: (of: AuditedRig, name: string) => unknown): string[] =>
    names.filter((name) => {
      if (isFound(() => ask(rig, name))) return true
      ask(other, name)
      return false
    })
  return {
    sites,
    users: users && known(users, (of, name) => askedUsers(of, { users: [name] })),
    doors: doors && known(doors, (of, name) => askedDoors(of, { doors: [name], sites })),
  }
}

function isFound(ask: () => unknown): boolean {
  try {
    ask()
    return true
  } catch (error) {
    if (error instanceof RigError && error.code === 'NOT_FOUND') return false
    throw error
  }
}
