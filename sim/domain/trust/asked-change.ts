import type { UserChange } from '../program/edit.ts'
import type { NamedId, PasswordHash, User, UserStatus } from '../program/program.ts'
import { same } from '../program/same.ts'

/**
 * What a consumer asks an origin to change of a user (§3.3.7). Of credentials only what comes and what goes, so that what two
 * consumers add at the same time is both there afterwards.
 */
export interface AskedChange {
  readonly name?: string
  readonly uniqueUserId?: string
  readonly password?: PasswordHash
  readonly visuPassword?: PasswordHash
  /** Under the origin's code key: the digits never travel. */
  readonly codeDigest?: string
  readonly status?: UserStatus
  /** Fields that are taken away. */
  readonly without?: readonly Removable[]
  readonly tags?: ListChange
  readonly ibuttons?: ListChange
  readonly externalIds?: ListChange
}

/** `put` is there afterwards, under its name; of `out` are ids, which are not. */
export interface ListChange {
  readonly put: readonly NamedId[]
  readonly out: readonly string[]
}

const REMOVABLE = ['uniqueUserId', 'password', 'visuPassword', 'codeDigest'] as const
type Removable = (typeof REMOVABLE)[number]

const LISTS = ['tags', 'ibuttons', 'externalIds'] as const
const ASKED_FIELDS: ReadonlySet<string> = new Set(['name', 'status', ...REMOVABLE, ...LISTS])
const OWN_SECRETS: ReadonlySet<string> = new Set(['password', 'visuPassword', 'codeDigest'])

/** What of a change only the origin can carry out, as it is asked for; `undefined` where that is nothing. */
export function askedChange(user: User, change: UserChange): AskedChange | undefined {
  const { name, status } = change
  const without = REMOVABLE.filter((field) => field in change && change[field] === undefined)
  const lists = LISTS.flatMap((field) => {
    const after = change[field]
    return after === undefined ? [] : [[field, listChange(user[field], after)] as const]
  })
  const given = REMOVABLE.filter((field) => change[field] !== undefined).map((field) => [field, change[field]] as const)
  const asked: AskedChange = {
    ...(name !== undefined && { name }),
    ...Object.fromEntries(given),
    ...(status !== undefined && { status }),
    ...(without.length > 0 && { without }),
    ...Object.fromEntries(lists),
  }
  return Object.keys(asked).length === 0 ? undefined : asked
}

/** What is left of a change without that: a unit keeps some things of others' users of its own. */
export function ownFields(change: UserChange): UserChange {
  return Object.fromEntries(Object.entries(change).filter(([field]) => !ASKED_FIELDS.has(field)))
}

/** The same as an edit of the user as it is now. What is so already is not in it. */
export function changeAskedFor(user: User, asked: AskedChange): UserChange {
  const { without = [], tags: _tags, ibuttons: _ibuttons, externalIds: _externalIds, ...given } = asked
  const lists = LISTS.flatMap((field) => {
    const list = asked[field]
    return list === undefined ? [] : [[field, listAfter(user[field], list)] as const]
  })
  const wanted = { ...given, ...Object.fromEntries([...without.map((field) => [field, undefined]), ...lists]) }
  const differing = Object.entries(wanted).filter(([field, value]) => !same(user[field as keyof User], value))
  return Object.fromEntries(differing)
}

/** Whether it is of nothing but what everybody may change of themselves (§3.4.6). */
export function isOfSecrets({ without = [], ...given }: AskedChange): boolean {
  return [...Object.keys(given), ...without].every((field) => OWN_SECRETS.has(field))
}

function listChange(before: readonly NamedId[], after: readonly NamedId[]): ListChange {
  return {
    put: after.filter((one) => !before.some((each) => same(each, one))),
    out: before.map(({ id }) => id).filter((id) => !after.some((each) => each.id === id)),
  }
}

/** What is renamed keeps its place, what is new comes last. */
function listAfter(before: readonly NamedId[], { put, out }: ListChange): NamedId[] {
  const kept = before.filter(({ id }) => !out.includes(id)).map((each) => put.find(({ id }) => id === each.id) ?? each)
  return [...kept, ...put.filter(({ id }) => !kept.some((each) => each.id === id))]
}
