import { describe, expect, test } from 'vitest'
import { applyEdit, type ProgramEdit, type UserChange } from '../../../sim/domain/program/edit.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import { aGroup, aProgram, aUser, CONTEXT, hash, OTHER_SERIAL, uuidOf } from './a-program.ts'

const ANNA = uuidOf('user', 'Anna')
const STAFF = uuidOf('group', 'Staff')
const CLARA = uuidOf('user', 'Clara', OTHER_SERIAL)

describe('what belongs to another Miniserver is refused:', () => {
  test.for<[string, UserChange]>([
    ['password', { password: hashPassword(hash, 'SHA256', 'new', 'aa') }],
    ['tag', { tags: [{ id: '04 01', name: 'card' }] }],
    ['status', { status: { state: 'enabled' }, disabledHere: false }],
    ['access code', { codeDigest: 'aa' }],
  ])('another %s for its user', ([, change]) => {
    const edit: ProgramEdit = { type: 'edit-user', uuid: CLARA, change }
    const program = aProgram()
    expect(() => applyEdit(program, edit, CONTEXT)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(program).toEqual(aProgram())
  })

  test('a local member for its group, by whatever edit', () => {
    const guests = aGroup('Guests', { origin: OTHER_SERIAL })
    const coming: ProgramEdit[] = [
      { type: 'assign-to-group', principal: `user:${ANNA}`, group: guests.uuid },
      { type: 'assign-to-group', principal: `group:${STAFF}`, group: guests.uuid },
      { type: 'edit-user', uuid: ANNA, change: { groups: [guests.uuid] } },
      { type: 'add-user', user: aUser('Zoe', { groups: [guests.uuid] }) },
      { type: 'add-group', group: aGroup('Team', { groups: [guests.uuid] }) },
    ]
    for (const edit of coming) {
      const program = aProgram()
      program.groups.set(guests.uuid, guests)
      expect(() => applyEdit(program, edit, CONTEXT)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    }
  })
})
