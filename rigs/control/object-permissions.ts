import { ownPermissions } from '../../sim/domain/access/own-permissions.ts'
import type { ObjectPermission } from '../../sim/domain/program/edit.ts'
import { findPrincipal, findSchedule } from '../../sim/domain/program/lookup.ts'
import type { ObjectKey } from '../../sim/domain/program/names.ts'
import { scopesOf } from '../../sim/domain/program/permission-edits.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { effectsOf } from './principal-tabs.ts'
import { programNames } from './program-names.ts'

/** What becomes of who is assigned on an object. Who is named in none of the lists stays as before. */
export interface PermissionChange {
  readonly allow?: readonly string[] | undefined
  readonly deny?: readonly string[] | undefined
  readonly clear?: readonly string[] | undefined
  readonly scope?: 'internal' | 'external' | 'both' | undefined
  readonly schedule?: string | undefined
}

/** Who is assigned something on an object itself, as its block shows it (R156): the same that the principals' tabs show. */
export function objectPermissions(file: RigFile, program: Program, object: ObjectKey) {
  const names = programNames(file, program)
  const principals = new Set(assignedOn(program, object).map(({ principal }) => principal))
  return [...principals]
    .map((key) => ({ principal: names.principal(key), ...effectsOf(ownPermissions(program, key, object)) }))
    .sort((a, b) => (a.principal < b.principal ? -1 : 1))
}

/** All that shall be assigned on the object. Throws NOT_FOUND with the nearest names. */
export function permissionsAfter(program: Program, object: ObjectKey, change: PermissionChange): ObjectPermission[] {
  const { allow = [], deny = [], clear = [], scope = 'both', schedule } = change
  const found = (names: readonly string[]) => names.map((name) => findPrincipal(program, name))
  const scopes = scope === 'both' ? scopesOf(object) : [scope]
  const gate = schedule === undefined ? {} : { schedule: findSchedule(program, schedule).uuid }
  const named = new Set(found([...allow, ...deny, ...clear]))
  const kept = assignedOn(program, object).filter(({ principal }) => !named.has(principal))
  return [
    ...kept.map(({ object: _, scope, ...rest }) => ({ ...rest, scopes: [scope] })),
    ...found(allow).map((principal) => ({ principal, effect: 'allow' as const, scopes, ...gate })),
    ...found(deny).map((principal) => ({ principal, effect: 'deny' as const, scopes })),
  ]
}

function assignedOn({ assignments }: Program, object: ObjectKey) {
  return [...assignments.values()].filter((assignment) => assignment.object === object)
}
