import { apiUsersChanged } from '../miniserver/api/users-changed.ts'
import type { Effect, StoreRecord } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { applyChanges, inOneBatch } from './apply.ts'
import type { FeedPosition } from './membership.ts'
import type { FeedPage } from './message.ts'
import { moved } from './ownership.ts'
import { codeKeyRecord, originRecord, silenceRecord, tagKeyRecord } from './records.ts'
import { replicate } from './replica.ts'
import type { Call } from './request.ts'
import { type OriginState, originAt, type PagesIn, type TrustState } from './state.ts'
import { askOn, subscribeAnew } from './subscribe.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** So many parts may be on their way to the store: then the next is asked for once they are durable, so that a slow disk is not outrun. */
const AHEAD_MAX = 4

/** `isAnswer`: the page holds, or begins, all that is wanted now. `then` is made after the position has moved, and carried out when the page is durable. */
interface Applying {
  readonly isAnswer: boolean
  readonly then: () => Effect[]
}

/**
 * Takes a page of an origin over, in one batch. One that is a part of a list moves the position, and renews the origin, only where it is
 * the last; otherwise the next part is asked for. Until then whoever was here before stays (P-97).
 */
export function applyPage(step: Step, serial: Serial, page: FeedPage, { isAnswer, then }: Applying): Effect[] {
  const { state, at, env } = step
  const origin = originAt(state.trust, serial)
  const pages = pagesWith(origin, page, isAnswer)
  const moves = moved(state, page.moved ?? [], env).changes
  const movedRecords = applyChanges(state, moves)
  const { changes: replicated, conflicts, taken } = replicate(state.program, serial, page, pages?.told)
  const records = [...movedRecords, ...applyChanges(state, replicated), ...keysTaken(state.trust, serial, page)]
  const changes = [...moves, ...replicated]
  if (pages !== undefined) noteTaken(pages, taken, changes)
  const isWhole = page.part?.last !== false
  const onward = isWhole || pages === undefined ? [] : askOn(step, serial, pages)
  const waits = (page.part?.number ?? 0) % AHEAD_MAX === 0
  const arrived = isWhole
    ? allIsHere(state, serial, page, { changes, pages, isAnswer: pages?.isAnswer ?? isAnswer })
    : { records: [], notices: [] }
  const applied: Effect = {
    type: 'commit',
    records: [...records, ...arrived.records],
    then: [
      ...arrived.notices,
      ...conflicts.map((uuid): Effect => ({ type: 'notice', name: 'trust-conflict', data: { origin: serial, uuid } })),
      ...then(),
      ...(waits ? onward : []),
    ],
  }
  // Sessions of users who changed or went are closed only now: the program has to be the new one (§3.3.7).
  const elsewhere = [...new Set((page.moved ?? []).map((move) => move.origin))]
  return inOneBatch(
    [],
    [
      ...[applied, ...(isWhole ? heard(state, serial, origin, at) : [])],
      ...(changes.length > 0 ? apiUsersChanged(state, at, env) : []),
      ...elsewhere.flatMap((other) => subscribeAnew(step, other)),
      ...(waits ? [] : onward),
    ],
  )
}

/** The list that a page is a part of, with this part; `undefined` where it is all of it. One that was begun before is given up. */
function pagesWith(origin: OriginState, page: FeedPage, isAnswer: boolean): PagesIn | undefined {
  const { part, position, whole } = page
  const begun = origin.pages?.list === part?.list ? origin.pages : undefined
  if (part === undefined) origin.pages = undefined
  else origin.pages = begun ?? { list: part.list, whole, isAnswer, number: 0, position, told: new Set(), changes: 0 }
  const { pages } = origin
  if (part === undefined || pages === undefined) return undefined
  Object.assign(pages, { number: part.number, position })
  for (const uuid of page.gone) pages.told.delete(uuid)
  for (const { uuid } of page.moved ?? []) pages.told.delete(uuid)
  return pages
}

function noteTaken(pages: PagesIn, taken: readonly Uuid[], changes: readonly Change[]): void {
  pages.changes += changes.length
  if (pages.whole) for (const uuid of taken) pages.told.add(uuid)
}

/** Keys of codes and tags as the page says them; those of the units whose users they were only where these are not heard themselves. */
function keysTaken(trust: TrustState, serial: Serial, page: FeedPage): StoreRecord[] {
  const { codeKeys, tagKeys } = trust
  const { codeKey, tagKey, otherCodeKeys: others = [] } = page
  const areKnown = codeKeys.get(serial) === codeKey && tagKeys.get(serial) === tagKey
  codeKeys.set(serial, codeKey)
  if (tagKey === undefined) tagKeys.delete(serial)
  else tagKeys.set(serial, tagKey)
  // Of units that are heard themselves, only they say it.
  for (const other of others) if (!codeKeys.has(other.serial)) codeKeys.set(other.serial, other.codeKey)
  return [
    ...(areKnown ? [] : [codeKeyRecord(trust, serial), tagKeyRecord(trust, serial)]),
    ...others.map((other) => codeKeyRecord(trust, other.serial)),
  ]
}

interface Arrived {
  readonly changes: readonly Change[]
  readonly pages: PagesIn | undefined
  readonly isAnswer: boolean
}

/** All that the origin has told is here: the position moves. */
function allIsHere(
  { trust }: MiniserverState,
  serial: Serial,
  { position, timeoutS, whole }: FeedPage,
  { changes, pages, isAnswer }: Arrived,
): { records: StoreRecord[]; notices: Effect[] } {
  const origin = originAt(trust, serial)
  const isRestored = origin.position !== undefined && position.epoch > origin.position.epoch
  const data = { origin: serial, ...position, changes: pages?.changes ?? changes.length }
  origin.position = position
  origin.timeoutS = timeoutS
  origin.pages = undefined
  if (whole && isAnswer) origin.subscribed = true
  return {
    records: [originRecord(trust, serial)],
    notices: [
      { type: 'notice', name: 'trust-replicated', data },
      ...(isRestored ? [restored(serial, position, changes)] : []),
    ],
  }
}

/** An origin begins an epoch when a backup was put in the place of what it held (P-71): who came after that is gone here, too. */
function restored(origin: Serial, { epoch }: FeedPosition, changes: readonly Change[]): Effect {
  const usersGone = changes.filter(({ map, entry }) => map === 'users' && entry === undefined).length
  return { type: 'notice', name: 'trust-origin-restored', data: { origin, epoch, usersGone } }
}

/** The origin is there, and everything it has told is here (§3.3.6). */
export function heard(state: MiniserverState, serial: Serial, origin: OriginState, at: Stamp): Effect[] {
  const wasOnline = origin.online
  origin.online = true
  origin.heardMonotonicMs = at.monotonicMs
  origin.silenceMs = 0
  const timer = origin.timeoutS === 0 ? [] : [timeoutTimer(serial, at.monotonicMs + origin.timeoutS * 1000)]
  if (wasOnline) return timer
  return [
    ...timer,
    { type: 'commit', records: [silenceRecord(state.trust, serial, at)], then: [] },
    { type: 'notice', name: 'trust-origin-online', data: { origin: serial } },
  ]
}

/** Looks whether the origin has been silent for too long. */
export function timeoutTimer(serial: Serial, atMonotonicMs: number): Effect {
  return { type: 'set-timer', timer: `trust/timeout/${serial}`, atMonotonicMs }
}
