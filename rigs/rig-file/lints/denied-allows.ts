import { listed } from '../checks/missing.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import { objectAt, type RigObject } from '../object.ts'
import { principalAt } from '../principal.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { defined, entryNamed, namesOf, sitesOf } from '../site-names.ts'
import { allGroupsOf, parents } from './groups.ts'

/** A block that is allowed to somebody to whom its room or category is denied: the deny wins, and the allow does nothing (AMB-21). */
export function deniedAllows(rig: LooseRig): Finding[] {
  return sitesOf(rig).flatMap(({ key, path, site }) => {
    const given = assignmentsOf(rig, key, path, site)
    const denies = given.filter(({ effect, object }) => effect === 'deny' && isWide(object))
    return given.flatMap((allow) => {
      if (allow.effect !== 'allow' || allow.object.kind !== 'function') return []
      const control = entryNamed(site.program?.controls, allow.object.name)
      const deny = denies.find(
        ({ object, holder, scope }) =>
          isNamed(object.kind === 'room' ? control?.room : control?.category, object.name) &&
          allow.holders.has(holder) &&
          (scope === 'both' || scope === allow.scope),
      )
      return deny === undefined ? [] : [denied(allow, deny)]
    })
  })
}

interface Given {
  readonly at: Path
  readonly effect: 'allow' | 'deny'
  readonly principal: string
  /** Who is given it, and everybody it flows down from, as `user:anna` and `group:staff`. */
  readonly holder: string
  readonly holders: ReadonlySet<string>
  readonly object: RigObject
  readonly scope: 'internal' | 'external' | 'both'
}

function assignmentsOf(rig: LooseRig, key: string, path: Path, site: LooseSite): Given[] {
  const names = namesOf(site)
  return listed([...path, 'program', 'permissions'], site.program?.permissions).flatMap(([at, permission]) => {
    const { principal: text, scope = 'both' } = permission ?? {}
    const principal = text === undefined ? undefined : principalAt(rig, key, text)
    if (text === undefined || principal === undefined || principal.kind === 'member' || principal.site !== key)
      return []
    const holder = `${principal.kind}:${principal.name.toLowerCase()}`
    const direct =
      principal.kind === 'user'
        ? entryNamed(site.program?.users, principal.name)?.groups
        : parents(site, principal.name)
    const holders = new Set([holder, ...Array.from(allGroupsOf(site, direct), (group) => `group:${group}`)])
    return (['allow', 'deny'] as const).flatMap((effect) =>
      defined([permission?.[effect]].flat()).flatMap((each) => {
        const object = objectAt(names, each)
        return object === undefined ? [] : [{ at, effect, principal: text, holder, holders, object, scope }]
      }),
    )
  })
}

function isWide({ kind }: RigObject): boolean {
  return kind === 'room' || kind === 'category'
}

function isNamed(text: string | undefined, name: string): boolean {
  return text?.trim().toLowerCase() === name.toLowerCase()
}

function denied({ at, principal, object }: Given, deny: Given): Finding {
  const place = `${deny.object.kind} "${deny.object.name}"`
  const message = `"${object.name}" is of ${place}, which is denied to "${deny.principal}": "${principal}" may not use it.`
  return atValue([...at, 'allow'], 'ALLOW_DENIED', message)
}
