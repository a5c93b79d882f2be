import type { Uuid } from '../program/names.ts'
import { addRow, hasBit, setBit } from './bits.ts'
import type { Decision } from './decision.ts'
import type { ObjectEntries } from './entries.ts'
import type { UserPrincipal } from './principal.ts'
import type { Reach } from './reach.ts'
import type { Inactivity } from './status.ts'

/**
 * The users of an index by number, and of each a few numbers in arrays. A decision's time is the time of its cache misses, and of
 * branches that no processor can foresee: a user as an object would cost several of the one, and nearly all questions are ended
 * by a window, which nearly always is open, and a bit.
 */
export interface People {
  readonly reach: Reach
  /** Two bounds for each, in milliseconds since 1970 UTC; the first is `NaN` where more than an instant decides. */
  windows: Float64Array
  /** A row of `reach.words` for each: a bit for each object on which the user or a group of it is assigned anything. */
  bits: Uint32Array
  /** By place in `UNOPENED`. */
  standings: Uint8Array
  /** Where the bits of its groups begin (`AncestorTable`). */
  offsets: Int32Array
  readonly principals: (UserPrincipal | undefined)[]
  /** What nearly all questions about a user are answered with, made beforehand: that nothing is configured for it there. */
  readonly refusals: Refusal[]
  /** Numbers that were given back. */
  readonly free: number[]
}

export type Refusal = Decision & { readonly user: Uuid }

/**
 * What the arrays say for certain: why a user is not active, that nothing concerns it there, or that what its groups are assigned
 * alone does; else it is unclear.
 */
export type Glance = Inactivity | 'nothing' | 'groups' | 'unclear'

export function noPeople(reach: Reach): People {
  return { reach, ...memoryFor(0, reach), principals: [], refusals: [], free: [] }
}

/** A number for a user who comes; to be followed by `noteUser()`. */
export function takeNumber({ free, principals }: People): number {
  return free.pop() ?? principals.length
}

/** Writes the row of a user who came or changed, or whose own assignments did. */
export function noteUser(people: People, user: UserPrincipal): void {
  const { number, offset, uuid } = user
  people.principals[number] = user
  people.refusals[number] = { outcome: 'denied', reason: 'NOT_CONFIGURED', candidates: [uuid], user: uuid }
  makeRoom(people)
  people.offsets[number] = offset
  noteStanding(people, user)
  noteReach(people, user)
}

export function forgetUser(people: People, number: number): void {
  people.principals[number] = undefined
  people.free.push(number)
}

/** @param entries of the object in scope `physical` */
export function glanceAt(people: People, number: number, entries: ObjectEntries | undefined, at: number): Glance {
  const { bits, reach, standings, windows } = people
  const standing = standings[number] ?? UNCLEAR
  if (!(at >= (windows[2 * number] ?? Number.NaN))) return UNOPENED[standing] ?? 'unclear'
  if (!(at < (windows[2 * number + 1] ?? Number.NaN))) return 'EXPIRED'
  if (entries === undefined) return 'nothing'
  if (entries.reachBit === undefined) return 'unclear'
  if (!hasBit(bits, number * reach.words, entries.reachBit)) return 'nothing'
  return standing === IN_GROUPS ? 'groups' : 'unclear'
}

/**
 * What is said of users whose window has not opened, by their standing. Of those who are switched off, of another Miniserver or
 * in Full Access no window ever opens: the first are refused, and the others take a closer look.
 */
const UNOPENED: readonly Glance[] = [
  'NOT_YET_VALID', // only in groups
  'NOT_YET_VALID', // assigned something itself
  'unclear',
  'USER_DISABLED',
  'DISABLED_BY_SOURCE',
  'DISABLED_HERE',
]

const IN_GROUPS = 0
const WITH_OWN = 1
const UNCLEAR = UNOPENED.indexOf('unclear')

function noteStanding({ standings, windows }: People, { activity, fullAccess, number, own }: UserPrincipal): void {
  const { disabled, fromMs, origin, untilMs } = activity
  const isUnclear = origin !== undefined || fullAccess !== undefined
  const isPlain = disabled === undefined && !isUnclear
  const active = own === undefined ? IN_GROUPS : WITH_OWN
  standings[number] = disabled !== undefined ? UNOPENED.indexOf(disabled) : isUnclear ? UNCLEAR : active
  windows[2 * number] = isPlain ? fromMs : Number.NaN
  windows[2 * number + 1] = untilMs
}

function noteReach({ bits, reach }: People, { number, own, set }: UserPrincipal): void {
  const { words } = reach
  const row = number * words
  bits.fill(0, row, row + words)
  for (const root of set.roots) addRow(bits, row, reach.bits, root * words, words)
  for (const { scope, reachBit } of own?.keys() ?? []) {
    if (scope === 'physical' && reachBit !== undefined) setBit(bits, row, reachBit)
  }
}

function makeRoom(people: People): void {
  const needed = people.principals.length
  if (people.offsets.length >= needed) return
  const grown = memoryFor(2 * needed, people.reach)
  grown.windows.set(people.windows)
  grown.bits.set(people.bits)
  grown.standings.set(people.standings)
  grown.offsets.set(people.offsets)
  Object.assign(people, grown)
}

function memoryFor(users: number, { words }: Reach): Pick<People, 'windows' | 'bits' | 'standings' | 'offsets'> {
  return {
    windows: new Float64Array(2 * users),
    bits: new Uint32Array(words * users),
    standings: new Uint8Array(users),
    offsets: new Int32Array(users),
  }
}
