import { sharedTagKey } from '../miniserver/learning/tag-keys.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Uuid } from '../program/names.ts'
import type { Program, User } from '../program/program.ts'
import type { Stamp } from '../time.ts'
import { linkKeyOf } from './link-key.ts'
import type { FeedPosition } from './membership.ts'
import type { FeedPage, PagePart } from './message.ts'
import { foreignCodeKeys } from './ownership.ts'
import type { Call } from './request.ts'
import { sharedList } from './shared-list.ts'
import { feedGroup, isShared } from './sharing.ts'
import type { ConsumerState, PagesOut } from './state.ts'

/*
 * What an origin tells a consumer, in pages. What fits goes in one; a longer list goes part by part, each when it is asked for and
 * made of what the program says then, so that neither side ever holds more than one. Until the last part nothing else is pushed: who
 * changes meanwhile comes with the next part, before those who have not been told at all.
 */

type Step = Pick<Call, 'state' | 'at' | 'env'>
/** Of what a page is made. */
type Made = Pick<Call, 'state' | 'env'>

/** Characters of users in one page, by and large [P] (P-97). */
const PAGE_LENGTH = 1_048_576

/** A list of which nothing was asked for so long is let go [P]: whoever asks then begins anew. */
const FORSAKEN_MS = 120_000

/** Who is to be told. `after`: the position it builds on, where it is not whole. */
interface List {
  readonly whole: boolean
  readonly after?: FeedPosition
  readonly uuids: readonly Uuid[]
}

/** The first part of a list, or all of it: then nothing is left to be asked for. Groups are in the first, since users refer to them. */
export function beginPages({ state, at, env }: Step, consumer: ConsumerState, { whole, after, uuids }: List): FeedPage {
  const begun = { list: '', whole, after, number: 1, present: [], last: false, madeMonotonicMs: at.monotonicMs }
  const pages: PagesOut = { ...begun, waiting: uuids, next: 0, changed: new Set() }
  const page = nextOf({ state, env }, consumer, pages)
  const asked = whole
    ? { groups: groupsOf(state.program, consumer), ...movedOf(state.program, consumer.subscribedUsers) }
    : {}
  if (pages.last) return { ...page, ...asked }
  consumer.pages = { ...pages, list: env.random(8) }
  return { ...page, ...asked, part: partOf(consumer.pages) }
}

/** A part of a list: the next one, or the last again, whose answer was lost. `undefined` for any other. */
export function pageOf(
  { state, at, env }: Step,
  consumer: ConsumerState,
  pages: PagesOut,
  number: number,
): FeedPage | undefined {
  const isAgain = number === pages.number
  if (number < 2 || (!isAgain && (pages.last || number !== pages.number + 1))) return undefined
  pages.madeMonotonicMs = at.monotonicMs
  const page = isAgain ? again({ state, env }, consumer, pages) : next({ state, env }, consumer, pages)
  return { ...page, part: partOf(pages) }
}

/** Lets a list go of which nothing was asked for a long time. */
export function forsake(consumer: ConsumerState, { monotonicMs }: Stamp): void {
  const { pages } = consumer
  if (pages !== undefined && monotonicMs - pages.madeMonotonicMs > FORSAKEN_MS) consumer.pages = undefined
}

function next(made: Made, consumer: ConsumerState, pages: PagesOut): FeedPage {
  pages.number += 1
  const page = nextOf(made, consumer, pages)
  if (pages.last) consumer.position = made.state.trust.feed
  return page
}

/**
 * Those of the last part, as they are now: nobody else, since the consumer may have had that part and ask on. Who changed meanwhile
 * comes again, and a last part that somebody has to come after is no last one any more.
 */
function again(made: Made, consumer: ConsumerState, pages: PagesOut): FeedPage {
  pages.last &&= pages.changed.size === 0
  const page = pageWith(made, consumer, pages, pages.present)
  // Where it was told to be; what came since concerns others.
  return pages.last ? { ...page, position: consumer.position } : page
}

function nextOf(made: Made, consumer: ConsumerState, pages: PagesOut): FeedPage {
  pages.present = taken(made.state, pages)
  pages.last = pages.changed.size === 0 && pages.next >= pages.waiting.length
  if (pages.last) pages.waiting = []
  return pageWith(made, consumer, pages, pages.present)
}

/** Who comes next: as many as a page has room for. */
function taken({ program, trust }: MiniserverState, pages: PagesOut): Uuid[] {
  const { changed, waiting } = pages
  const present = new Set<Uuid>()
  let length = 0
  const hasRoom = () => present.size < trust.pageUsers && length < PAGE_LENGTH
  const take = (uuid: Uuid) => {
    present.add(uuid)
    length += lengthOf(program.users.get(uuid))
  }
  for (const uuid of changed) {
    if (!hasRoom()) break
    changed.delete(uuid)
    take(uuid)
  }
  for (; pages.next < waiting.length && hasRoom(); pages.next += 1) take(waiting[pages.next] ?? '')
  return [...present]
}

function pageWith(made: Made, consumer: ConsumerState, pages: PagesOut, uuids: readonly Uuid[]): FeedPage {
  const { state } = made
  const { program } = state
  const { subscribedUsers, sharedGroups } = consumer
  const shared = uuids.filter((uuid) => isShared(program.users.get(uuid), subscribedUsers, sharedGroups))
  const present = new Set(shared)
  const left = uuids.filter((uuid) => !present.has(uuid))
  return {
    ...pageHead(state),
    ...(pages.after !== undefined && { after: pages.after }),
    whole: pages.whole,
    users: sharedList(program, shared, sharedGroups, (user) => linkKeyOf(made, user)),
    groups: [],
    gone: left.filter((uuid) => program.users.get(uuid)?.origin === undefined),
    ...movedOf(program, left),
    ...otherKeysOf(state, shared),
  }
}

function partOf({ list, number, last }: PagesOut): PagePart {
  return { list, number, last }
}

function groupsOf({ groups }: Program, { sharedGroups }: ConsumerState): FeedPage['groups'] {
  return [...sharedGroups].flatMap((uuid) => groups.get(uuid) ?? []).map((group) => feedGroup(group, sharedGroups))
}

/** Of a user as text, by and large. */
function lengthOf(user: User | undefined): number {
  if (user === undefined) return 0
  const held = [...user.tags, ...user.ibuttons, ...user.externalIds]
  const ids = held.reduce((sum, { id, name }) => sum + id.length + name.length + ID_LENGTH, 0)
  return USER_LENGTH + user.name.length + ids + user.groups.length * UUID_LENGTH
}

const USER_LENGTH = 400
const ID_LENGTH = 20
const UUID_LENGTH = 40

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

function pageHead(state: MiniserverState): Pick<FeedPage, 'position' | 'codeKey' | 'tagKey' | 'timeoutS'> {
  const { trust, identity } = state
  const codeKey = trust.codeKeys.get(identity.serial)
  if (codeKey === undefined) throw new TypeError(`${identity.serial} has no code key of its own.`)
  const tagKey = sharedTagKey(state, identity.serial)
  const keys = { codeKey, ...(tagKey !== undefined && { tagKey }) }
  return { position: trust.feed, ...keys, timeoutS: trust.connectionTimeoutS }
}
