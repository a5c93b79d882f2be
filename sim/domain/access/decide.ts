import type { ObjectKey, Uuid } from '../program/names.ts'
import type { ZoneTable } from '../time.ts'
import type { AccessIndex } from './access-index.ts'
import { type Holders, holdersOfAny } from './candidates.ts'
import type { Credential } from './credential.ts'
import type { AllowHandle, Decision, Reason } from './decision.ts'
import { judge, judgeGroups } from './judge.ts'
import type { Origins } from './origins.ts'
import { glanceAt } from './people.ts'
import type { Moment } from './schedule.ts'
import { inactivityAt } from './status.ts'

/** Who wants what opened: a credential and the `access:` object of the block its reader belongs to. */
export interface AccessRequest {
  readonly credential: Credential
  /** Of a code only: its digest under the code key of every known origin. The digits themselves are never looked up. */
  readonly codeDigests?: readonly string[]
  readonly object: ObjectKey
}

/**
 * Decides whether the holder of a credential may use an access object now.
 *
 * Access is denied unless every rule lets it through. The rules run from "who is this?" to "may they here, now?", so the
 * reason is the most basic one that applies. Where several users hold the credential, it is granted if at least one of them
 * is enabled and authorised (§3.6.1), and the reason is that of whoever got furthest.
 *
 * Looks up; the cost does not grow with users, groups or entries.
 *
 * @param at milliseconds since 1970 UTC by the unit's wall clock, the event's own time; `zone` makes local time of it
 */
export function decide(
  index: AccessIndex,
  request: AccessRequest,
  at: number,
  zone: ZoneTable,
  origins: Pick<Origins, 'isOnline'>,
): Decision {
  const holders = holdersOf(index, request)
  if (holders === undefined) return UNKNOWN
  return typeof holders === 'number'
    ? decideForOne(index, holders, request.object, at, zone, origins)
    : decideAmong(index, holders, request.object, { at, zone, modes: index.modes }, origins)
}

/**
 * The same for a user who is known already, as for the App's `output` command. A user this unit does not have is
 * `UNKNOWN_CREDENTIAL`.
 */
export function decideUser(
  index: AccessIndex,
  user: Uuid,
  object: ObjectKey,
  at: number,
  zone: ZoneTable,
  origins: Pick<Origins, 'isOnline'>,
): Decision {
  const principal = index.users.get(user)
  if (principal === undefined) return UNKNOWN
  return decideForOne(index, principal.number, object, at, zone, origins)
}

const UNKNOWN: Decision = { outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL', candidates: [] }

/** How far a presentation got; among several holders the furthest counts. */
const PROGRESS: Record<Reason, number> = {
  EXPIRED_PRESENTATION: 0,
  READER_UNASSIGNED: 1,
  NOT_SELECTED: 2,
  SWITCHED_OFF: 3,
  LOCKED: 4,
  LEARN_MODE: 5,
  DIGITAL_INPUT: 6,
  TAG_UNREADABLE: 7,
  MEANS_NOT_ACCEPTED: 8,
  NO_CODE: 9,
  PREFIX_MISSING: 10,
  UNKNOWN_CREDENTIAL: 11,
  DEACTIVATED: 12,
  USED_UP: 13,
  USER_DISABLED: 14,
  DISABLED_BY_SOURCE: 15,
  DISABLED_HERE: 16,
  ORIGIN_OFFLINE: 17,
  NOT_YET_VALID: 18,
  EXPIRED: 19,
  DENIED: 20,
  NOT_CONFIGURED: 21,
  OUTSIDE_SCHEDULE: 22,
  OUTPUT_NOT_ALLOWED: 23,
  SECOND_FACTOR_AWAITED: 24,
  ALLOWED: 25,
}

function holdersOf(index: AccessIndex, { credential, codeDigests }: AccessRequest): Holders | undefined {
  if (credential.kind !== 'code') return index.candidates[credential.kind].get(credential.id)
  return holdersOfAny(index.candidates.code, codeDigests ?? [])
}

/** Most questions end with the user's row: nothing else is looked up or made for them. */
function decideForOne(
  index: AccessIndex,
  number: number,
  object: ObjectKey,
  at: number,
  zone: ZoneTable,
  origins: Pick<Origins, 'isOnline'>,
): Decision {
  const { people } = index
  const refusal = people.refusals[number]
  if (refusal === undefined) return UNKNOWN
  const entries = index.entries.physical.get(object)
  const glance = glanceAt(people, number, entries, at)
  if (glance === 'nothing') return refusal
  const moment = { at, zone, modes: index.modes }
  const { candidates, user } = refusal
  let answer: AllowHandle | Reason
  if (glance === 'groups' && entries !== undefined && index.combination === 'union') {
    answer = judgeGroups(index, people.offsets[number] ?? 0, entries, moment)
  } else {
    const isSeen = glance !== 'groups' && glance !== 'unclear'
    answer = isSeen ? glance : answerFor(index, number, object, moment, origins)
  }
  if (typeof answer === 'string') return { outcome: 'denied', reason: answer, candidates, user }
  return { outcome: 'granted', reason: 'ALLOWED', candidates, user, via: answer }
}

function decideAmong(
  index: AccessIndex,
  holders: readonly number[],
  object: ObjectKey,
  moment: Moment,
  origins: Pick<Origins, 'isOnline'>,
): Decision {
  const candidates = holders.flatMap((number) => index.people.refusals[number]?.user ?? []).sort()
  const answers = holders.map((number) => answerFor(index, number, object, moment, origins))
  const allows = answers.filter((answer) => typeof answer === 'object')
  const [via] = allows.sort((a, b) => (a.principal < b.principal ? -1 : 1))
  if (via !== undefined) return { outcome: 'granted', reason: 'ALLOWED', candidates, via }
  const reasons = answers.filter((answer) => typeof answer === 'string')
  const [reason = 'UNKNOWN_CREDENTIAL'] = reasons.sort((a, b) => PROGRESS[b] - PROGRESS[a])
  return { outcome: 'denied', reason, candidates }
}

function answerFor(
  index: AccessIndex,
  number: number,
  object: ObjectKey,
  moment: Moment,
  origins: Pick<Origins, 'isOnline'>,
): AllowHandle | Reason {
  const user = index.people.principals[number]
  if (user === undefined) return 'UNKNOWN_CREDENTIAL'
  const inactive = inactivityAt(user.activity, moment.at, origins)
  if (inactive !== undefined) return inactive
  const verdict = judge(index, user, index.entries.physical.get(object), moment)
  if (verdict !== 'FULL_ACCESS') return verdict
  const principal = index.table.graph.keys[user.fullAccess ?? -1] ?? user.key
  return { principal, object, scope: 'physical' }
}
