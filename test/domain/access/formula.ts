import { compileModes } from '../../../sim/domain/access/operating-modes.ts'
import { compileSchedule, isScheduleActive } from '../../../sim/domain/access/schedule.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../../../sim/domain/program/names.ts'
import type { Assignment, Program, Scope } from '../../../sim/domain/program/program.ts'
import { VIENNA } from '../../helpers/zones.ts'

/** §3.4.2 and AMB-13 written out, without an index: every assignment is looked at, every group visited. */
export function formula(of: Program, who: PrincipalKey, what: ObjectKey, where: Scope, at: number): string {
  const id = who.slice(who.indexOf(':') + 1)
  const sources = sourcesFor(of, who, what)
  if (sources.length === 0) return 'not-configured'
  const direct = of.users.get(id)?.groups ?? of.members.get(id)?.groups
  const groups = reach(of, [...(direct ?? [id]), ...everyone(of)], direct === undefined ? id : undefined)
  const holders = new Set<string>([who, ...[...groups].map((group) => `group:${group}`)])
  const bits = [...of.assignments.values()].filter(
    ({ principal, object, scope }) => holders.has(principal) && sources.includes(object) && scope === where,
  )
  if (bits.some(({ effect }) => effect === 'deny')) return 'denied'
  const full = [...groups].filter((group) => of.groups.get(group)?.type === 'full-access')
  const allows: Allow[] = [...bits, ...full.map((group) => ({ principal: `group:${group}` }) as const)]
  if (isCombinedActive(of, allows, who, at)) return 'allowed'
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

type Allow = Pick<Assignment, 'principal' | 'schedule'>

/** A function is also reached by its room and category; most objects mean nothing to a Trust member. */
function sourcesFor(of: Program, who: PrincipalKey, what: ObjectKey): string[] {
  const [kind, id = ''] = what.split(':')
  const control = of.controls.get(id)
  if (who.startsWith('member:')) {
    const meant =
      what === 'right:UserManagement' || kind === 'device' || (kind === 'function' && control?.kind === 'trusted-io')
    return meant ? [what] : []
  }
  return kind === 'function' ? [what, `room:${control?.room}`, `category:${control?.category}`] : [what]
}

function isCombinedActive(of: Program, allows: readonly Allow[], who: PrincipalKey, at: number): boolean {
  const active = ({ schedule }: Allow) => {
    const found = schedule === undefined ? undefined : of.schedules.get(schedule)
    return schedule === undefined || (found !== undefined && isScheduleActive(compileSchedule(found), moment(of, at)))
  }
  const setting = of.settings.get('schedule-combination')
  const strategy = setting?.name === 'schedule-combination' ? setting.strategy : 'union'
  if (strategy === 'intersection') return allows.length > 0 && allows.every(active)
  const own = allows.filter(({ principal }) => principal === who && who.startsWith('user:'))
  return (strategy === 'user-overrides' && own.length > 0 ? own : allows).some(active)
}

function moment(of: Program, at: number) {
  return { at, zone: VIENNA, modes: compileModes(of) }
}
