import { describe, expect, test } from 'vitest'
import { checkMayView, roleOf } from '../../../sim/domain/access/roles.ts'
import { applyEdit, type ProgramEdit, type UserChange } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { aGroup, aUser, CONTEXT, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import {
  ADMIN,
  ADULTS,
  ALL,
  ANNA,
  aSite,
  editor,
  edits,
  FULL_ACCESS,
  GUEST,
  give,
  giveGroup,
  HALL,
  MANAGER,
  may,
  PASSWORD,
  put,
  row,
  STAFF,
  TAG,
  USER,
} from './a-staffed-site.ts'

describe('roleOf()', () => {
  test('tells administrators, user managers, users and guests apart', () => {
    const program = aSite()
    const roles = [ADMIN, MANAGER, USER, GUEST].map((uuid) => roleOf(program, program.users.get(uuid) as User))
    expect(roles).toEqual(['administrator', 'user-manager', 'user', 'guest'])
  })

  test('a role is had in the scope its right was given in', () => {
    const program = aSite()
    expect(roleOf(program, program.users.get(MANAGER) as User, 'external')).toBe('guest')
    expect(roleOf(program, program.users.get(ADMIN) as User, 'external')).toBe('administrator')
  })

  test('AMB-10: whoever holds Loxone Config is an administrator, unless it is denied', () => {
    const program = aSite(give(USER, 'LoxoneConfig'))
    expect(roleOf(program, program.users.get(USER) as User)).toBe('administrator')
    applyEdit(program, giveGroup(ALL, 'UserManagement', 'deny'), CONTEXT)
    expect(may(program, USER, edits(ANNA, TAG))).toBe(false)
    applyEdit(program, give(USER, 'LoxoneConfig', 'deny'), CONTEXT)
    expect(roleOf(program, program.users.get(USER) as User)).toBe('user')
  })
})

describe('checkMayEdit(), as the table of §3.4.6', () => {
  test('R88: own password, User Interface Password and access code', () => {
    for (const change of [{ password: PASSWORD }, { visuPassword: PASSWORD }, { codeDigest: 'aa' }]) {
      expect(row((self) => edits(self, change))).toBe('✓ ✓ ✓ –')
    }
  })

  test('a password that goes with something else is no password alone', () => {
    expect(row((self) => edits(self, { password: PASSWORD, status: { state: 'enabled' } }))).toBe('✓ ✓ – –')
    expect(row((self) => edits(self, {}))).toBe('✓ ✓ – –')
  })

  test('own NFC tag', () => {
    expect(row((self) => edits(self, TAG))).toBe('✓ ✓ – –')
  })

  test('R95: code, tag and password of others who are no administrators', () => {
    for (const change of [{ password: PASSWORD }, { codeDigest: 'aa' }, TAG]) {
      expect(row(() => edits(ANNA, change))).toBe('✓ ✓ – –')
    }
  })

  test('R95, C85: code, tag and password of administrators, and all else of them', () => {
    const changes: UserChange[] = [{ password: PASSWORD }, { codeDigest: 'aa' }, TAG, { name: 'boss' }]
    for (const change of changes) {
      expect(row(() => edits(ADMIN, change))).toBe('✓ – – –')
    }
    const program = aSite(put(`user:${ANNA}`, FULL_ACCESS))
    expect(row(() => ({ type: 'delete-user', uuid: ADMIN }), program)).toBe('✓ – – –')
  })

  test('C85: nobody but administrators views administrators', () => {
    const program = aSite()
    const views = (uuid: string, seen: string) => () => checkMayView(program, editor(program, uuid), `user:${seen}`)
    expect(views(ADMIN, ADMIN)).not.toThrow()
    expect(views(MANAGER, ANNA)).not.toThrow()
    expect(views(MANAGER, MANAGER)).not.toThrow()
    expect(views(MANAGER, ADMIN)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  test('common groups', () => {
    expect(row(() => put(`user:${ANNA}`, ADULTS))).toBe('✓ ✓ – –')
    expect(row(() => ({ type: 'remove-from-group', principal: `user:${ANNA}`, group: STAFF }))).toBe('✓ ✓ – –')
    expect(row(() => ({ type: 'set-members', group: STAFF, members: [] }))).toBe('✓ ✓ – –')
    expect(row(() => ({ type: 'add-user', user: aUser('Zoe', { groups: [STAFF] }) }))).toBe('✓ ✓ – –')
    expect(row(() => ({ type: 'delete-group', uuid: STAFF }))).toBe('✓ ✓ – –')
  })

  test('C85: Full Access is an administrators’ group, by whatever edit somebody would come into it', () => {
    const intoFull: ProgramEdit[] = [
      put(`user:${ANNA}`, FULL_ACCESS),
      put(`group:${STAFF}`, FULL_ACCESS),
      { type: 'set-members', group: FULL_ACCESS, members: [`user:${ADMIN}`, `user:${ANNA}`] },
      edits(ANNA, { groups: [FULL_ACCESS] }),
      { type: 'add-user', user: aUser('Zoe', { groups: [FULL_ACCESS] }) },
      { type: 'add-group', group: aGroup('Owners', { groups: [FULL_ACCESS] }) },
    ]
    for (const edit of intoFull) expect(row(() => edit)).toBe('✓ – – –')
  })

  test('R95: a group that holds or inherits Loxone Config is an administrators’ group as well', () => {
    // Anna is in Staff, which is in Adults.
    const program = aSite(giveGroup(ADULTS, 'LoxoneConfig'))
    const touching: ProgramEdit[] = [
      put(`user:${GUEST}`, STAFF),
      put(`user:${GUEST}`, ADULTS),
      { type: 'remove-from-group', principal: `user:${ANNA}`, group: STAFF },
      { type: 'remove-from-group', principal: `group:${STAFF}`, group: ADULTS },
      { type: 'edit-group', uuid: STAFF, change: { name: 'Team' } },
      { type: 'delete-group', uuid: STAFF },
      edits(ANNA, TAG),
      put(`group:${STAFF}`, uuidOf('group', 'Cleaning')),
    ]
    applyEdit(program, { type: 'add-group', group: aGroup('Cleaning') }, CONTEXT)
    for (const edit of touching) expect(row(() => edit, program)).toBe('✓ – – –')
  })

  test('R91, R95: the right Loxone Config is administrators’ to give and take, to whomever', () => {
    const object = 'right:LoxoneConfig'
    const giving: ProgramEdit[] = [
      give(ANNA, 'LoxoneConfig'),
      give(MANAGER, 'LoxoneConfig'),
      giveGroup(STAFF, 'LoxoneConfig'),
      give(ANNA, 'LoxoneConfig', 'deny'),
      { type: 'revoke', principal: `user:${ANNA}`, object, scopes: ['internal'] },
      {
        type: 'set-permissions',
        object,
        permissions: [{ principal: `user:${ANNA}`, scopes: ['external'], effect: 'allow' }],
      },
    ]
    const program = aSite(give(ANNA, 'LoxoneConfig'))
    for (const edit of giving) expect(row(() => edit, program)).toBe('✓ – – –')
  })

  test('user managers give everything else to everyone else, at the user or at the block', () => {
    expect(row(() => give(ANNA, 'Ftp'))).toBe('✓ ✓ – –')
    const permissions = [{ principal: `user:${ANNA}`, scopes: ['internal'], effect: 'allow' }] as const
    expect(row(() => ({ type: 'set-permissions', object: HALL, permissions }))).toBe('✓ ✓ – –')
  })

  test('what is denied to everyone is denied to administrators, so it is their work', () => {
    expect(row(() => giveGroup(ALL, 'UserManagement', 'deny'))).toBe('✓ – – –')
    expect(row(() => giveGroup(STAFF, 'UserManagement', 'deny'))).toBe('✓ ✓ – –')
  })

  test('what denies administrators anything denies it to none who is put into it, but by administrators', () => {
    const board = uuidOf('group', 'Board')
    const program = aSite(
      { type: 'add-group', group: aGroup('Board') },
      put(`user:${ADMIN}`, board),
      giveGroup(ADULTS, 'Ftp', 'deny'),
    )
    // Staff is in Adults.
    const coming: ProgramEdit[] = [
      put(`user:${ADMIN}`, ADULTS),
      put(`user:${ADMIN}`, STAFF),
      put(`group:${board}`, STAFF),
      { type: 'set-members', group: STAFF, members: [`user:${ANNA}`, `user:${ADMIN}`] },
    ]
    for (const edit of coming) expect(row(() => edit, program)).toBe('✓ – – –')
    expect(row(() => put(`user:${ADMIN}`, STAFF))).toBe('✓ ✓ – –')
    expect(row(() => put(`user:${GUEST}`, STAFF), program)).toBe('✓ ✓ – –')
  })

  test('nobody becomes an administrator, or stops being one, by a way round', () => {
    // Anna is kept from what she was given by a group that denies it; Zoe would be.
    const no = uuidOf('group', 'No Config')
    const program = aSite(
      { type: 'add-group', group: aGroup('No Config') },
      giveGroup(no, 'LoxoneConfig', 'deny'),
      put(`user:${ANNA}`, no),
      give(ANNA, 'LoxoneConfig'),
      { type: 'add-user', user: aUser('Zoe', { groups: [FULL_ACCESS] }) },
    )
    const round: ProgramEdit[] = [
      { type: 'remove-from-group', principal: `user:${ANNA}`, group: no },
      { type: 'delete-group', uuid: no },
      put(`user:${uuidOf('user', 'Zoe')}`, no),
    ]
    for (const edit of round) expect(row(() => edit, program)).toBe('✓ – – –')
  })

  test('T1: Trusts are administrators’ work, whose users are chosen is not', () => {
    const trustUuid = uuidOf('trust', 'Company')
    expect(row(() => ({ type: 'add-member', trustUuid, serial: '504F94A00009' }))).toBe('✓ – – –')
    const entry = { origin: OTHER_SERIAL, kind: 'user', uuid: uuidOf('user', 'Dora', OTHER_SERIAL) } as const
    expect(row(() => ({ type: 'add-import', entry }))).toBe('✓ ✓ – –')
  })

  test('P5: what is had inside is not had outside', () => {
    const program = aSite()
    expect(may(program, MANAGER, edits(ANNA, TAG), 'internal')).toBe(true)
    expect(may(program, MANAGER, edits(ANNA, TAG), 'external')).toBe(false)
    expect(may(program, USER, edits(USER, { password: PASSWORD }), 'external')).toBe(false)
  })

  test('who is an administrator inside only keeps its own password outside, and sees itself', () => {
    const program = aSite(give(USER, 'LoxoneConfig'), {
      type: 'assign',
      principal: `user:${USER}`,
      object: 'right:ChangeOwnPasswords',
      scopes: ['external'],
      effect: 'allow',
    })
    expect(may(program, USER, edits(USER, { password: PASSWORD }), 'external')).toBe(true)
    expect(may(program, USER, edits(ANNA, { password: PASSWORD }), 'external')).toBe(false)
    expect(() => checkMayView(program, editor(program, USER, 'external'), `user:${USER}`)).not.toThrow()
    expect(() => checkMayView(program, editor(program, USER, 'external'), `user:${ADMIN}`)).toThrow()
  })

  test('R135, DIFF-2: users are managed by whoever has the right for it', () => {
    const program = aSite()
    expect(may(program, USER, { type: 'add-user', user: aUser('Zoe') })).toBe(false)
    applyEdit(program, give(USER, 'UserManagement'), CONTEXT)
    expect(may(program, USER, { type: 'add-user', user: aUser('Zoe') })).toBe(true)
  })
})
