import type { Assignment, Model, Scope, Status } from './input.ts'
import { isOpen, wallClock } from './schedule.ts'

/*
 * A second model of who may enter, written from §3.4, §3.5 and §3.7 of docs/behaviour.md alone. It is there to be compared
 * with the product's decisions, so it shares nothing with them: no code, no data format, no way of doing it. It keeps no
 * index and remembers nothing: every question walks all groups and all assignments again and looks one minute up on the wall
 * clock. Whoever doubts an answer can follow it with a finger.
 *
 *   input.ts      what a site is: users, groups, assignments, schedules, modes
 *   model.ts      this file: bits, their combination, status
 *   schedule.ts   is this minute inside that schedule?
 *   calendar.ts   which operating modes does a date have?
 *
 * Out of scope: credentials, keypads, replication, edits, and everything that is refused when it is entered (a schedule on a
 * deny, from = to, a user's own right to a device). It does not check its input.
 */

export type Permission = 'allowed' | 'denied' | 'not-configured'

const LOXONE_CONFIG = 'right:LoxoneConfig'

/** §3.4.2. The status of a user plays no part here. */
export function permission(model: Model, principal: string, object: string, scope: Scope, at: number): Permission {
  const chain = ancestors(model, principal)
  const sources = sourcesOf(model, principal, object)
  const scoped = !/^(access|device):/.test(object)
  const bits = model.assignments.filter(
    (bit) => chain.has(bit.principal) && sources.includes(bit.object) && (!scoped || bit.scope === scope),
  )
  if (bits.some(({ effect }) => effect === 'deny')) return 'denied'

  const fullAccess = model.groups.filter(
    ({ id, type }) => type === 'full-access' && chain.has(id) && sources.length > 0,
  )
  const allows: Allow[] = [...bits, ...fullAccess.map(({ id }) => ({ principal: id }))]
  if (combined(model, principal, allows, ({ schedule }) => isOpen(model, schedule, at))) return 'allowed'

  const implied = object.startsWith('right:') && object !== LOXONE_CONFIG && sources.length > 0
  return implied && permission(model, principal, LOXONE_CONFIG, scope, at) === 'allowed' ? 'allowed' : 'not-configured'
}

export function mayEnter(model: Model, user: string, door: string, at: number): boolean {
  const status = model.users.find(({ id }) => id === user)?.status
  return status !== undefined && isActive(status, at) && permission(model, user, door, 'physical', at) === 'allowed'
}

/** An ambiguous code or tag: one authorised candidate is enough (P-45). */
export function anyMayEnter(model: Model, users: readonly string[], door: string, at: number): boolean {
  return users.some((user) => mayEnter(model, user, door, at))
}

/** The starts, in order of time, of all minutes of a local date (`YYYY-MM-DD`) in which the user may enter. A day has 23 to 25 hours. */
export function openMinutes(model: Model, user: string, door: string, localDate: string): number[] {
  const noon = Date.parse(`${localDate}T12:00Z`)
  const open: number[] = []
  for (let at = noon - 28 * 3_600_000; at < noon + 28 * 3_600_000; at += 60_000) {
    if (wallClock(model.zone, at).date.toString() === localDate && mayEnter(model, user, door, at)) open.push(at)
  }
  return open
}

type Allow = Pick<Assignment, 'principal' | 'schedule'>

/** The principal, every group above it, and the group of all with what is above that. Nobody is in the group of none (P-135). */
function ancestors(model: Model, principal: string): Set<string> {
  const ofNone = model.groups.filter(({ type }) => type === 'none').map(({ id }) => id)
  const principals = [...model.users, ...model.groups, ...model.trustMembers]
  const visited = new Set<string>()
  const visit = (id: string): void => {
    if (visited.has(id)) return
    visited.add(id)
    const parents = principals.find((candidate) => candidate.id === id)?.memberOf ?? []
    for (const parent of parents) if (!ofNone.includes(parent)) visit(parent)
  }
  visit(principal)
  for (const { id, type } of model.groups) if (type === 'all') visit(id)
  return visited
}

/** A block is reached directly, by its room and by its category. For a Trust member most objects mean nothing. */
function sourcesOf(model: Model, principal: string, object: string): string[] {
  if (model.trustMembers.some(({ id }) => id === principal)) {
    return /^(right:UserManagement$|trustio:|device:)/.test(object) ? [object] : []
  }
  const block = model.blocks.find((candidate) => candidate.object === object)
  return [object, block?.room, block?.category].filter((source) => source !== undefined)
}

/**
 * AMB-13, over the allows that are on the object, open now or not:
 * - union: some of them is open;
 * - user-overrides: if some are the user's own, one of its own is open; if none is, some of them is open;
 * - intersection: there are some, and all of them are open (§3.7.4).
 * What Full Access gives is an allow of that group, open at all times.
 */
function combined(model: Model, principal: string, allows: Allow[], open: (allow: Allow) => boolean): boolean {
  const { strategy, users } = model
  const own = allows.filter((allow) => allow.principal === principal && users.some(({ id }) => id === principal))
  if (strategy === 'user-overrides' && own.length > 0) return own.some(open)
  if (strategy !== 'intersection') return allows.some(open)
  return allows.length > 0 && allows.every(open)
}

/** §3.5, half-open (P-41). */
function isActive(status: Status, at: number): boolean {
  switch (status.userState) {
    case 0:
      return true
    case 1:
      return false
    case 2:
      return at < status.validUntil
    case 3:
      return at >= status.validFrom
    case 4:
      return at >= status.validFrom && at < status.validUntil
  }
}
