import { compileSchedule, isScheduleActive } from '../../../sim/domain/access/schedule.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../../../sim/domain/program/names.ts'
import type { Program, Scope } from '../../../sim/domain/program/program.ts'
import { VIENNA } from '../../helpers/zones.ts'

/** §3.4.2 written out, without an index: every assignment is looked at, every group visited. */
export function formula(of: Program, who: PrincipalKey, what: ObjectKey, where: Scope, at: number): string {
  const id = who.slice(who.indexOf(':') + 1)
  const direct = of.users.get(id)?.groups ?? of.members.get(id)?.groups
  const groups = reach(of, [...(direct ?? [id]), ...everyone(of)], direct === undefined ? id : undefined)
  const holders = new Set<string>([who, ...[...groups].map((group) => `group:${group}`)])
  const light = of.controls.get(what.slice(what.indexOf(':') + 1))
  const derived = what.startsWith('function:') ? [`room:${light?.room}`, `category:${light?.category}`] : []
  const bits = [...of.assignments.values()].filter(
    ({ principal, object, scope }) => holders.has(principal) && [what, ...derived].includes(object) && scope === where,
  )
  if (bits.some(({ effect }) => effect === 'deny')) return 'denied'
  const active = bits.some(({ schedule }) => {
    const found = schedule === undefined ? undefined : of.schedules.get(schedule)
    return schedule === undefined || (found !== undefined && isScheduleActive(compileSchedule(found), moment(of, at)))
  })
  if (active || [...groups].some((group) => of.groups.get(group)?.type === 'full-access')) return 'allowed'
  const implied = what.startsWith('right:') && what !== 'right:LoxoneConfig'
  return implied && formula(of, who, 'right:LoxoneConfig', where, at) === 'allowed' ? 'allowed' : 'not-configured'
}

/** All groups reached from these, over and over until nothing is added; nobody gets into one of type none but itself. */
export function reach(of: Program, from: readonly Uuid[], itself?: Uuid): Set<Uuid> {
  const open = (group: Uuid) => group === itself || of.groups.get(group)?.type !== 'none'
  const reached = new Set(from.filter((group) => open(group)))
  for (const group of reached) {
    for (const parent of [...(of.groups.get(group)?.groups ?? []), ...everyone(of)])
      if (open(parent)) reached.add(parent)
  }
  return reached
}

export function everyone(of: Program): Uuid[] {
  return [...of.groups.values()].flatMap(({ uuid, type }) => (type === 'all' ? [uuid] : []))
}

function moment(of: Program, at: number) {
  return { at, zone: VIENNA, modes: of.operatingModes }
}
