import { describe, expect, test } from 'vitest'
import { findUser } from '../../../../sim/domain/program/lookup.ts'
import type { Uuid } from '../../../../sim/domain/program/names.ts'
import { ADMIN, MONDAY_9_00 } from '../a-home.ts'
import { Unit } from '../a-unit.ts'
import { ask, edit, OK, passwordOf, refused, withLogin } from './asking.ts'

function uuidOf(unit: Unit, name: string): Uuid {
  return findUser(unit.state.program, name).uuid
}

describe('edit-program', () => {
  test('R79, R47: a password that was set is the one that counts from then on', () => {
    const unit = new Unit()
    const anna = withLogin(unit, 'Anna', 'ChangeOwnPasswords')
    const change = { password: passwordOf('newer') }
    expect(edit(unit, anna, { type: 'edit-user', uuid: uuidOf(unit, 'Anna'), change })).toEqual(OK)
    expect(edit(unit, anna, { type: 'edit-user', uuid: uuidOf(unit, 'Anna'), change })).toEqual(refused('FORBIDDEN'))
    const again = { ...anna, password: 'newer' }
    expect(edit(unit, again, { type: 'edit-user', uuid: uuidOf(unit, 'Anna'), change })).toEqual(OK)
  })

  test('R88: one’s own password needs Change Own Passwords, and reaches no other', () => {
    const unit = new Unit()
    const [anna, ben] = [withLogin(unit, 'Anna', 'ChangeOwnPasswords'), withLogin(unit, 'Ben')]
    const own = (name: string) =>
      ({ type: 'edit-user', uuid: uuidOf(unit, name), change: { password: passwordOf('newer') } }) as const
    expect(edit(unit, ben, own('Ben'))).toEqual(refused('FORBIDDEN'))
    expect(edit(unit, anna, own('Ben'))).toEqual(refused('FORBIDDEN'))
    expect(edit(unit, anna, own('Anna'))).toEqual(OK)
    expect(findUser(unit.state.program, 'Anna').password).toEqual(passwordOf('newer'))
  })

  test('R95, C85: a user manager edits users, but no administrator', () => {
    const unit = new Unit()
    const anna = withLogin(unit, 'Anna', 'UserManagement')
    const renamed = (name: string, to: string) =>
      ({ type: 'edit-user', uuid: uuidOf(unit, name), change: { name: to } }) as const
    expect(edit(unit, anna, renamed('Ben', 'Benno'))).toEqual(OK)
    expect(findUser(unit.state.program, 'Benno').name).toBe('Benno')
    expect(edit(unit, anna, renamed('admin', 'boss'))).toEqual(refused('FORBIDDEN'))
    expect(edit(unit, ADMIN, renamed('admin', 'boss'))).toEqual(OK)
  })

  test('several edits are judged one by one, on what those before them have made, and are made all or none', () => {
    const unit = new Unit()
    const anna = withLogin(unit, 'Anna', 'UserManagement')
    const { rev } = unit.state.program
    const [ben, clara] = [uuidOf(unit, 'Ben'), uuidOf(unit, 'Clara')]
    const answer = edit(
      unit,
      anna,
      { type: 'delete-user', uuid: ben },
      {
        type: 'revoke',
        principal: `user:${uuidOf(unit, 'Anna')}`,
        object: 'right:UserManagement',
        scopes: ['internal'],
      },
      { type: 'delete-user', uuid: clara },
    )
    expect(answer).toEqual(refused('FORBIDDEN'))
    expect(unit.state.program.rev).toBe(rev)
    expect(unit.state.program.users.has(ben)).toBe(true)
  })

  test('no edit at all is refused: documents would become stale by it', () => {
    const unit = new Unit()
    const anna = withLogin(unit, 'Anna')
    const { rev } = unit.state.program
    expect(edit(unit, anna)).toEqual(refused('INVALID'))
    expect(unit.state.program.rev).toBe(rev)
  })

  test('C85: only administrators look at administrators', () => {
    const unit = new Unit()
    const anna = withLogin(unit, 'Anna', 'UserManagement')
    const admin = uuidOf(unit, 'admin')
    const looks = [
      { type: 'permissions', principal: `user:${admin}` },
      { type: 'explain', user: 'admin', object: 'right:Ftp', scope: 'internal' },
    ] as const
    for (const look of looks) {
      expect(ask(unit, look, anna)).toEqual(refused('FORBIDDEN'))
      expect(ask(unit, look)).toEqual(OK)
    }
    expect(ask(unit, { type: 'permissions', principal: `user:${uuidOf(unit, 'Ben')}` }, anna)).toEqual(OK)
  })
})

describe('who was edited', () => {
  test('is known with the time, of those who differ only', () => {
    const unit = new Unit()
    unit.edit({ type: 'edit-user', uuid: uuidOf(unit, 'Ben'), change: { profile: { phone: '4711' }, editedMs: 1 } })
    expect(findUser(unit.state.program, 'Ben').editedMs).toBe(MONDAY_9_00.wallMs)
    expect(findUser(unit.state.program, 'Anna').editedMs).toBeUndefined()
    unit.losePower()
    expect(findUser(unit.state.program, 'Ben').editedMs).toBe(MONDAY_9_00.wallMs)
  })

  test('is known of a document when it is saved, whatever the document says of the time', () => {
    const unit = new Unit()
    const document = ask(unit, { type: 'load-program' })
    if (!document.ok) throw new TypeError('loaded')
    const json = structuredClone(document.value) as { users: { name: string; editedMs?: number; profile: object }[] }
    for (const user of json.users) user.editedMs = 1
    for (const user of json.users) if (user.name === 'Clara') user.profile = { company: 'Cleaning' }
    unit.advance(60_000)
    expect(ask(unit, { type: 'save-program', program: json })).toEqual(OK)
    expect(findUser(unit.state.program, 'Clara').editedMs).toBe(MONDAY_9_00.wallMs + 60_000)
    expect(findUser(unit.state.program, 'Anna').editedMs).toBeUndefined()
  })
})
