import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { ObjectKey, PrincipalKey, SystemRight } from '../../../sim/domain/program/names.ts'
import type { Assignment, Scope } from '../../../sim/domain/program/program.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import type { Path } from '../finding.ts'
import { isPhysical, objectAt, type RigObject } from '../object.ts'
import { principalAt, type RigPrincipal } from '../principal.ts'
import type { RigPermission } from '../shape.ts'
import { namesOf } from '../site-names.ts'
import { type Build, serialOf } from './context.ts'

export type AssignEdit = Extract<ProgramEdit, { type: 'assign' }>

/** A permission of the file with the kind of principal it is for: one of this site, a Trust member, or a replica. */
export interface BuiltPermission {
  readonly edit: AssignEdit
  readonly of: 'own' | 'member' | 'replica'
  /** Where its object stands, from the program on: `permissions`, its line, `allow` or `deny`, and of several its place. */
  readonly path: Path
}

export function buildPermissions(build: Build): BuiltPermission[] {
  const names = namesOf(build.site)
  return (build.site.program?.permissions ?? []).flatMap((permission, line) => {
    const principal = principalAt(build.rig, build.key, permission.principal)
    if (principal === undefined) throw new TypeError(`unchecked principal ${permission.principal}`)
    const [effect, objects] = effectOf(permission)
    const at: Path = ['permissions', line, effect]
    return objects.map((text, place) => {
      const object = objectAt(names, text)
      if (object === undefined) throw new TypeError(`unchecked object ${text}`)
      const edit: AssignEdit = {
        type: 'assign',
        principal: principalKey(build, principal),
        object: objectKey(build, object),
        scopes: scopesFor(object, permission.scope),
        effect,
        ...(permission.schedule === undefined ? {} : { schedule: build.uuid('schedule', permission.schedule) }),
      }
      const isOwn = principal.kind !== 'member' && principal.site === build.key
      const of = principal.kind === 'member' ? 'member' : isOwn ? 'own' : 'replica'
      return { edit, of, path: Array.isArray(permission[effect]) ? [...at, place] : at }
    })
  })
}

/** What an edit assigns: one assignment for each scope. */
export function assignmentsOf({ type: _, scopes, ...rest }: AssignEdit): Assignment[] {
  return scopes.map((scope) => ({ ...rest, scope }))
}

function effectOf({ allow, deny }: RigPermission): ['allow' | 'deny', readonly string[]] {
  return allow === undefined ? ['deny', [deny ?? []].flat()] : ['allow', [allow].flat()]
}

function scopesFor(object: RigObject, scope: RigPermission['scope'] = 'both'): readonly Scope[] {
  if (isPhysical(object)) return ['physical']
  return scope === 'both' ? ['internal', 'external'] : [scope]
}

/** The key of a principal in a program that runs. Replicas keep the uuid they have at their origin. */
export function principalKey(build: Build, principal: RigPrincipal): PrincipalKey {
  const site = build.rig.sites[principal.site]
  if (site === undefined) throw new TypeError(`unchecked site ${principal.site}`)
  const serial = serialOf(site.miniserver)
  if (principal.kind === 'member') return `member:${serial}`
  return `${principal.kind}:${objectUuid(build.tools.hash, serial, principal.kind, principal.name.trim())}`
}

/** The key of an object of the site. */
export function objectKey(build: Build, { kind, name }: RigObject): ObjectKey {
  if (kind === 'right') return `right:${name as SystemRight}`
  return `${kind}:${build.uuid(kind === 'room' || kind === 'category' ? kind : 'control', name)}`
}
