import { ancestorGroups } from '../program/ancestors.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from '../program/names.ts'
import type { IntercomControl, Program } from '../program/program.ts'

/** What of a program says who is authorised. */
export type Authorising = Pick<Program, 'assignments' | 'members' | 'groups' | 'users'>

/**
 * The Trust members under "Authorized users / groups" of an Intercom (R53): by themselves or by a group, and denied by none of them.
 * Each once, in the order of authorisation, members of one group by serial (R54).
 */
export function authorisedMembers(program: Authorising, intercom: Uuid): Serial[] {
  const { allowed, denied } = assigned(program, `device:${intercom}`)
  if (allowed.size === 0) return []
  const found = [...program.members.keys()].flatMap((serial) => {
    const self: PrincipalKey = `member:${serial}`
    const principals = [self, ...Array.from(ancestorGroups(program, self), (uuid): PrincipalKey => `group:${uuid}`)]
    const places = principals.flatMap((each) => allowed.get(each) ?? [])
    if (places.length === 0 || principals.some((each) => denied.has(each))) return []
    return [{ serial, place: Math.min(...places) }]
  })
  found.sort((a, b) => a.place - b.place || (a.serial < b.serial ? -1 : 1))
  return found.map(({ serial }) => serial)
}

export function isAuthorised(program: Authorising, intercom: Uuid, member: Serial): boolean {
  return authorisedMembers(program, intercom).includes(member)
}

/** The Intercoms of this unit that a member is authorised at. */
export function intercomsFor(program: Program, member: Serial): IntercomControl[] {
  return [...program.controls.values()].filter(
    (control): control is IntercomControl => control.kind === 'intercom' && isAuthorised(program, control.uuid, member),
  )
}

/** Principals that are given an object, with the place in the order, and those that are denied it. */
function assigned({ assignments }: Authorising, device: ObjectKey) {
  const allowed = new Map<PrincipalKey, number>()
  const denied = new Set<PrincipalKey>()
  for (const { object, principal, effect } of assignments.values()) {
    if (object !== device) continue
    if (effect === 'deny') denied.add(principal)
    else allowed.set(principal, allowed.size)
  }
  return { allowed, denied }
}
