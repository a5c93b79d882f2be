import type { ObjectKey, PrincipalKey, Uuid } from '../program/names.ts'
import { type Assignment, assignmentKey, type Program, type Scope, type User } from '../program/program.ts'
import type { ScheduleCombination } from '../program/setting.ts'
import { type AncestorTable, borrow, giveBack, tableOf } from './ancestor-table.ts'
import { type CandidateIndex, changeCandidate, emptyCandidates } from './candidates.ts'
import { compileDeviceAuthorisations, type DeviceAuthorisationIndex } from './device-authorisations.ts'
import { type Allow, type Entry, type EntryIndex, emptyEntries, entriesFor, setGroupEntry } from './entries.ts'
import { graphOf, rootsOf } from './group-graph.ts'
import { compileModes, type OperatingModes } from './operating-modes.ts'
import { forgetUser, noPeople, noteUser, type People, takeNumber } from './people.ts'
import type { Principal, UserPrincipal } from './principal.ts'
import { markReach } from './reach.ts'
import { missingSchedule } from './schedule.ts'
import { activityOf } from './status.ts'
import { ALWAYS, NEVER, type Timetable, timetableOf } from './timetable.ts'

/**
 * A program compiled for deciding: who holds a credential, who is in which groups, what is assigned on an object. Made by
 * `compileAccess()`, kept in step by `userChanged()`, `assignmentChanged()` and `modesChanged()`, read by everything else in this folder.
 */
export interface AccessIndex {
  readonly table: AncestorTable
  readonly candidates: CandidateIndex
  people: People
  readonly users: Map<Uuid, UserPrincipal>
  /** Users, groups and Trust members. */
  readonly principals: Map<PrincipalKey, Principal>
  /** What users and Trust members are assigned themselves. */
  readonly own: Map<PrincipalKey, Principal['own']>
  readonly entries: EntryIndex
  /** For each control: its function, room and category (§3.4.2, `sources(b)`). Any other object is its own only source. */
  readonly sources: ReadonlyMap<ObjectKey, readonly ObjectKey[]>
  readonly timetable: Timetable
  modes: OperatingModes
  /** Codes and tags of keypads themselves. */
  deviceAuthorisations: DeviceAuthorisationIndex
  /** How schedules of a user and of groups go together (AMB-13). */
  readonly combination: ScheduleCombination
  /** Functions that are inputs and outputs shared in the Trust; of all functions, what a Trust member can have. */
  readonly trustedIo: ReadonlySet<ObjectKey>
}

/**
 * Compiles a whole program. Takes time proportional to its size.
 *
 * The program is taken over: after a change of groups, members, controls, schedules or settings compile again.
 */
export function compileAccess(program: Program): AccessIndex {
  const graph = graphOf(program.groups)
  const table = tableOf(graph)
  const entries = emptyEntries()
  const index: AccessIndex = {
    table,
    candidates: emptyCandidates(),
    people: noPeople(markReach(table, [])),
    users: new Map(),
    principals: new Map(),
    own: new Map(),
    entries,
    sources: sourcesOf(program),
    timetable: timetableOf(program.schedules),
    modes: compileModes(program),
    deviceAuthorisations: compileDeviceAuthorisations(program),
    combination: combinationOf(program),
    trustedIo: trustedIoOf(program),
  }
  for (const assignment of program.assignments.values()) assignmentChanged(index, program, assignment)
  index.people = noPeople(markReach(table, entries.physical.values()))
  for (const [group, key] of graph.keys.entries()) index.principals.set(key, principalOf(index, key, [group]))
  for (const { serial, groups } of program.members.values()) {
    const key: PrincipalKey = `member:${serial}`
    index.principals.set(key, principalOf(index, key, rootsOf(graph, groups)))
  }
  for (const uuid of program.users.keys()) userChanged(index, program, uuid)
  return index
}

/**
 * Brings the index in step after one user was added, changed or removed, including assignments that went with a user.
 * The cost depends on that user alone, not on how many there are. New assignments are told by `assignmentChanged()`.
 */
export function userChanged(index: AccessIndex, program: Program, uuid: Uuid): void {
  const before = index.users.get(uuid)
  for (const { object, scope } of before?.own?.keys() ?? []) {
    assignmentChanged(index, program, { principal: `user:${uuid}`, object, scope })
  }
  const user = program.users.get(uuid)
  if (user === undefined) {
    if (before !== undefined) removeUser(index, before)
    return
  }
  const after = userPrincipal(index, user, before)
  // Only now: groups that are still the same keep their row.
  if (before !== undefined) giveBack(index.table, before.set)
  index.users.set(uuid, after)
  index.principals.set(after.key, after)
  noteUser(index.people, after)
  changeCandidate(index.candidates, after.number, before?.user, user)
}

/** Brings the index in step after what a principal is assigned on an object in a scope was set, changed or revoked. */
export function assignmentChanged(
  index: AccessIndex,
  program: Program,
  changed: Pick<Assignment, 'principal' | 'object' | 'scope'>,
): void {
  const { principal, object, scope } = changed
  const entry = entryOf(index, program, principal, object, scope)
  const entries = entriesFor(index.entries, object, scope)
  if (principal.startsWith('group:')) {
    const group = index.table.graph.numbers.get(principal.slice('group:'.length))
    if (group !== undefined) setGroupEntry(entries, group, entry)
    return
  }
  const own = index.own.get(principal) ?? new Map()
  if (entry === undefined) own.delete(entries)
  else own.set(entries, entry)
  setOwn(index, principal, own.size === 0 ? undefined : own)
}

/** Brings the index in step after an operating mode was switched, or the calendar was changed. */
export function modesChanged(index: AccessIndex, program: Program): void {
  index.modes = compileModes(program)
}

function removeUser(index: AccessIndex, user: UserPrincipal): void {
  changeCandidate(index.candidates, user.number, user.user, undefined)
  forgetUser(index.people, user.number)
  giveBack(index.table, user.set)
  index.users.delete(user.uuid)
  index.principals.delete(user.key)
}

function userPrincipal(index: AccessIndex, user: User, before: UserPrincipal | undefined): UserPrincipal {
  const { uuid } = user
  const key: PrincipalKey = before?.key ?? `user:${uuid}`
  const number = before?.number ?? takeNumber(index.people)
  const { offset, fullAccess, own, set } = principalOf(index, key, rootsOf(index.table.graph, user.groups))
  return { offset, fullAccess, own, activity: activityOf(user), uuid, number, set, key, user }
}

function principalOf(index: AccessIndex, key: PrincipalKey, roots: readonly number[]): Principal {
  const set = borrow(index.table, roots)
  return { offset: set.offset, fullAccess: set.fullAccess, own: index.own.get(key), set, key }
}

function entryOf(
  index: AccessIndex,
  program: Program,
  principal: PrincipalKey,
  object: ObjectKey,
  scope: Scope,
): Entry | undefined {
  const allow = program.assignments.get(assignmentKey({ principal, object, scope, effect: 'allow' }))
  const deny = program.assignments.has(assignmentKey({ principal, object, scope, effect: 'deny' }))
  return allow === undefined && !deny ? undefined : { deny, allow: allow && allowOf(index, allow) }
}

function allowOf(index: AccessIndex, { principal, object, scope, schedule }: Assignment): Allow {
  const handle = { principal, object, scope }
  if (schedule === undefined) return { handle, schedule: undefined, place: ALWAYS }
  const { places, schedules } = index.timetable
  const place = places.get(schedule)
  const compiled = place === undefined ? undefined : schedules[place]
  if (place === undefined || compiled === undefined) {
    return { handle, schedule: missingSchedule(schedule), place: NEVER }
  }
  return { handle, schedule: compiled, place: compiled.always ? ALWAYS : place }
}

function setOwn(index: AccessIndex, key: PrincipalKey, own: Principal['own']): void {
  if (own === undefined) index.own.delete(key)
  else index.own.set(key, own)
  const principal = index.principals.get(key)
  if (principal === undefined) return
  principal.own = own
  const user = key.startsWith('user:') ? index.users.get(key.slice('user:'.length)) : undefined
  if (user !== undefined) noteUser(index.people, user)
}

function sourcesOf(program: Program): Map<ObjectKey, readonly ObjectKey[]> {
  const sources = new Map<ObjectKey, readonly ObjectKey[]>()
  for (const { uuid, room, category } of program.controls.values()) {
    const keys: ObjectKey[] = [`function:${uuid}`]
    if (room !== undefined) keys.push(`room:${room}`)
    if (category !== undefined) keys.push(`category:${category}`)
    sources.set(`function:${uuid}`, keys)
  }
  return sources
}

function trustedIoOf(program: Program): Set<ObjectKey> {
  const functions = new Set<ObjectKey>()
  for (const { uuid, kind } of program.controls.values()) if (kind === 'trusted-io') functions.add(`function:${uuid}`)
  return functions
}

function combinationOf(program: Program): ScheduleCombination {
  const setting = program.settings.get('schedule-combination')
  return setting?.name === 'schedule-combination' ? setting.strategy : 'union'
}
