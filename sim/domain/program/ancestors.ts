import type { ProgramView } from './change.ts'
import type { PrincipalKey, Uuid } from './names.ts'

/** The built-in group that everyone is in, if the program has it. */
export function everyone(program: ProgramView): Uuid | undefined {
  for (const group of program.groups.values()) if (group.type === 'all') return group.uuid
  return undefined
}

/**
 * All groups whose rights flow down to a principal: those it is in, directly or through others (R74), without itself; users
 * are in `all`. Cycles are followed once (AMB-9); groups that are not there are passed over.
 */
export function ancestorGroups(program: ProgramView, principal: PrincipalKey, all = everyone(program)): Set<Uuid> {
  const found = new Set<Uuid>()
  const waiting = [...directGroups(program, principal)]
  if (all !== undefined && principal.startsWith('user:')) waiting.push(all)
  for (let uuid = waiting.pop(); uuid !== undefined; uuid = waiting.pop()) {
    const group = program.groups.get(uuid)
    if (group === undefined || found.has(uuid)) continue
    found.add(uuid)
    waiting.push(...group.groups)
  }
  return found
}

/** The groups a principal was added to itself. */
export function directGroups(program: ProgramView, principal: PrincipalKey): readonly Uuid[] {
  const [kind, id] = splitPrincipal(principal)
  const holders = { user: program.users, group: program.groups, member: program.members }
  return holders[kind].get(id)?.groups ?? []
}

/** `user:<uuid>` as its kind and its uuid or serial. */
export function splitPrincipal(principal: PrincipalKey): ['user' | 'group' | 'member', string] {
  const colon = principal.indexOf(':')
  return [principal.slice(0, colon) as 'user' | 'group' | 'member', principal.slice(colon + 1)]
}
