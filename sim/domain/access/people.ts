import type { Uuid } from '../program/names.ts'
import type { AncestorTable } from './ancestor-table.ts'
import { hasBit } from './bits.ts'
import type { Decision } from './decision.ts'
import type { ObjectEntries } from './entries.ts'
import type { Holder, UserPrincipal } from './principal.ts'
import type { Inactivity } from './status.ts'

/**
 * The users of an index by number, and of each a row of numbers: the beginning and the end of its window, where its groups' bits
 * begin, and on what it is assigned something itself. What nearly all questions need lies so together: a decision's time is the
 * time of its cache misses, and a user as an object would cost several.
 */
export interface People {
  rows: Float64Array
  readonly principals: (UserPrincipal | undefined)[]
  /** What nearly all questions about a user are answered with, made beforehand: that nothing is configured for it there. */
  readonly refusals: Refusal[]
  /** Numbers that were given back. */
  readonly free: number[]
}

export type Refusal = Decision & { readonly user: Uuid }

export function emptyPeople(): People {
  return { rows: new Float64Array(0), principals: [], refusals: [], free: [] }
}

/** A number for a user who comes; to be followed by `noteUser()`. */
export function takeNumber({ free, principals }: People): number {
  return free.pop() ?? principals.length
}

/** Writes the row of a user who came, or whose own assignments changed. */
export function noteUser(people: People, user: UserPrincipal): void {
  const { number, uuid, activity, offset, fullAccess } = user
  if (people.principals[number] !== user) {
    people.principals[number] = user
    people.refusals[number] = { outcome: 'denied', reason: 'NOT_CONFIGURED', candidates: [uuid], user: uuid }
    makeRoom(people)
  }
  const { disabled, origin, fromMs, untilMs } = activity
  const isPlain = origin === undefined && fullAccess === undefined
  const row = ROW * number
  people.rows[row] = fromMs
  people.rows[row + 1] = untilMs
  people.rows[row + 2] = disabled !== undefined ? -1 - DISABLED.indexOf(disabled) : isPlain ? offset : CLOSER_LOOK
  people.rows[row + 3] = ownMask(user)
}

export function forgetUser(people: People, number: number): void {
  people.principals[number] = undefined
  people.free.push(number)
}

/**
 * What a user's row says for certain: why it is refused, by its status or because nothing assigned on the object concerns it; or
 * that its groups decide, as a holder of nothing else. `undefined` where it takes a closer look.
 *
 * @param entries of the object in scope `physical`
 */
export function answerOfRow(
  { rows }: People,
  number: number,
  { bits }: AncestorTable,
  entries: ObjectEntries | undefined,
  at: number,
): Inactivity | 'NOT_CONFIGURED' | Holder | undefined {
  const row = ROW * number
  const offset = rows[row + 2] ?? CLOSER_LOOK
  if (offset < 0) return DISABLED[-1 - offset]
  if (!(at >= (rows[row] ?? 0))) return 'NOT_YET_VALID'
  if (!(at < (rows[row + 1] ?? 0))) return 'EXPIRED'
  if (entries === undefined) return 'NOT_CONFIGURED'
  const { reachBit } = entries
  if (reachBit === undefined || ((rows[row + 3] ?? 0) & (1 << (reachBit & 31))) !== 0) return undefined
  return hasBit(bits, offset, reachBit) ? { offset, fullAccess: undefined, own: undefined } : 'NOT_CONFIGURED'
}

const ROW = 4

/** In the place of the bits' offset: why a user is switched off, as -1, -2, -3; and who is of another Miniserver or in Full Access. */
const DISABLED: readonly Inactivity[] = ['USER_DISABLED', 'DISABLED_BY_SOURCE', 'DISABLED_HERE']
const CLOSER_LOOK = -4

/** One bit for each object on which the user is assigned something itself; several objects share one. */
function ownMask({ own }: UserPrincipal): number {
  let mask = 0
  for (const { scope, reachBit } of own?.keys() ?? []) {
    if (scope === 'physical' && reachBit !== undefined) mask |= 1 << (reachBit & 31)
  }
  return mask
}

function makeRoom(people: People): void {
  const needed = ROW * people.principals.length
  if (people.rows.length >= needed) return
  const grown = new Float64Array(2 * needed)
  grown.set(people.rows)
  people.rows = grown
}
