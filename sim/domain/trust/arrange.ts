import { RigError } from '../errors.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { Unit } from './eligibility.ts'
import { managedTrust } from './lifecycle.ts'
import type { MemberEntry } from './membership.ts'
import { canonicalSerial } from './serial.ts'

/** How "Configure Trust" shows the members: `members` in no group first, then each group. For the eye alone (R60). */
export interface Arrangement {
  readonly members: readonly Serial[]
  readonly groups: readonly { readonly name: string; readonly members: readonly Serial[] }[]
}

/**
 * Sorts and groups the members in a program of the manager, in place of how they were before (R60–R62). Who is not named is in no
 * group, behind those that are, in the order they had. Nobody's rights change, and no member is told.
 *
 * Throws `NOT_A_MEMBER` for one that is none; `INVALID` for one named twice, or a group without a name; `NAME_TAKEN` for a group
 * there twice, without case; `SERIAL_INVALID`, `NOT_TRUST_MANAGER`, `NOT_FOUND`.
 */
export function arrangeMembers(program: Program, trustUuid: Uuid, arrangement: Arrangement, unit: Unit): void {
  const { groups: _, ...membership } = managedTrust(program, trustUuid, unit)
  const groups = namedGroups(arrangement)
  const rest = new Map(membership.members.map(({ group: _, ...entry }) => [entry.serial, entry]))
  const take = (typed: Serial): MemberEntry => {
    const serial = canonicalSerial(typed)
    const entry = rest.get(serial)
    const isMember = membership.members.some((member) => member.serial === serial && member.state !== 'removed')
    if (!isMember) throw new RigError('NOT_A_MEMBER', `${serial} is no member of ${membership.name}`)
    if (entry === undefined) throw new RigError('INVALID', `${serial} is named twice; a member has one place`)
    rest.delete(serial)
    return entry
  }
  const first = arrangement.members.map(take)
  const grouped = groups.flatMap(({ name, members }) =>
    members.map((serial): MemberEntry => ({ ...take(serial), group: name })),
  )
  const members = [...first, ...rest.values(), ...grouped]
  const names = groups.map(({ name }) => name)
  program.trusts.set(trustUuid, { ...membership, ...(names.length > 0 && { groups: names }), members })
}

function namedGroups({ groups }: Arrangement): Arrangement['groups'] {
  const seen = new Set<string>()
  return groups.map(({ name: typed, members }) => {
    const name = typed.trim()
    if (name === '') throw new RigError('INVALID', 'a group of members needs a name')
    if (seen.has(name.toLowerCase()))
      throw new RigError('NAME_TAKEN', `there are two groups ${name}; rename one of them`)
    seen.add(name.toLowerCase())
    return { name, members }
  })
}
