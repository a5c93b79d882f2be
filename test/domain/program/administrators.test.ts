import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RigError } from '../../../sim/domain/errors.ts'
import { hasAdministrator } from '../../../sim/domain/program/administrators.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import { aGroup, aProgram, aUser, CONTEXT, hash, uuidOf } from './a-program.ts'
import { aHouse, anEdit } from './arbitrary-edits.ts'

const ADMIN = uuidOf('user', 'admin')
const FULL_ACCESS = uuidOf('group', 'Full Access')
const ALL = uuidOf('group', 'All')
const CONFIG = uuidOf('group', 'Config')
const object = 'right:LoxoneConfig'
const internal = ['internal'] as const
const PASSWORD = hashPassword(hash, 'SHA256', 'new', 'aa')

describe('the last administrator', () => {
  const ways: readonly (readonly [string, ProgramEdit])[] = [
    ['deleted', { type: 'delete-user', uuid: ADMIN }],
    ['left without a password', { type: 'edit-user', uuid: ADMIN, change: { password: undefined } }],
    ['disabled', status({ state: 'disabled' })],
    ['limited in time', status({ state: 'enabled-until', validUntilMs: 9e12, onExpiry: 'deactivate' })],
    ['enabled later only', status({ state: 'enabled-from', validFromMs: 9e12 })],
    ['given an end by which it is deleted', status({ state: 'timespan', validFromMs: 0, validUntilMs: 9e12 })],
    ['taken out of Full Access', { type: 'remove-from-group', principal: `user:${ADMIN}`, group: FULL_ACCESS }],
    ['given other groups', { type: 'edit-user', uuid: ADMIN, change: { groups: [] } }],
    ['left out of the members of Full Access', { type: 'set-members', group: FULL_ACCESS, members: [] }],
    ['denied Loxone Config', { type: 'assign', principal: `user:${ADMIN}`, object, scopes: internal, effect: 'deny' }],
    ['denied it by a group', { type: 'assign', principal: `group:${ALL}`, object, scopes: internal, effect: 'deny' }],
    [
      'denied it at the object',
      {
        type: 'set-permissions',
        object,
        permissions: [{ principal: `group:${FULL_ACCESS}`, scopes: internal, effect: 'deny' }],
      },
    ],
  ]

  test.for(ways)('I6, C84: cannot be %s', ([, edit]) => {
    const program = aProgram()
    expect(() => applyEdit(program, edit, CONTEXT)).toThrow(expect.objectContaining({ code: 'LAST_ADMINISTRATOR' }))
    expect(program).toEqual(aProgram())
  })

  test('I6: one who has no password to log in with does not count as another', () => {
    const program = aProgram()
    const gone: ProgramEdit = { type: 'delete-user', uuid: ADMIN }
    const zoe = aUser('Zoe', { groups: [FULL_ACCESS] })
    applyEdit(program, { type: 'add-user', user: zoe }, CONTEXT)
    expect(() => applyEdit(program, gone, CONTEXT)).toThrow(expect.objectContaining({ code: 'LAST_ADMINISTRATOR' }))
    applyEdit(program, { type: 'edit-user', uuid: zoe.uuid, change: { password: PASSWORD } }, CONTEXT)
    applyEdit(program, gone, CONTEXT)
    expect(program.users.has(ADMIN)).toBe(false)
  })

  test('I6: who is it by a group keeps the group, and the group its right', () => {
    const program = aProgram()
    const edits: ProgramEdit[] = [
      { type: 'add-group', group: aGroup('Config') },
      { type: 'assign', principal: `group:${CONFIG}`, object, scopes: internal, effect: 'allow' },
      { type: 'add-user', user: aUser('Zoe', { groups: [CONFIG], password: PASSWORD }) },
      { type: 'delete-user', uuid: ADMIN },
    ]
    for (const edit of edits) applyEdit(program, edit, CONTEXT)
    const demoting: ProgramEdit[] = [
      { type: 'delete-group', uuid: CONFIG },
      { type: 'revoke', principal: `group:${CONFIG}`, object, scopes: internal },
      { type: 'set-permissions', object, permissions: [] },
    ]
    for (const edit of demoting) {
      expect(() => applyEdit(program, edit, CONTEXT)).toThrow(expect.objectContaining({ code: 'LAST_ADMINISTRATOR' }))
    }
  })

  test('I6: no edits whatever, one after the other, leave nobody to administer the unit for good', () => {
    let refused = 0
    fc.assert(
      fc.property(fc.array(anEdit, { minLength: 1, maxLength: 20 }), (edits) => {
        const program = aHouse()
        for (const edit of edits) {
          try {
            applyEdit(program, edit, CONTEXT)
          } catch (error) {
            if (!(error instanceof RigError)) throw error
            if (error.code === 'LAST_ADMINISTRATOR') refused++
          }
          expect(hasAdministrator(program)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
    expect(refused).toBeGreaterThan(0)
  })
})

function status(change: NonNullable<Extract<ProgramEdit, { type: 'edit-user' }>['change']['status']>): ProgramEdit {
  return { type: 'edit-user', uuid: ADMIN, change: { status: change } }
}
