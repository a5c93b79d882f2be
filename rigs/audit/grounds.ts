import type { AccessIndex } from '../../sim/domain/access/access-index.ts'
import { chainsOf, chainsTo } from '../../sim/domain/access/chains.ts'
import type { CalendarEntry } from '../../sim/domain/program/calendar-entry.ts'
import type {
  AccessSchedule,
  Assignment,
  OperatingMode,
  Program,
  User,
  UserGroup,
} from '../../sim/domain/program/program.ts'
import { assignmentKey } from '../../sim/domain/program/program.ts'
import { type ProgramNames, programNames } from '../control/program-names.ts'
import { daysText } from '../rig-file/calendar-days.ts'
import type { LintPlace } from '../rig-file/lints/lint.ts'
import { entryText, writtenEntries, writtenModes } from '../rig-file/schedule-text.ts'
import type { RigFile } from '../rig-file/shape.ts'

/** One thing that a program says and that counts for a user at a door, in names. */
export interface Ground {
  /** The same in two programs: `permission group:Staff access:Front Door`. */
  readonly name: string
  /** What is said of it: `allow, schedule Office Hours`. */
  readonly value: string
  /** Where a rig file says it. */
  readonly place: GroundPlace
}

/** What lints do not look at, by its path within the site. */
export type GroundPlace = LintPlace | { readonly of: 'part'; readonly path: readonly string[] }

export interface GroundsOf {
  readonly file: RigFile
  readonly program: Program
  readonly index: AccessIndex
}

/**
 * All that counts for a user at a door (§3.4.2, §3.5, §3.7): the user's status, the permissions of the user and its groups there
 * with the ways to them, their schedules with the calendar and modes that these name, and how schedules go together. What two
 * programs say otherwise of these is why they answer otherwise.
 */
export function groundsOf(of: GroundsOf, userUuid: string, doorUuid: string): Ground[] {
  const { file, program, index } = of
  const user = program.users.get(userUuid)
  if (user === undefined) return []
  const names = programNames(file, program)
  const principals = principalsOf(of, user)
  const object = `access:${doorUuid}` as const
  const assignments = [...program.assignments.values()].filter(
    (each) => each.object === object && principals.has(each.principal),
  )
  const full = [...program.groups.values()].filter(
    ({ uuid, type }) => type === 'full-access' && principals.has(`group:${uuid}`),
  )
  const through = new Set([
    ...assignments.map(({ principal }) => principal),
    ...full.map(({ uuid }) => `group:${uuid}`),
  ])
  return [
    ...statusGrounds(names, user),
    ...[...through].flatMap((principal) => membershipGrounds(names, of, user, principal)),
    ...full.map((group) => fullGround(names, group)),
    ...assignments.map((each) => assignmentGround(names, each)),
    ...assignedGrounds(names, program, assignments),
    ...(assignments.length > 0 ? [combinationGround(index)] : []),
  ]
}

/** All that a program says of what may count for anybody at any door, whether it does or not. */
export function saidGrounds({ file, program, index }: GroundsOf): Ground[] {
  const names = programNames(file, program)
  const [users, groups] = [[...program.users.values()], [...program.groups.values()]]
  const everybody = groups.filter(({ type }) => type === 'all').map(({ uuid }) => uuid)
  return [
    ...users.flatMap((user) => statusGrounds(names, user)),
    ...users.flatMap((user) =>
      [...user.groups, ...everybody].map((group) =>
        membershipGround(names.user(user.uuid), names.group(group), { of: 'user', id: user.uuid }),
      ),
    ),
    ...groups.flatMap(({ uuid, groups }) =>
      groups.map((group) =>
        membershipGround(`group ${names.group(uuid)}`, names.group(group), { of: 'group', id: uuid }),
      ),
    ),
    ...groups.filter(({ type }) => type === 'full-access').map((group) => fullGround(names, group)),
    ...[...program.assignments.values()]
      .filter(({ object }) => object.startsWith('access:'))
      .map((each) => assignmentGround(names, each)),
    ...[...program.schedules.values()].map((schedule) => scheduleGround(program, schedule)),
    ...[...program.calendar.values()].map((entry) => calendarGround(names, entry)),
    ...[...program.operatingModes.values()].filter(({ active }) => active).map((mode) => modeGround(names, mode)),
    combinationGround(index),
  ]
}

function principalsOf({ index }: GroundsOf, user: User): ReadonlySet<string> {
  const principal = index.users.get(user.uuid)
  const groups = principal === undefined ? [] : [...chainsOf(index.table.graph, principal.set).distances.keys()]
  return new Set([`user:${user.uuid}`, ...groups.map((group) => index.table.graph.keys[group] ?? '')])
}

function statusGrounds(names: ProgramNames, { uuid, status, origin, disabledHere }: User): Ground[] {
  const { state, validFromMs, validUntilMs } = status
  const window = [validFromMs, validUntilMs].map((ms) => (ms === undefined ? '' : new Date(ms).toISOString()))
  const user = names.user(uuid)
  const place = {
    of: 'user',
    id: uuid,
    ...(origin === undefined && state !== 'enabled' && { field: 'status' }),
  } as const
  const here: Ground[] = disabledHere === true ? [{ name: `user ${user} here`, value: 'disabled', place }] : []
  return [{ name: `user ${user}`, value: [state, ...window].filter((text) => text !== '').join(' '), place }, ...here]
}

/** Each step of the ways by which a user is in a group, of the shortest. */
function membershipGrounds(names: ProgramNames, { index }: GroundsOf, user: User, principal: string): Ground[] {
  const { graph } = index.table
  const group = graph.numbers.get(principal.slice('group:'.length))
  const set = index.users.get(user.uuid)?.set
  if (!principal.startsWith('group:') || group === undefined || set === undefined) return []
  const called = (number: number): string => names.group(graph.uuids[number] ?? '')
  return chainsTo(chainsOf(graph, set), group).flatMap((chain) =>
    chain.map((each, at): Ground => {
      const below = chain[at - 1]
      const [who, place] =
        below === undefined
          ? [names.user(user.uuid), { of: 'user', id: user.uuid } as const]
          : [`group ${called(below)}`, { of: 'group', id: graph.uuids[below] ?? '' } as const]
      return membershipGround(who, called(each), place)
    }),
  )
}

function membershipGround(who: string, group: string, place: GroundPlace): Ground {
  return { name: `${who} in group ${group}`, value: 'yes', place }
}

function fullGround(names: ProgramNames, { uuid }: UserGroup): Ground {
  return { name: `group ${names.group(uuid)}`, value: 'Full Access', place: { of: 'group', id: uuid } }
}

function assignmentGround(names: ProgramNames, each: Assignment): Ground {
  const schedule = each.schedule === undefined ? '' : `, schedule ${names.schedule(each.schedule)}`
  return {
    name: `${each.effect} ${names.principal(each.principal)} ${names.object(each.object)}`,
    value: `yes${schedule}`,
    place: { of: 'assignment', id: assignmentKey(each) },
  }
}

/** The schedules of permissions, with the days and switches of the modes that these know. */
function assignedGrounds(names: ProgramNames, program: Program, assignments: readonly Assignment[]): Ground[] {
  const used = new Set(assignments.flatMap(({ schedule }) => schedule ?? []))
  const schedules = [...used].flatMap((uuid) => program.schedules.get(uuid) ?? [])
  const modes = new Set(schedules.flatMap((schedule) => schedule.modes))
  return [
    ...schedules.map((schedule) => scheduleGround(program, schedule)),
    ...[...program.calendar.values()]
      .filter(({ mode }) => modes.has(mode))
      .map((entry) => calendarGround(names, entry)),
    ...[...program.operatingModes.values()]
      .filter(({ id, active }) => active && modes.has(id))
      .map((mode) => modeGround(names, mode)),
  ]
}

function scheduleGround(program: Program, schedule: AccessSchedule): Ground {
  const said = [
    writtenEntries(program, schedule).map(entryText).join(', '),
    writtenModes(program, schedule).join(' > '),
  ]
  const value = schedule.builtIn ?? said.filter((text) => text !== '').join('; modes ')
  return { name: `access schedule ${schedule.name}`, value, place: { of: 'schedule', id: schedule.uuid } }
}

function calendarGround(names: ProgramNames, { name, mode, days }: CalendarEntry): Ground {
  return {
    name: `calendar entry ${name}`,
    value: `${names.mode(mode)} ${daysText(days)}`,
    place: { of: 'part', path: ['program', 'calendar', name] },
  }
}

function modeGround(names: ProgramNames, { id, name }: OperatingMode): Ground {
  return {
    name: `operating mode ${names.mode(id)}`,
    value: 'on',
    place: { of: 'part', path: ['program', 'operatingModes', name] },
  }
}

function combinationGround({ combination }: AccessIndex): Ground {
  return {
    name: 'setting schedule-combination',
    value: combination,
    place: { of: 'part', path: ['program', 'settings', 'scheduleCombination'] },
  }
}
