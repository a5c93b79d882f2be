import type { ObjectKey, PrincipalKey } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { principalName } from './labels.ts'
import type { Origins } from './origins.ts'
import { type OwnPermission, ownPermissions } from './own-permissions.ts'

/** Somebody who is assigned something on an object directly. */
export interface DirectPrincipal {
  readonly principal: PrincipalKey
  /** As people say it: `Anna`, `Adults@Office`; of a Trust member the name of its Miniserver. */
  readonly name: string
  readonly permissions: readonly OwnPermission[]
}

/**
 * Who is assigned something on an object directly, seen from the object: the block's own dialog (R156) and the API's
 * `getcontrolpermissions`. The same assignments that the principals' tabs show; what comes by groups, rooms and categories is
 * not among them. Users first, then groups, then Trust members, by name. Takes time proportional to all assignments.
 */
export function directPermissions(
  program: Program,
  object: ObjectKey,
  origins: Pick<Origins, 'name'>,
): DirectPrincipal[] {
  const principals = new Set<PrincipalKey>()
  for (const assignment of program.assignments.values()) {
    if (assignment.object === object) principals.add(assignment.principal)
  }
  return [...principals]
    .map((principal) => ({
      principal,
      name: principalName({ program, origins }, principal),
      permissions: ownPermissions(program, principal, object),
    }))
    .sort((a, b) => KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b)) || (orderOf(a) < orderOf(b) ? -1 : 1))
}

const KINDS = ['user', 'group', 'member']

function kindOf({ principal }: DirectPrincipal): string {
  return principal.slice(0, principal.indexOf(':'))
}

function orderOf({ name, principal }: DirectPrincipal): string {
  return `${name}\n${principal}`
}
