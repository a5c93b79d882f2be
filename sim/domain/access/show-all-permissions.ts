import { RigError } from '../errors.ts'
import { type ObjectKey, type PrincipalKey, SYSTEM_RIGHTS } from '../program/names.ts'
import type { Control, Program, Scope } from '../program/program.ts'
import type { ZoneTable } from '../time.ts'
import type { AccessIndex } from './access-index.ts'
import { contributions, sortPaths, type View, viewOf } from './contributions.ts'
import type { PermissionPath } from './decision.ts'
import { objectName } from './labels.ts'
import type { Origins } from './origins.ts'
import { isPhysical, permits } from './permits.ts'

/** One object of "Show All Permissions" (R112). */
export interface ObjectPermission {
  readonly object: ObjectKey
  readonly name: string
  /** Where it is allowed at the instant asked about; `none` where it is denied, at other times, or nowhere. */
  readonly allowed: 'internal' | 'external' | 'both' | 'physical' | 'none'
  readonly paths: readonly PermissionPath[]
}

/**
 * "Show All Permissions" of a user, group or Trust member (R111, R157): every object on which any bit is set, with the paths.
 * Rights first, then rooms, categories, functions, access and devices, by name. Says nothing of the user's status.
 *
 * Throws NOT_FOUND where the program has no such principal.
 */
export function showAllPermissions(
  index: AccessIndex,
  program: Program,
  principal: PrincipalKey,
  at: number,
  zone: ZoneTable,
  origins: Pick<Origins, 'name'>,
): ObjectPermission[] {
  const found = index.principals.get(principal)
  if (found === undefined) throw new RigError('NOT_FOUND', `no ${principal} at this Miniserver`)
  const view = viewOf(index, found, { program, origins }, { at, zone, modes: index.modes })
  return objectsOf(index, program).flatMap((object) => {
    const paths = scopesOf(object).flatMap((scope) => contributions(view, object, scope))
    if (paths.length === 0) return []
    const name = objectName(program, object)
    return [{ object, name, allowed: allowedIn(view, object), paths: sortPaths(paths) }]
  })
}

const KINDS = ['right', 'room', 'category', 'function', 'access', 'device'] as const

/** Which objects a block has beside its function. */
const BLOCK_OBJECTS: Record<Control['kind'], readonly ('access' | 'device')[]> = {
  'authentication-nfc-code-touch': ['access'],
  'access-controller': ['access'],
  'info-only-digital': [],
  intercom: ['device'],
  'intercom-reference': [],
  'intercommunication-input': [],
  'intercommunication-output': [],
  'nfc-code-input': [],
  'nfc-tag-input': [],
  switch: [],
  'trusted-io': [],
  'trusted-io-reference': [],
}

/** All objects the program has, and those that are assigned without being in it, as another Miniserver's functions are. */
function objectsOf(index: AccessIndex, program: Program): ObjectKey[] {
  const objects = new Set<ObjectKey>(SYSTEM_RIGHTS.map((right): ObjectKey => `right:${right}`))
  for (const uuid of program.rooms.keys()) objects.add(`room:${uuid}`)
  for (const uuid of program.categories.keys()) objects.add(`category:${uuid}`)
  for (const { uuid, kind } of program.controls.values()) {
    objects.add(`function:${uuid}`)
    for (const block of BLOCK_OBJECTS[kind]) objects.add(`${block}:${uuid}`)
  }
  for (const entries of Object.values(index.entries)) for (const object of entries.keys()) objects.add(object)
  const sortKey = (object: ObjectKey) =>
    `${KINDS.findIndex((kind) => object.startsWith(`${kind}:`))} ${objectName(program, object)}\n${object}`
  return [...objects]
    .map((object) => ({ object, key: sortKey(object) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ object }) => object)
}

function scopesOf(object: ObjectKey): readonly Scope[] {
  return isPhysical(object) ? ['physical'] : ['internal', 'external']
}

function allowedIn({ index, principal, moment }: View, object: ObjectKey): ObjectPermission['allowed'] {
  const [first, second] = scopesOf(object).filter(
    (scope) => permits(index, principal.key, object, scope, moment.at, moment.zone) === 'allowed',
  )
  return second === undefined ? (first ?? 'none') : 'both'
}
