import { compileModes } from '../../../sim/domain/access/operating-modes.ts'
import { compileSchedule, isScheduleActive } from '../../../sim/domain/access/schedule.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../../../sim/domain/program/names.ts'
import type { Assignment, Program, Scope } from '../../../sim/domain/program/program.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { everyone, formula } from './formula.ts'

/** Where the lines of one question come from. */
export interface Question {
  readonly of: Program
  readonly who: PrincipalKey
  readonly what: ObjectKey
  /** `physical` for `access:` and `device:`. */
  readonly where: Scope
  readonly at: number
}

/** §3.4.4 by trying every chain of memberships: `allow internal UG:Employees/UG:Adults/R:Hall`, with `(name on|off)`; sorted. */
export function pathsByHand(question: Question): string[] {
  const { of, who, what, where } = question
  const sources = sourcesFor(of, who, what)
  if (sources.length === 0) return []
  const overridden =
    strategyOf(of) === 'user-overrides' &&
    who.startsWith('user:') &&
    what.startsWith('access:') &&
    assigned(of, who, [what], where).some(({ effect }) => effect === 'allow')
  const lines = holdersOf(of, who).flatMap(({ holder, label }) => {
    const bits = assigned(of, holder, sources, where)
      .filter(({ effect }) => effect === 'deny' || holder === who || !overridden)
      .map((bit) => lineOf(question, bit, `${label}${suffixOf(of, what, bit.object)}`))
    const isFull = of.groups.get(idOf(holder))?.type === 'full-access' && !overridden
    return isFull ? [...bits, `allow ${where} ${label}`] : bits
  })
  const implies = what.startsWith('right:') && what !== LOXONE_CONFIG
  const isImplied = implies && formula(of, who, LOXONE_CONFIG, where, question.at) === 'allowed'
  const implied = isImplied
    ? holdersOf(of, who).flatMap(({ holder, label }) =>
        assigned(of, holder, [LOXONE_CONFIG], where).map((bit) => lineOf(question, bit, `${label}/${LOXONE_CONFIG}`)),
      )
    : []
  return [...new Set([...lines, ...implied])].sort()
}

const LOXONE_CONFIG: ObjectKey = 'right:LoxoneConfig'

/** Whoever the principal is or is in, by each of the shortest chains. A group stands at the beginning of its own. */
function holdersOf(of: Program, who: PrincipalKey): { holder: PrincipalKey; label: string }[] {
  const id = idOf(who)
  const direct = of.users.get(id)?.groups ?? of.members.get(id)?.groups
  const starts = direct === undefined ? [id] : parentsOf(of, direct)
  const chains = starts.flatMap((start) => chainsFrom(of, [start]))
  const groups = [...new Set(chains.map((chain) => chain.at(-1) ?? ''))]
  const shortest = groups.flatMap((group) => {
    const ending = chains.filter((chain) => chain.at(-1) === group)
    const length = Math.min(...ending.map((chain) => chain.length))
    return ending.filter((chain) => chain.length === length)
  })
  const own = direct === undefined ? [] : [{ holder: who, label: labelOf(of, who) }]
  return [
    ...own,
    ...shortest.map((chain) => ({
      holder: `group:${chain.at(-1)}` as const,
      label: chain.map((group) => labelOf(of, `group:${group}`)).join('/'),
    })),
  ]
}

/** All simple chains that begin so. */
function chainsFrom(of: Program, chain: readonly Uuid[]): (readonly Uuid[])[] {
  const parents = parentsOf(of, of.groups.get(chain.at(-1) ?? '')?.groups ?? [])
  const further = parents.filter((parent) => !chain.includes(parent))
  return [chain, ...further.flatMap((parent) => chainsFrom(of, [...chain, parent]))]
}

function parentsOf(of: Program, groups: readonly Uuid[]): Uuid[] {
  const all = new Set([...groups, ...everyone(of)])
  return [...all].filter((group) => of.groups.has(group) && of.groups.get(group)?.type !== 'none')
}

function sourcesFor(of: Program, who: PrincipalKey, what: ObjectKey): ObjectKey[] {
  const control = of.controls.get(idOf(what))
  const isFunction = what.startsWith('function:')
  if (who.startsWith('member:')) {
    const isMeant = what.startsWith('device:') || (isFunction && control?.kind === 'trusted-io')
    return isMeant || what === 'right:UserManagement' ? [what] : []
  }
  return isFunction ? [what, `room:${control?.room}`, `category:${control?.category}`] : [what]
}

function assigned(of: Program, holder: string, objects: readonly ObjectKey[], where: Scope): Assignment[] {
  return [...of.assignments.values()].filter(
    ({ principal, object, scope }) => principal === holder && objects.includes(object) && scope === where,
  )
}

function lineOf({ of, at }: Question, { effect, scope, schedule: uuid }: Assignment, path: string): string {
  const schedule = of.schedules.get(uuid ?? '')
  if (schedule === undefined) return `${effect} ${scope} ${path}`
  const isOn = isScheduleActive(compileSchedule(schedule), { at, zone: VIENNA, modes: compileModes(of) })
  return `${effect} ${scope} ${path} (${schedule.name} ${isOn ? 'on' : 'off'})`
}

function suffixOf(of: Program, what: ObjectKey, source: ObjectKey): string {
  if (source === what) return ''
  const room = of.rooms.get(idOf(source))
  return room === undefined ? `/C:${of.categories.get(idOf(source))?.name}` : `/R:${room.name}`
}

function labelOf(of: Program, key: PrincipalKey): string {
  const id = idOf(key)
  const escaped = (name: string) => name.replaceAll('\\', '\\\\').replaceAll('/', '\\/')
  const named = of.users.get(id) ?? of.groups.get(id)
  if (named === undefined) return `TM:${id}`
  const host = named.origin === undefined ? '' : `@${named.origin}`
  return `${key.startsWith('user:') ? 'U' : 'UG'}:${escaped(named.name)}${host}`
}

function strategyOf(of: Program): string {
  const setting = of.settings.get('schedule-combination')
  return setting?.name === 'schedule-combination' ? setting.strategy : 'union'
}

function idOf(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}
