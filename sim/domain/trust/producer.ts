import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Replacement } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { mayShare } from './guard.ts'
import type { FeedPage, TrustMessage, TrustResult } from './message.ts'
import { foreignCodeKeys } from './ownership.ts'
import { consumerRecord, consumerRecordsGone, feedRecord, sentRecord } from './records.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'
import { feedGroup, feedUser, isShared, share } from './sharing.ts'
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
  const page = wholePage(state, consumer)
  const records = [consumerRecord(from, consumer), sentRecord(from, consumer)]
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
  return [...step.state.trust.consumers.keys()].flatMap((from) => {
    if (mayShare({ ...step, from })) return beat(step, from)
    return forget(step.state, from)
  })
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
  if (consumer !== undefined && result.value.type === 'position') consumer.acknowledged = result.value.position
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
    const page = whole ? wholePage(state, consumer) : changesPage(state, consumer, users)
    if (page === undefined) return []
    const then = ask(step, { to: serial, then: { type: 'feed' } }, { type: 'feed', page })
    return [{ records: [sentRecord(serial, consumer)], then }]
  })
  const records = [feedRecord(state.trust), ...told.flatMap((one) => one.records)]
  return [{ type: 'commit', records, then: told.flatMap((one) => one.then) }]
}

function wholePage(state: MiniserverState, consumer: ConsumerState): FeedPage {
  const { program } = state
  const { users, groups } = share(program, { users: consumer.subscribedUsers, groups: consumer.subscribedGroups })
  consumer.sharedUsers = users
  consumer.sharedGroups = groups
  consumer.position = state.trust.feed
  return {
    ...pageHead(state),
    whole: true,
    users: [...users].flatMap((uuid) => program.users.get(uuid) ?? []).map((user) => feedUser(user, groups)),
    groups: [...groups].flatMap((uuid) => program.groups.get(uuid) ?? []).map((group) => feedGroup(group, groups)),
    gone: [],
    ...movedOf(program, consumer.subscribedUsers),
    ...otherKeysOf(state, users),
  }
}

/** `undefined` where nothing of it concerns the consumer: it stays where it is. Costs what changed, not how many users there are. */
function changesPage(state: MiniserverState, consumer: ConsumerState, uuids: readonly Uuid[]): FeedPage | undefined {
  const after = consumer.position
  const users = uuids.flatMap((uuid) => {
    const user = state.program.users.get(uuid)
    return isShared(user, consumer.subscribedUsers, consumer.sharedGroups) ? [user] : []
  })
  const present = new Set(users.map(({ uuid }) => uuid))
  const left = uuids.filter((uuid) => consumer.sharedUsers.has(uuid) && !present.has(uuid))
  const gone = left.filter((uuid) => state.program.users.get(uuid)?.origin === undefined)
  if (users.length + left.length === 0) return undefined
  for (const uuid of present) consumer.sharedUsers.add(uuid)
  for (const uuid of left) consumer.sharedUsers.delete(uuid)
  consumer.position = state.trust.feed
  const changed = users.map((user) => feedUser(user, consumer.sharedGroups))
  return {
    ...{ ...pageHead(state), after, whole: false, users: changed, groups: [], gone },
    ...movedOf(state.program, left),
    ...otherKeysOf(state, present),
  }
}

/** Users asked for who belong to another unit by now. */
function movedOf({ users }: Program, uuids: Iterable<Uuid>): Pick<FeedPage, 'moved'> {
  const moved = Array.from(uuids).flatMap((uuid) => {
    const { origin, ownershipEpoch } = users.get(uuid) ?? {}
    return origin === undefined || ownershipEpoch === undefined ? [] : [{ uuid, origin, ownershipEpoch }]
  })
  return moved.length === 0 ? {} : { moved }
}

/** The keys under which codes of these users were made before they came to belong to this unit. */
function otherKeysOf({ program, trust }: MiniserverState, uuids: Iterable<Uuid>): Pick<FeedPage, 'otherCodeKeys'> {
  const users = Array.from(uuids).flatMap((uuid) => program.users.get(uuid) ?? [])
  const otherCodeKeys = [...foreignCodeKeys(users)].flatMap((serial) => {
    const codeKey = trust.codeKeys.get(serial)
    return codeKey === undefined ? [] : [{ serial, codeKey }]
  })
  return otherCodeKeys.length === 0 ? {} : { otherCodeKeys }
}

function pageHead({ trust, identity }: MiniserverState): Pick<FeedPage, 'position' | 'codeKey' | 'timeoutS'> {
  const codeKey = trust.codeKeys.get(identity.serial)
  if (codeKey === undefined) throw new TypeError(`${identity.serial} has no code key of its own.`)
  return { position: trust.feed, codeKey, timeoutS: trust.connectionTimeoutS }
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
