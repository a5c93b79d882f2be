import type { Uuid } from '../program/names.ts'
import { hasBit, setBit } from './bits.ts'
import type { Decision } from './decision.ts'
import type { ObjectEntries } from './entries.ts'
import type { UserPrincipal } from './principal.ts'
import type { Reach } from './reach.ts'

/**
 * The users of an index by number, and of each a few numbers in arrays: where its groups' bits begin, its window, and a bit for
 * each object on which it or a group of it is assigned anything. A decision's time is the time of its cache misses: a user as an
 * object would cost several, and of these arrays nearly all questions need two places.
 */
export interface People {
  readonly reach: Reach
  /** Where the bits of its groups begin, or `HAS_OWN`; the complement of that (`~`) where the window is to be looked at. */
  offsets: Int32Array
  /** Two bounds for each, in milliseconds since 1970 UTC. */
  windows: Float64Array
  /** A row of `reach.words` for each. */
  bits: Uint32Array
  readonly principals: (UserPrincipal | undefined)[]
  /** What nearly all questions about a user are answered with, made beforehand: that nothing is configured for it there. */
  readonly refusals: Refusal[]
  /** Numbers that were given back. */
  readonly free: number[]
}

export type Refusal = Decision & { readonly user: Uuid }

/** What a row says for certain: nothing concerns the user there, or what its groups are assigned alone; else it is unclear. */
export type Glance = 'nothing' | 'groups' | 'unclear'

export function noPeople(reach: Reach): People {
  return { reach, ...memoryFor(0, reach), principals: [], refusals: [], free: [] }
}

/** A number for a user who comes; to be followed by `noteUser()`. */
export function takeNumber({ free, principals }: People): number {
  return free.pop() ?? principals.length
}

/** Writes the row of a user who came, or whose own assignments changed. */
export function noteUser(people: People, user: UserPrincipal): void {
  const { number, uuid } = user
  if (people.principals[number] !== user) {
    people.principals[number] = user
    people.refusals[number] = { outcome: 'denied', reason: 'NOT_CONFIGURED', candidates: [uuid], user: uuid }
    makeRoom(people)
  }
  noteOffset(people, user)
  noteReach(people, user)
}

export function forgetUser(people: People, number: number): void {
  people.principals[number] = undefined
  people.free.push(number)
}

/** @param entries of the object in scope `physical` */
export function glanceAt(people: People, number: number, entries: ObjectEntries | undefined, at: number): Glance {
  const { bits, offsets, reach, windows } = people
  const offset = offsets[number] ?? HAS_OWN
  if (offset < 0 && !isWithin(windows, number, at)) return 'unclear'
  if (entries === undefined) return 'nothing'
  if (entries.reachBit === undefined) return 'unclear'
  if (!hasBit(bits, number * reach.words, entries.reachBit)) return 'nothing'
  return offset === HAS_OWN || offset === ~HAS_OWN ? 'unclear' : 'groups'
}

/** Where the bits of a user's groups begin (`AncestorTable`), of one about whom the row said `groups`. */
export function offsetOf({ offsets }: People, number: number): number {
  const offset = offsets[number] ?? HAS_OWN
  return offset < 0 ? ~offset : offset
}

/** In the place of the offset: the user is assigned something itself. */
const HAS_OWN = 2 ** 31 - 1

function isWithin(windows: Float64Array, number: number, at: number): boolean {
  return at >= (windows[2 * number] ?? Number.NaN) && at < (windows[2 * number + 1] ?? Number.NaN)
}

/** Of a user who is switched off, of another Miniserver or in Full Access no instant is within the window: these take a closer look. */
function noteOffset({ offsets, windows }: People, { activity, fullAccess, number, offset, own }: UserPrincipal): void {
  const isPlain = activity.disabled === undefined && activity.origin === undefined && fullAccess === undefined
  const isAlways = isPlain && activity.fromMs === -Infinity && activity.untilMs === Infinity
  const written = own === undefined ? offset : HAS_OWN
  offsets[number] = isAlways ? written : ~written
  windows[2 * number] = isPlain ? activity.fromMs : Number.NaN
  windows[2 * number + 1] = activity.untilMs
}

function noteReach({ bits, reach }: People, { number, own, set }: UserPrincipal): void {
  const row = number * reach.words
  for (let word = 0; word < reach.words; word++) {
    bits[row + word] = set.roots.reduce((all, root) => all | (reach.bits[root * reach.words + word] ?? 0), 0)
  }
  for (const { scope, reachBit } of own?.keys() ?? []) {
    if (scope === 'physical' && reachBit !== undefined) setBit(bits, row, reachBit)
  }
}

function makeRoom(people: People): void {
  const needed = people.principals.length
  if (people.offsets.length >= needed) return
  const grown = memoryFor(2 * needed, people.reach)
  grown.offsets.set(people.offsets)
  grown.windows.set(people.windows)
  grown.bits.set(people.bits)
  Object.assign(people, grown)
}

function memoryFor(users: number, { words }: Reach): Pick<People, 'offsets' | 'windows' | 'bits'> {
  return {
    offsets: new Int32Array(users),
    windows: new Float64Array(2 * users),
    bits: new Uint32Array(words * users),
  }
}
