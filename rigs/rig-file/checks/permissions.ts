import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import { isPhysical, objectAt, objectNames } from '../object.ts'
import { principalAt, principalNames, type RigPrincipal } from '../principal.ts'
import type { Loose, LooseRig, RigPermission } from '../shape.ts'
import { namesOf, type SiteNames, sitesOf } from '../site-names.ts'
import { listed, missing } from './missing.ts'

type LoosePermission = Loose<RigPermission>

/** Who, what and when are there, and go together. */
export function* checkPermissions(rig: LooseRig): Iterable<Finding> {
  for (const { key, path, site } of sitesOf(rig)) {
    const names = namesOf(site)
    for (const [at, permission] of listed([...path, 'program', 'permissions'], site.program?.permissions)) {
      if (permission === undefined) continue
      const { principal: text } = permission
      const principal = text === undefined ? undefined : principalAt(rig, key, text)
      if (text !== undefined && principal === undefined) {
        const nearest = didYouMean(text, principalNames(rig, key))
        yield atValue(
          [...at, 'principal'],
          'NOT_FOUND',
          `Nobody is called "${text}" at this site${hint(text)}.${nearest}`,
        )
      }
      yield* missing('access schedule', names.schedules, [[[...at, 'schedule'], permission.schedule]])
      yield* checkEffect(at, permission)
      for (const object of objectsOf(at, permission)) yield* checkObject(at, permission, object, names, principal)
    }
  }
}

function hint(text: string): string {
  return text.includes('@') ? ', nor is it shared to it by a Trust' : ''
}

/** The objects of a permission, one or several, with their paths. */
function objectsOf(at: Path, permission: LoosePermission): (readonly [Path, string])[] {
  return (['allow', 'deny'] as const).flatMap((effect) => {
    const objects = permission[effect]
    const all = typeof objects === 'string' ? [[[...at, effect], objects] as const] : listed([...at, effect], objects)
    return all.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]))
  })
}

function* checkEffect(at: Path, permission: LoosePermission): Iterable<Finding> {
  if ('allow' in permission === 'deny' in permission) {
    yield atKey(at, 'INVALID_VALUE', 'A permission has either "allow" or "deny".')
  }
  if ('deny' in permission && permission.schedule !== undefined) {
    yield atValue([...at, 'schedule'], 'INVALID_VALUE', 'A deny has no access schedule: it holds always.')
  }
}

function* checkObject(
  at: Path,
  permission: LoosePermission,
  [path, text]: readonly [Path, string],
  names: SiteNames,
  principal: RigPrincipal | undefined,
): Iterable<Finding> {
  const object = objectAt(names, text)
  if (object === undefined) {
    yield atValue(path, 'NOT_FOUND', `There is no "${text}" at this site.${didYouMean(text, objectNames(names))}`)
    return
  }
  if (object.kind === 'device' && principal?.kind === 'user') {
    yield atValue(
      path,
      'DEVICE_PERMISSION_PRINCIPAL',
      'An Intercom is given to groups and Trust members, not to single users.',
    )
  }
  if (permission.scope !== undefined && isPhysical(object)) {
    yield atValue(
      [...at, 'scope'],
      'INVALID_VALUE',
      `"${text}" has no scope: who stands at the door is neither internal nor external.`,
    )
  }
  if (permission.schedule !== undefined && 'allow' in permission && object.kind !== 'access') {
    yield atValue(
      [...at, 'schedule'],
      'INVALID_VALUE',
      `"${text}" cannot have an access schedule; only access: objects can.`,
    )
  }
}
