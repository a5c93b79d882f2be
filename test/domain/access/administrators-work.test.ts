import { describe, expect, test } from 'vitest'
import { administratorsWork } from '../../../sim/domain/access/administrators-work.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { importKey, type TrustImport } from '../../../sim/domain/trust/membership.ts'
import { aGroup, aUser, CONTEXT, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import {
  ADMIN,
  ADULTS,
  ANNA,
  aSite,
  edits,
  FULL_ACCESS,
  GUEST,
  give,
  giveGroup,
  put,
  STAFF,
  TAG,
  USER,
} from './a-staffed-site.ts'

const ADMINISTRATOR = 'edit administrators, such as "admin"'
const DENY = 'deny administrators anything, such as "admin"'
const CHANGE = 'change who is an administrator'
const ofGroup = (name: string) => `edit administrators' groups, such as "${name}"`

const OWNERS = uuidOf('group', 'Owners')
const BOARD = uuidOf('group', 'Board')
const TEAM = uuidOf('group', 'Team')

/** Owners hold Loxone Config. Uwe is one of them and yet no administrator, because he is denied it. */
function anOwnedSite(...after: ProgramEdit[]) {
  return aSite(
    { type: 'add-group', group: aGroup('Owners') },
    giveGroup(OWNERS, 'LoxoneConfig'),
    give(USER, 'LoxoneConfig', 'deny'),
    put(`user:${USER}`, OWNERS),
    ...after,
  )
}

/** The admin is in Board, which is no administrators' group. */
function aSiteWithBoard(...after: ProgramEdit[]) {
  return aSite({ type: 'add-group', group: aGroup('Board') }, put(`user:${ADMIN}`, BOARD), ...after)
}

describe('administratorsWork() of users', () => {
  test('R95: it is whatever is done to an administrator', () => {
    const program = aSite(put(`user:${ANNA}`, FULL_ACCESS))
    for (const edit of [edits(ADMIN, TAG), edits(ADMIN, {}), { type: 'delete-user', uuid: ADMIN }] as const) {
      expect(administratorsWork(program, edit)).toBe(ADMINISTRATOR)
    }
    expect(administratorsWork(program, edits(GUEST, TAG))).toBeUndefined()
    expect(administratorsWork(program, { type: 'delete-user', uuid: GUEST })).toBeUndefined()
  })

  test('C85: it is to make one with an administrators’ group, whichever of the groups that is', () => {
    const made = (...groups: string[]) =>
      administratorsWork(aSite(), { type: 'add-user', user: aUser('Zoe', { groups }) })
    expect(made(FULL_ACCESS)).toBe(ofGroup('Full Access'))
    expect(made(STAFF, FULL_ACCESS)).toBe(ofGroup('Full Access'))
    expect(made(STAFF)).toBeUndefined()
  })

  test('it is to put one into an administrators’ group or to take one out, even where that makes no administrator', () => {
    const program = anOwnedSite()
    expect(administratorsWork(program, edits(GUEST, { groups: [STAFF, OWNERS] }))).toBe(ofGroup('Owners'))
    expect(administratorsWork(program, edits(USER, { groups: [] }))).toBe(ofGroup('Owners'))
  })

  test('it is not, where the administrators’ groups of the user stay the same', () => {
    const program = anOwnedSite()
    expect(administratorsWork(program, edits(USER, { groups: [OWNERS, STAFF] }))).toBeUndefined()
    expect(administratorsWork(program, edits(USER, { name: 'Uwe the First' }))).toBeUndefined()
  })

  test('who is not there is not found', () => {
    const nobody = uuidOf('user', 'Nobody')
    const found = () => administratorsWork(aSite(), edits(nobody, { groups: [STAFF] }))
    expect(found).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('administratorsWork() of groups', () => {
  test('C85: it is whatever is done to an administrators’ group', () => {
    const program = anOwnedSite()
    const touching: ProgramEdit[] = [
      { type: 'edit-group', uuid: OWNERS, change: { name: 'Landlords' } },
      { type: 'delete-group', uuid: OWNERS },
      { type: 'add-group', group: aGroup('Heirs', { groups: [STAFF, OWNERS] }) },
      put(`user:${GUEST}`, OWNERS),
      put(`group:${STAFF}`, OWNERS),
      put(`group:${OWNERS}`, STAFF),
      { type: 'remove-from-group', principal: `user:${USER}`, group: OWNERS },
      { type: 'set-members', group: OWNERS, members: [`user:${USER}`] },
    ]
    for (const edit of touching) expect(administratorsWork(program, edit), edit.type).toBe(ofGroup('Owners'))
  })

  test('it is not, where common groups are put together', () => {
    const program = anOwnedSite()
    const common: ProgramEdit[] = [
      { type: 'edit-group', uuid: STAFF, change: { name: 'Team' } },
      { type: 'add-group', group: aGroup('Heirs', { groups: [STAFF] }) },
      { type: 'set-members', group: STAFF, members: [`user:${GUEST}`, `group:${ADULTS}`] },
      { type: 'delete-group', uuid: STAFF },
    ]
    for (const edit of common) expect(administratorsWork(program, edit), edit.type).toBeUndefined()
  })

  test('it is to bring an administrator under a deny, but not who is under it already', () => {
    const program = aSiteWithBoard(giveGroup(STAFF, 'Ftp', 'deny'))
    const members = [`user:${ADMIN}`, `user:${GUEST}`] as const
    expect(administratorsWork(program, { type: 'set-members', group: STAFF, members })).toBe(DENY)
    expect(administratorsWork(program, put(`group:${BOARD}`, STAFF))).toBe(DENY)
    applyEdit(program, put(`user:${ADMIN}`, STAFF), CONTEXT)
    expect(administratorsWork(program, { type: 'set-members', group: STAFF, members })).toBeUndefined()
  })

  test('it is not, where the deny is another group’s', () => {
    const program = aSite(giveGroup(STAFF, 'Ftp'), giveGroup(ADULTS, 'Ftp', 'deny'))
    applyEdit(program, { type: 'remove-from-group', principal: `group:${STAFF}`, group: ADULTS }, CONTEXT)
    expect(administratorsWork(program, put(`user:${ADMIN}`, STAFF))).toBeUndefined()
  })
})

describe('administratorsWork() of who would be an administrator', () => {
  /** Anna has Loxone Config, and is kept from it by a group that she is in by way of another. */
  function aSiteWithADeny() {
    const no = uuidOf('group', 'No Config')
    const site = aSite(
      { type: 'add-group', group: aGroup('No Config') },
      { type: 'add-group', group: aGroup('Team', { groups: [no] }) },
      giveGroup(no, 'LoxoneConfig', 'deny'),
      put(`user:${ANNA}`, TEAM),
      give(ANNA, 'LoxoneConfig'),
    )
    return { site, no }
  }

  test('it is to make one by taking away what was in the way', () => {
    const { site, no } = aSiteWithADeny()
    const ways: ProgramEdit[] = [
      { type: 'remove-from-group', principal: `user:${ANNA}`, group: TEAM },
      { type: 'remove-from-group', principal: `group:${TEAM}`, group: no },
      { type: 'set-members', group: TEAM, members: [] },
      { type: 'delete-group', uuid: no },
      edits(ANNA, { groups: [] }),
    ]
    for (const edit of ways) expect(administratorsWork(site, edit), edit.type).toBe(CHANGE)
    expect(administratorsWork(site, { type: 'delete-user', uuid: ANNA })).toBeUndefined()
  })

  test('it is also where one comes as another goes', () => {
    // With the group of Office goes Clara, an administrator from outside; Dora, whom it kept from being one, stays.
    const guests = uuidOf('group', 'Guests', OTHER_SERIAL)
    const of = { origin: OTHER_SERIAL, groups: [guests] }
    const [clara, dora] = [aUser('Clara', of), aUser('Dora', of)]
    const program = aSite()
    program.groups.set(guests, aGroup('Guests', { origin: OTHER_SERIAL }))
    const brought: TrustImport = { origin: OTHER_SERIAL, kind: 'group', uuid: guests }
    const chosen: TrustImport = { origin: OTHER_SERIAL, kind: 'user', uuid: dora.uuid }
    for (const user of [clara, dora] as User[]) program.users.set(user.uuid, user)
    for (const entry of [brought, chosen]) program.imports.set(importKey(entry), entry)
    const object = 'right:LoxoneConfig'
    const given: ProgramEdit[] = [
      { type: 'assign', object, principal: `user:${clara.uuid}`, scopes: ['external'], effect: 'allow' },
      give(dora.uuid, 'LoxoneConfig'),
      giveGroup(guests, 'LoxoneConfig', 'deny'),
    ]
    for (const edit of given) applyEdit(program, edit, CONTEXT)
    expect(administratorsWork(program, { type: 'remove-import', entry: brought })).toBe(CHANGE)
  })

  test('it looks at nobody else, however many there are, where an edit is about one user', () => {
    const { site } = aSiteWithADeny()
    const users = new CountingMap(site.users)
    const own: ProgramEdit[] = [
      edits(GUEST, TAG),
      { type: 'delete-user', uuid: GUEST },
      give(GUEST, 'Ftp'),
      put(`user:${GUEST}`, STAFF),
      { type: 'remove-from-group', principal: `user:${ANNA}`, group: STAFF },
    ]
    for (const edit of own) administratorsWork({ ...site, users }, edit)
    expect(users.walks).toBe(0)
    // The name of who comes is held against all others' names, and that is all.
    administratorsWork({ ...site, users }, { type: 'add-user', user: aUser('Zoe') })
    expect(users.walks).toBe(1)
  })
})

/** Counts how often everybody is gone through. */
class CountingMap<Key, Entry> extends Map<Key, Entry> {
  walks = 0

  override values(): MapIterator<Entry> {
    this.walks += 1
    return super.values()
  }

  override entries(): MapIterator<[Key, Entry]> {
    this.walks += 1
    return super.entries()
  }

  override [Symbol.iterator](): MapIterator<[Key, Entry]> {
    return this.entries()
  }
}
