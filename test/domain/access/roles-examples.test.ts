import { describe, expect, test } from 'vitest'
import { checkMayEdit, checkMayView, hasRight, roleOf } from '../../../sim/domain/access/roles.ts'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { CONTEXT, uuidOf } from '../program/a-program.ts'
import { ADMIN, ANNA, aSite, editor, edits, FULL_ACCESS, give, MANAGER, put, STAFF, TAG } from './a-staffed-site.ts'

describe('roles, where one right stands against another', () => {
  test('AMB-10: a member of Full Access whom Loxone Config is denied is no administrator, but manages users', () => {
    const program = aSite(put(`user:${ANNA}`, FULL_ACCESS), give(ANNA, 'LoxoneConfig', 'deny'))
    expect(roleOf(program, program.users.get(ANNA) as User)).toBe('user-manager')
  })

  test('R88, R91: Loxone Config brings Change Own Passwords also where User Management is denied', () => {
    const program = aSite(give(ANNA, 'LoxoneConfig'), give(ANNA, 'UserManagement', 'deny'))
    expect(hasRight(program, program.users.get(ANNA) as User, 'ChangeOwnPasswords', 'internal')).toBe(true)
    applyEdit(program, give(ANNA, 'ChangeOwnPasswords', 'deny'), CONTEXT)
    expect(hasRight(program, program.users.get(ANNA) as User, 'ChangeOwnPasswords', 'internal')).toBe(false)
  })
})

describe('a refusal', () => {
  test('names who edits as the program calls it now, and the administrator', () => {
    const program = aSite()
    const mia = editor(program, MANAGER)
    applyEdit(program, edits(MANAGER, { name: 'Maria' }), CONTEXT)
    const sentence = '"Maria" is no administrator here (internal): only they edit administrators, such as "admin".'
    expect(() => checkMayEdit(program, mia, edits(ADMIN, TAG))).toThrow(sentence)
  })

  test('of a look at an administrator says so', () => {
    const program = aSite()
    const sentence = '"Mia" is no administrator here (internal): only they view administrators.'
    expect(() => checkMayView(program, editor(program, MANAGER), `user:${ADMIN}`)).toThrow(sentence)
  })
})

describe('checkMayView()', () => {
  test('administrators view each other', () => {
    const program = aSite(put(`user:${ANNA}`, FULL_ACCESS))
    expect(() => checkMayView(program, editor(program, ANNA), `user:${ADMIN}`)).not.toThrow()
  })

  test('groups, Trust members and who is not there are nobody’s secret', () => {
    const program = aSite()
    const nobody = uuidOf('user', 'Nobody')
    for (const seen of [`group:${FULL_ACCESS}`, `group:${STAFF}`, 'member:504F94A00002', `user:${nobody}`] as const) {
      expect(() => checkMayView(program, editor(program, MANAGER), seen)).not.toThrow()
    }
  })
})
