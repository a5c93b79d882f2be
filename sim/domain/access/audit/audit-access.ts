import type { ObjectKey, Uuid } from '../../program/names.ts'
import type { AncestorSet } from '../ancestor-table.ts'
import type { Entry } from '../entries.ts'
import type { UserPrincipal } from '../principal.ts'
import type { AnswerBook } from './answer-book.ts'
import { forEachRun, runsWithin } from './runs.ts'
import { type Settled, Settlements } from './settled.ts'
import { minuteFrom, type Span } from './span.ts'
import { standingOf } from './standing.ts'
import { Ways, type WaysAsked } from './ways.ts'

/** What is asked: a program compiled, with the names of its principals, and the zone of the Miniserver that runs it. */
export interface AccessAuditQuestion extends WaysAsked {
  /** Of `access:` objects. */
  readonly doors: readonly ObjectKey[]
  /** Users that the program does not have have no permission anywhere. */
  readonly users: readonly Uuid[]
}

/**
 * How each user is answered at each door over a span: in every minute what `decideUser()` says at its beginning (P-150), with the
 * operating modes that are switched now (P-152), and every origin online (P-151).
 *
 * Each schedule is laid out once, each distinct set of assignments combined once; the rest is looking up, for each user and door.
 *
 * @param book takes up the answers; that of several audits over the same span may be one
 * @returns for each door, and within it each user, the place of the answer in the book; -1 where the user has no permission,
 * allowed or denied, whatever the status
 */
export function auditAccess(question: AccessAuditQuestion, book: AnswerBook): Int32Array {
  const { index, doors, users, span } = question
  const isForAll = index.combination === 'intersection'
  const settlements = new Settlements(new Ways(question, book), book, { isForAll, minutes: span.minutes })
  const circles = circlesOf(question)
  const cells = new Int32Array(doors.length * users.length).fill(NOTHING)
  for (const [row, door] of doors.entries()) {
    const entries = index.entries.physical.get(door)
    const settle = (user: UserPrincipal, own?: Entry): Settled | undefined => {
      const standing = standingOf(index, user, entries, own)
      return standing && settlements.of(user, standing)
    }
    for (const circle of circles) {
      const shared = circle[0] && settle(circle[0].user)
      for (const member of circle) {
        const own = entries && member.user.own?.get(entries)
        const settled = own === undefined ? shared : settle(member.user, own)
        if (settled !== undefined)
          cells[row * users.length + member.column] = placeOf(book, settled, member.validity, span)
      }
    }
  }
  return cells
}

const NOTHING = -1

/** A user who is asked about, with what the status says over the span. */
interface Member {
  readonly user: UserPrincipal
  readonly column: number
  readonly validity: Validity
}

/** Users of the same groups: what is not their own is the same for all of them. */
function circlesOf({ index, users, span }: AccessAuditQuestion): readonly (readonly Member[])[] {
  const circles = new Map<AncestorSet, Member[]>()
  for (const [column, uuid] of users.entries()) {
    const user = index.users.get(uuid)
    if (user === undefined) continue
    const circle = circles.get(user.set) ?? []
    circles.set(user.set, circle)
    circle.push({ user, column, validity: validityOver(span, user) })
  }
  return [...circles.values()]
}

/** Not yet valid before `from`, expired from `until` on, or the same reason all the time. */
interface Validity {
  readonly disabled: UserPrincipal['activity']['disabled']
  readonly from: number
  readonly until: number
  /** The same for users whose windows differ outside the span only. */
  readonly key: string
}

function validityOver(span: Span, { activity }: UserPrincipal): Validity {
  const { disabled, fromMs, untilMs } = activity
  const [from, until] = [minuteFrom(span, fromMs), minuteFrom(span, untilMs)]
  return { disabled, from, until, key: disabled ?? `${from} ${until}` }
}

function placeOf(book: AnswerBook, settled: Settled, validity: Validity, span: Span): number {
  const known = settled.places.get(validity.key)
  if (known !== undefined) return known
  const place = answerOf(book, settled, validity, span)
  settled.places.set(validity.key, place)
  return place
}

/** Status comes before every permission (§3.5); of who is never active, these are not told. */
function answerOf(
  book: AnswerBook,
  { runs, denies, idle }: Settled,
  { disabled, from, until }: Validity,
  { minutes }: Span,
): number {
  if (disabled !== undefined)
    return book.placeOf({ minutes: 0, runs: Int32Array.of(0, book.markOf(disabled)), denies: [], idle: [] })
  const around = { before: book.markOf('NOT_YET_VALID'), behind: book.markOf('EXPIRED') }
  const within = runsWithin(runs, { from, until }, around, minutes)
  if (from >= until) return book.placeOf({ minutes: 0, runs: within, denies: [], idle: [] })
  return book.placeOf({ minutes: openMinutes(book, within, minutes), runs: within, denies, idle })
}

function openMinutes({ marks }: AnswerBook, runs: Int32Array, minutes: number): number {
  let open = 0
  forEachRun(runs, minutes, (from, until, mark) => {
    if (marks[mark]?.reason === 'ALLOWED') open += until - from
  })
  return open
}
