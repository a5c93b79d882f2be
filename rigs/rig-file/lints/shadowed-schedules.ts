import { listed } from '../checks/missing.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import { objectAt } from '../object.ts'
import { principalAt } from '../principal.ts'
import type { Loose, LooseRig, LooseSite, RigPermission } from '../shape.ts'
import { defined, entryNamed, namesOf, sitesOf } from '../site-names.ts'
import { allGroupsOf } from './groups.ts'
import { isWider, weekOf } from './week.ts'

/**
 * A user's access schedule that restricts nothing: by a group the same door is open to the user at these times and at others
 * (AMB-13). Only where schedules add up, as they do by default.
 */
export function shadowedSchedules(rig: LooseRig): Finding[] {
  return sitesOf(rig).flatMap(({ key, path, site }) => {
    const { settings, permissions } = site.program ?? {}
    if ((settings?.scheduleCombination ?? 'union') !== 'union') return []
    const allows = listed([...path, 'program', 'permissions'], permissions).flatMap(([at, permission]) =>
      allowsOf(rig, key, site, at, permission),
    )
    const ofGroups = allows.filter(({ kind }) => kind === 'group')
    return allows.flatMap((allow) => {
      if (allow.kind !== 'user' || allow.schedule === undefined) return []
      const groups = allGroupsOf(site, entryNamed(site.program?.users, allow.name)?.groups)
      const wider = ofGroups.find(
        (other) =>
          other.door === allow.door &&
          groups.has(other.name.toLowerCase()) &&
          isWider(weekOf(site, other), weekOf(site, allow)),
      )
      return wider === undefined ? [] : [shadowed(allow, wider)]
    })
  })
}

interface Allow {
  readonly at: Path
  readonly kind: 'user' | 'group'
  readonly name: string
  readonly door: string
  readonly schedule: string | undefined
}

function allowsOf(
  rig: LooseRig,
  key: string,
  site: LooseSite,
  at: Path,
  permission: Loose<RigPermission> | undefined,
): Allow[] {
  const { principal: text, allow, schedule } = permission ?? {}
  const principal = text === undefined ? undefined : principalAt(rig, key, text)
  if (principal === undefined || principal.kind === 'member' || principal.site !== key) return []
  const { kind, name } = principal
  const names = namesOf(site)
  return defined([allow].flat()).flatMap((object) => {
    const door = objectAt(names, object)
    return door?.kind === 'access' ? [{ at, kind, name, door: door.name, schedule }] : []
  })
}

function shadowed({ at, name, door, schedule }: Allow, wider: Allow): Finding {
  const message = `"${schedule}" does not restrict "${name}": group "${wider.name}" opens "${door}" with "${wider.schedule ?? 'Always'}".`
  return atValue([...at, 'schedule'], 'SCHEDULE_SHADOWED', message)
}
