import type { Serial } from '../program/names.ts'
import type { Program } from '../program/program.ts'

/**
 * T7: loading on the manager brings what joined into the document (R27): JOINED becomes FINALIZED. Whether anything changed.
 *
 * For the document, and equally for the running program, which then knows that its administrator has seen them.
 */
export function loadedMembership(program: Program, self: Serial): boolean {
  let changed = false
  for (const membership of program.trusts.values()) {
    if (membership.manager !== self || !membership.members.some(({ state }) => state === 'joined')) continue
    const members = membership.members.map((member) =>
      member.state === 'joined' ? { ...member, state: 'finalized' as const } : member,
    )
    program.trusts.set(membership.trustUuid, { ...membership, members })
    changed = true
  }
  return changed
}
