import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Replacement } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { mayShare } from './guard.ts'
import type { FeedPage, TrustMessage, TrustResult } from './message.ts'
import { beginPages, forsake, pageOf } from './pages.ts'
import { consumerRecord, consumerRecordsGone, feedRecord, sentRecord } from './records.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'
import { isShared, share } from './sharing.ts'
import { type ConsumerState, consumerAt } from './state.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Takes down what a consumer wants and answers with all of it. Without the right nothing is sent any more (R30, C46a): `FORBIDDEN`. */
export function subscribed(call: Call, { users, groups }: Extract<TrustMessage, { type: 'subscribe' }>): Effect[] {
  const { state, from } = call
  if (users.length + groups.length === 0) return [...forget(state, from), answer(call, { type: 'done' })]
  if (!mayShare(call)) {
    return [
      ...forget(state, from),
      refuse(call, 'FORBIDDEN', `${from} has no User Management right at ${state.identity.name}`),
    ]
  }
  const consumer = consumerAt(state.trust, from)
  consumer.subscribedUsers = new Set(users)
  consumer.subscribedGroups = new Set(groups)
  consumer.acknowledged = undefined
  const page = wholePage(call, consumer)
  const records = [consumerRecord(from, consumer), sentRecord(from, consumer)]
  return [{ type: 'commit', records, then: [answer(call, { type: 'page', page })] }]
}

/** The part of a list that a consumer asks for; the last moves it to where this unit is. `LIST_OVER` where it has to ask for all anew. */
export function pageAsked(call: Call, { list, number }: Extract<TrustMessage, { type: 'next-page' }>): Effect[] {
  const { state, from } = call
  if (!mayShare(call)) {
    return [
      ...forget(state, from),
      refuse(call, 'FORBIDDEN', `${from} has no User Management right at ${state.identity.name}`),
    ]
  }
  const consumer = state.trust.consumers.get(from)
  const before = consumer?.position
  const page = consumer?.pages?.list === list ? pageOf(call, consumer, consumer.pages, number) : undefined
  if (consumer === undefined || page === undefined) {
    return [refuse(call, 'LIST_OVER', `that list is not on its way any more; subscribe anew`)]
  }
  const records = consumer.position === before ? [] : [sentRecord(from, consumer)]
  // Behind whatever is on its way to the store.
  return [{ type: 'commit', records, then: [answer(call, { type: 'page', page })] }]
}

/**
 * A changed program runs: raises the feed and tells each consumer what concerns it of these changes in local users and groups,
 * deletions included. Replicas are never passed on.
 */
export function programChanged(step: Step, changes: readonly Replacement[]): Effect[] {
  const users = changedLocals(changes, 'users')
  const groups = changedLocals(changes, 'groups')
  return users.length + groups.length === 0 ? [] : publish(step, users, groups.length > 0)
}

/** To every consumer that still may: where it should be. One that may no longer is forgotten and hears nothing (§3.3.7). */
export function heartbeats(step: Step): Effect[] {
  return Array.from(step.state.trust.consumers, ([from, consumer]) => {
    forsake(consumer, step.at)
    if (mayShare({ ...step, from })) return beat(step, from)
    return forget(step.state, from)
  }).flat()
}

/** Tells a consumer where it should be, unless it said that it is there or is being told. */
export function remind(step: Step, serial: Serial): Effect[] {
  const consumer = step.state.trust.consumers.get(serial)
  if (consumer === undefined || isThere(consumer)) return []
  return mayShare({ ...step, from: serial }) ? beat(step, serial) : forget(step.state, serial)
}

/** The consumer's answer to a page or a heartbeat: how far it is. One that wants nothing of this unit is forgotten. */
export function acknowledged(state: MiniserverState, serial: Serial, result: TrustResult): Effect[] {
  if (!result.ok) return result.code === 'NOT_SUBSCRIBED' ? forget(state, serial) : []
  const consumer = state.trust.consumers.get(serial)
  if (consumer === undefined || result.value.type !== 'position') return []
  consumer.acknowledged = result.value.position
  if (isThere(consumer) && consumer.pages?.last === true) consumer.pages = undefined
  return []
}

function beat(step: Step, to: Serial): Effect[] {
  const consumer = step.state.trust.consumers.get(to)
  if (consumer === undefined || isAsked(step.state, to, 'heartbeat', 'feed')) return []
  return ask(step, { to, then: { type: 'heartbeat' } }, { type: 'heartbeat', position: consumer.position })
}

function publish(step: Step, users: readonly Uuid[], groupsChanged: boolean): Effect[] {
  const { state } = step
  const { epoch, seq } = state.trust.feed
  state.trust.feed = { epoch, seq: seq + 1 }
  const told = [...state.trust.consumers].flatMap(([serial, consumer]) => {
    if (!mayShare({ ...step, from: serial }))
      return [{ records: consumerRecordsGone(serial), then: forget(state, serial) }]
    const whole = groupsChanged && consumer.subscribedGroups.size > 0
    const before = consumer.position
    const page = whole ? wholePage(step, consumer) : changesPage(step, consumer, users)
    if (consumer.position === before) return []
    if (page === undefined) return [{ records: [sentRecord(serial, consumer)], then: [] }]
    const then = ask(step, { to: serial, then: { type: 'feed' } }, { type: 'feed', page })
    return [{ records: [sentRecord(serial, consumer)], then }]
  })
  const records = [feedRecord(state.trust), ...told.flatMap((one) => one.records)]
  return [{ type: 'commit', records, then: told.flatMap((one) => one.then) }]
}

/** All that a consumer asked for, as it is now; where that is long, its first part. */
function wholePage(step: Step, consumer: ConsumerState): FeedPage {
  const { program, trust } = step.state
  const { users, groups } = share(program, { users: consumer.subscribedUsers, groups: consumer.subscribedGroups })
  consumer.sharedUsers = users
  consumer.sharedGroups = groups
  consumer.position = trust.feed
  consumer.pages = undefined
  return beginPages(step, consumer, { whole: true, uuids: [...users] })
}

/**
 * What a consumer is to be told of these users; `undefined` where nothing of it concerns it, and it stays where it is, or where it comes
 * with the next part of a list that is on its way. Costs what changed, not how many users there are.
 */
function changesPage(step: Step, consumer: ConsumerState, uuids: readonly Uuid[]): FeedPage | undefined {
  const { state } = step
  const changed = noteShared(state.program, consumer, uuids)
  if (changed.length === 0) return undefined
  const after = consumer.position
  consumer.position = state.trust.feed
  // Also behind the last part, which may be lost and made again.
  for (const uuid of changed) consumer.pages?.changed.add(uuid)
  return consumer.pages?.last === false
    ? undefined
    : beginPages(step, consumer, { whole: false, after, uuids: changed })
}

/** Those of these users who are, or were, shared with a consumer; takes down who is. */
function noteShared({ users }: Program, consumer: ConsumerState, uuids: readonly Uuid[]): Uuid[] {
  const { subscribedUsers, sharedUsers, sharedGroups } = consumer
  return uuids.filter((uuid) => {
    const [was, is] = [sharedUsers.has(uuid), isShared(users.get(uuid), subscribedUsers, sharedGroups)]
    if (is && !was) sharedUsers.add(uuid)
    if (was && !is) sharedUsers.delete(uuid)
    return was || is
  })
}

function forget({ trust }: MiniserverState, serial: Serial): Effect[] {
  if (!trust.consumers.delete(serial)) return []
  return [{ type: 'commit', records: consumerRecordsGone(serial), then: [] }]
}

function isThere({ acknowledged, position }: ConsumerState): boolean {
  return acknowledged?.epoch === position.epoch && acknowledged.seq === position.seq
}

function changedLocals(changes: readonly Replacement[], of: 'users' | 'groups'): Uuid[] {
  return changes.flatMap((change) => {
    if (change.map !== of) return []
    // Also one that was this unit's own, and now is another's.
    const isOwn = (entry: typeof change.entry) => entry !== undefined && entry.origin === undefined
    return isOwn(change.entry) || isOwn(change.before) ? [change.key] : []
  })
}
