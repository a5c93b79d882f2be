import type { Uuid } from '../program/names.ts'
import { hasBit, setBit } from './bits.ts'
import type { Decision } from './decision.ts'
import type { ObjectEntries } from './entries.ts'
import type { UserPrincipal } from './principal.ts'
import type { Reach } from './reach.ts'

/**
 * The users of an index by number, and of each a row of numbers: the beginning and the end of its window, where its groups' bits
 * begin, and a bit for each object on which it or a group of it is assigned anything. What nearly all questions need lies so together: a decision's
 * time is the time of its cache misses, and a user as an object would cost several.
 */
export interface People {
  readonly reach: Reach
  /** Words of 32 bits that a row takes. */
  readonly rowWords: number
  /** The rows, and the same memory as the windows' bounds in milliseconds since 1970 UTC. */
  words: Uint32Array
  bounds: Float64Array
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
  const rowWords = 2 * Math.ceil((REACH_AT + reach.words) / 2)
  return { reach, rowWords, ...memoryFor(0), principals: [], refusals: [], free: [] }
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
  const row = number * people.rowWords
  noteWindow(people, user, row)
  people.words[row + OFFSET_AT] = user.own === undefined ? user.offset : HAS_OWN
  noteReach(people, user, row + REACH_AT)
}

export function forgetUser(people: People, number: number): void {
  people.principals[number] = undefined
  people.free.push(number)
}

/** @param entries of the object in scope `physical` */
export function glanceAt(people: People, number: number, entries: ObjectEntries | undefined, at: number): Glance {
  const { words, bounds } = people
  const row = number * people.rowWords
  if (!(at >= (bounds[row >>> 1] ?? Number.NaN) && at < (bounds[(row >>> 1) + 1] ?? Number.NaN))) return 'unclear'
  if (entries === undefined) return 'nothing'
  if (entries.reachBit === undefined) return 'unclear'
  if (!hasBit(words, row + REACH_AT, entries.reachBit)) return 'nothing'
  return words[row + OFFSET_AT] === HAS_OWN ? 'unclear' : 'groups'
}

/** Where the bits of a user's groups begin (`AncestorTable`), of one about whom the row said `groups`. */
export function offsetOf({ words, rowWords }: People, number: number): number {
  return words[number * rowWords + OFFSET_AT] ?? HAS_OWN
}

/** Behind the window's two bounds, in words. */
const OFFSET_AT = 4
const REACH_AT = 5

/** In the place of the offset: the user is assigned something itself. */
const HAS_OWN = 2 ** 32 - 1

/** Of a user who is switched off, of another Miniserver or in Full Access no instant is within the window: these take a closer look. */
function noteWindow({ bounds }: People, { activity, fullAccess }: UserPrincipal, row: number): void {
  const isPlain = activity.disabled === undefined && activity.origin === undefined && fullAccess === undefined
  bounds[row >>> 1] = isPlain ? activity.fromMs : Number.NaN
  bounds[(row >>> 1) + 1] = activity.untilMs
}

function noteReach({ reach, words }: People, { set, own }: UserPrincipal, at: number): void {
  for (let word = 0; word < reach.words; word++) {
    words[at + word] = set.roots.reduce((bits, root) => bits | (reach.bits[root * reach.words + word] ?? 0), 0)
  }
  for (const { scope, reachBit } of own?.keys() ?? []) {
    if (scope === 'physical' && reachBit !== undefined) setBit(words, at, reachBit)
  }
}

function makeRoom(people: People): void {
  const needed = people.principals.length * people.rowWords
  if (people.words.length >= needed) return
  const grown = memoryFor(2 * needed)
  grown.words.set(people.words)
  Object.assign(people, grown)
}

function memoryFor(words: number): Pick<People, 'words' | 'bounds'> {
  const bounds = new Float64Array(words / 2)
  return { bounds, words: new Uint32Array(bounds.buffer) }
}
