import type { Change } from '../program/change.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Program, User, UserGroup } from '../program/program.ts'
import { same } from '../program/same.ts'
import { importKey, type TrustImport } from './membership.ts'
import type { FeedGroup, FeedPage, FeedUser } from './message.ts'
import { userRecord } from './sharing.ts'

/** What a page of an origin comes to here. `conflicts`: uuids it speaks of that belong to somebody else (I5). */
export interface Replication {
  readonly changes: readonly Change[]
  readonly conflicts: readonly Uuid[]
  /** Users and groups of the page that are used here. */
  readonly taken: readonly Uuid[]
}

/**
 * Plans how a page changes the replicas of its origin; what is the same already is not in it, so that a repeat comes to nothing.
 *
 * Only what was imported, or comes with what was, is taken; an origin can reach neither others' users nor local groups. What
 * this unit keeps of its own stays: NFC Code Touch ID, local groups, permissions, profile, local disable (§3.3.7).
 *
 * `told`: where the page is the last part of a whole list, who was taken with the parts before it.
 */
export function replicate(
  program: Program,
  origin: Serial,
  page: FeedPage,
  told: ReadonlySet<Uuid> = new Set(),
): Replication {
  const context = contextOf(program, origin, page)
  const conflicts: Uuid[] = []
  const ofOrigin = ({ uuid }: FeedUser | FeedGroup): boolean => {
    const isOthers = isForeign(program, origin, uuid)
    if (isOthers) conflicts.push(uuid)
    return !isOthers
  }
  const users = page.users.filter((user) => ofOrigin(user) && context.takesUser(user))
  const groups = page.groups.filter((group) => ofOrigin(group) && context.groups.has(group.uuid))
  const taken = [...groups, ...users].map(({ uuid }) => uuid)
  const changes = gone(context, page, taken, told)
  for (const group of groups) noteGroup(context, group, changes)
  for (const user of users) noteUser(context, user, changes)
  return { changes, conflicts, taken }
}

/** Takes away those of an origin's users and groups that are gone, with imports, memberships and all that is assigned to them. */
export function replicasGone(program: Program, origin: Serial, isGone: (uuid: Uuid) => boolean): Change[] {
  const users = [...program.users.values()].filter((user) => user.origin === origin && isGone(user.uuid))
  const groups = [...program.groups.values()].filter((group) => group.origin === origin && isGone(group.uuid))
  const imports = [...program.imports].filter(([, entry]) => entry.origin === origin && isGone(entry.uuid))
  if (users.length + groups.length + imports.length === 0) return []
  const principals = new Set([...users.map(({ uuid }) => `user:${uuid}`), ...groups.map(({ uuid }) => `group:${uuid}`)])
  const assignments = [...program.assignments].filter(([, { principal }]) => principals.has(principal))
  return [
    ...assignments.map(([key]): Change => ({ map: 'assignments', key, entry: undefined })),
    ...imports.map(([key]): Change => ({ map: 'imports', key, entry: undefined })),
    ...outOfGroups(program, new Set(groups.map(({ uuid }) => uuid)), isGone),
    ...users.map(({ uuid }): Change => ({ map: 'users', key: uuid, entry: undefined })),
    ...groups.map(({ uuid }): Change => ({ map: 'groups', key: uuid, entry: undefined })),
  ]
}

/** Everyone who stays leaves the groups that go. */
function outOfGroups(program: Program, gone: ReadonlySet<Uuid>, isGone: (uuid: Uuid) => boolean): Change[] {
  if (gone.size === 0) return []
  const changes: Change[] = []
  const without = (groups: readonly Uuid[]): Uuid[] => groups.filter((group) => !gone.has(group))
  for (const user of program.users.values()) {
    if (isGone(user.uuid) || !user.groups.some((group) => gone.has(group))) continue
    changes.push({ map: 'users', key: user.uuid, entry: { ...user, groups: without(user.groups) } })
  }
  for (const group of program.groups.values()) {
    if (gone.has(group.uuid) || !group.groups.some((parent) => gone.has(parent))) continue
    changes.push({ map: 'groups', key: group.uuid, entry: { ...group, groups: without(group.groups) } })
  }
  return changes
}

interface Context {
  readonly program: Program
  readonly origin: Serial
  /** The origin's groups that are, or are about to be, here. */
  readonly groups: ReadonlySet<Uuid>
  /** Of a user who is the origin's. */
  takesUser(user: FeedUser): boolean
  /** Lists of groups that users share, by their uuids: one of each in memory, however many users are in the same groups. */
  readonly memberships: Map<string, readonly Uuid[]>
}

function contextOf(program: Program, origin: Serial, page: FeedPage): Context {
  const isWanted = (kind: TrustImport['kind'], uuid: Uuid): boolean => {
    const entry = program.imports.get(importKey({ origin, kind, uuid }))
    return entry !== undefined && entry.locked !== true
  }
  const groups = takenGroups(program, origin, page, (uuid) => isWanted('group', uuid))
  return {
    program,
    origin,
    groups,
    takesUser: ({ uuid, groups: memberOf }) => memberOf.some((group) => groups.has(group)) || isWanted('user', uuid),
    memberships: new Map(),
  }
}

/** Groups asked for and, level by level, those of the page that are in one taken already. All groups of a list are in its first part. */
function takenGroups(program: Program, origin: Serial, page: FeedPage, isWanted: (uuid: Uuid) => boolean): Set<Uuid> {
  const here =
    page.whole && page.part === undefined ? [] : [...program.groups.values()].filter((group) => group.origin === origin)
  const taken = new Set(here.map(({ uuid }) => uuid).filter((uuid) => !page.gone.includes(uuid)))
  let open = page.groups.filter(({ uuid }) => !isForeign(program, origin, uuid))
  for (let before = -1; before !== taken.size; ) {
    before = taken.size
    for (const { uuid, groups } of open)
      if (isWanted(uuid) || groups.some((parent) => taken.has(parent))) taken.add(uuid)
    open = open.filter(({ uuid }) => !taken.has(uuid))
  }
  return taken
}

/** Most pages say of nobody that they are gone: then nobody is looked at. Who is in no part of a whole list is gone with the last. */
function gone({ program, origin }: Context, page: FeedPage, taken: readonly Uuid[], told: ReadonlySet<Uuid>): Change[] {
  if (page.whole && page.part?.last !== false) {
    const now = new Set(taken)
    return replicasGone(program, origin, (uuid) => !(now.has(uuid) || told.has(uuid)))
  }
  if (page.gone.length === 0) return []
  const uuids = new Set(page.gone)
  return replicasGone(program, origin, (uuid) => uuids.has(uuid))
}

function isForeign(program: Program, origin: Serial, uuid: Uuid): boolean {
  const holder = program.users.get(uuid) ?? program.groups.get(uuid)
  return holder !== undefined && holder.origin !== origin
}

function noteUser(context: Context, user: FeedUser, changes: Change[]): void {
  const { program, origin } = context
  const before = program.users.get(user.uuid)
  const { linkKey } = user
  const disabledHere = before?.disabledHere
  const groups = membershipsOf(context, before?.groups, user.groups)
  const own = { origin, nfcCodeTouchId: before?.nfcCodeTouchId ?? '', groups, profile: before?.profile ?? NO_PROFILE }
  // Of a hundred thousand: a literal with a field after a spread takes twenty times as long.
  const after: User = Object.assign(
    userRecord(user),
    alike(user),
    own,
    linkKey === undefined ? {} : { linkKey },
    disabledHere === undefined ? {} : { disabledHere },
  )
  if (!same(before, after)) changes.push({ map: 'users', key: user.uuid, entry: after })
  noteImport(program, { origin, kind: 'user', uuid: user.uuid, locked: true }, changes)
}

/** What nearly all users have alike, once in memory for all of them. */
function alike({
  tags,
  ibuttons,
  externalIds,
  status,
}: FeedUser): Pick<User, 'tags' | 'ibuttons' | 'externalIds' | 'status'> {
  return {
    tags: tags.length === 0 ? NONE : tags,
    ibuttons: ibuttons.length === 0 ? NONE : ibuttons,
    externalIds: externalIds.length === 0 ? NONE : externalIds,
    status: same(status, ENABLED) ? ENABLED : status,
  }
}

const NO_PROFILE = Object.freeze({})
const NONE = Object.freeze([])
const ENABLED = Object.freeze({ state: 'enabled' })

function noteGroup(context: Context, group: FeedGroup, changes: Change[]): void {
  const { program, origin } = context
  const { uuid, name } = group
  const before = program.groups.get(uuid)
  // An administrators' group is an ordinary one here: rights never travel (C46).
  const after: UserGroup = {
    uuid,
    name,
    type: 'normal',
    groups: membershipsOf(context, before?.groups, group.groups),
    origin,
  }
  if (!same(before, after)) changes.push({ map: 'groups', key: uuid, entry: after })
  noteImport(program, { origin, kind: 'group', uuid, locked: true }, changes)
}

/** Local groups of a replica stay; of its origin's it is in those that are here. */
function membershipsOf(
  { program, origin, groups, memberships }: Context,
  before: readonly Uuid[] | undefined,
  told: readonly Uuid[],
): readonly Uuid[] {
  const local = before?.filter((group) => program.groups.get(group)?.origin !== origin) ?? []
  const key = `${local.join()} ${told.join()}`
  const present = memberships.get(key)
  if (present !== undefined) return present
  const all = [...local, ...told.filter((group) => groups.has(group))]
  memberships.set(key, all)
  return all
}

/** What came with a group is entered as locked; what is there already stays as it is. */
function noteImport({ imports }: Program, entry: TrustImport, changes: Change[]): void {
  const key = importKey(entry)
  if (!imports.has(key)) changes.push({ map: 'imports', key, entry })
}
