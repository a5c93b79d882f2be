import { describe, expect, test } from 'vitest'
import { isAdministrator } from '../../../sim/domain/program/administrators.ts'
import { ancestorGroups } from '../../../sim/domain/program/ancestors.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import { SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import type { AccessSchedule, Program } from '../../../sim/domain/program/program.ts'
import { aGroup, aProgram, aUser, CONTEXT, hash, OTHER_SERIAL, uuidOf } from './a-program.ts'

const ANNA = uuidOf('user', 'Anna')
const BEN = uuidOf('user', 'Ben')
const CLARA = uuidOf('user', 'Clara', OTHER_SERIAL)
const ADMIN = uuidOf('user', 'admin')
const STAFF = uuidOf('group', 'Staff')
const ADULTS = uuidOf('group', 'Adults')
const FULL_ACCESS = uuidOf('group', 'Full Access')
const FRONT_DOOR = `access:${uuidOf('control', 'Front Door')}` as const
const GATE = `device:${uuidOf('control', 'Gate')}` as const
const HALL = `room:${uuidOf('room', 'Hall')}` as const
const ALWAYS = uuidOf('schedule', 'Always')

function edited(...edits: ProgramEdit[]): Program {
  const program = aProgram()
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

function hours(fields: Partial<AccessSchedule> = {}): AccessSchedule {
  const entries = [{ mode: 3, fromMin: 480, toMin: 1020 }]
  return {
    uuid: uuidOf('schedule', 'Office Hours'),
    name: 'Office Hours',
    modes: [3, 4, 5, 6, 7, 8, 9],
    entries,
    ...fields,
  }
}

const ADD_HOURS: ProgramEdit = { type: 'add-schedule', schedule: hours() }
const anAssign = {
  type: 'assign',
  principal: `user:${ANNA}`,
  object: FRONT_DOOR,
  scopes: ['physical'],
  effect: 'allow',
} as const

describe('applyEdit()', () => {
  test('R69: creates users and groups', () => {
    const program = edited({ type: 'add-user', user: aUser('Dora') }, { type: 'add-group', group: aGroup('Cleaning') })
    expect(program.users.get(uuidOf('user', 'Dora'))?.name).toBe('Dora')
    expect(program.groups.get(uuidOf('group', 'Cleaning'))?.name).toBe('Cleaning')
  })

  test('R70: assigns a user to a group, a second time without effect', () => {
    const assign: ProgramEdit = { type: 'assign-to-group', principal: `user:${BEN}`, group: STAFF }
    expect(edited(assign, assign).users.get(BEN)?.groups).toEqual([STAFF])
  })

  test('R71: a group assigned from the user’s side is the same membership', () => {
    const fromUser = edited({ type: 'edit-user', uuid: BEN, change: { groups: [STAFF] } })
    const fromGroup = edited({ type: 'assign-to-group', principal: `user:${BEN}`, group: STAFF })
    expect(programToJson(fromUser)).toEqual(programToJson(fromGroup))
  })

  test('R73: removes a user from a group', () => {
    const program = edited({ type: 'remove-from-group', principal: `user:${ANNA}`, group: STAFF })
    expect(program.users.get(ANNA)?.groups).toEqual([])
  })

  test('R74, R141: a group added to a group has the other above it, also in a cycle', () => {
    const program = edited({ type: 'assign-to-group', principal: `group:${ADULTS}`, group: STAFF })
    const above = ancestorGroups(program, `user:${ANNA}`)
    expect([...above].sort()).toEqual([STAFF, ADULTS, uuidOf('group', 'All')].sort())
    expect(ancestorGroups(program, `group:${STAFF}`)).toEqual(new Set([ADULTS, STAFF]))
  })

  test('R32: a Trust member may be put into a group', () => {
    const program = edited({ type: 'assign-to-group', principal: `member:${OTHER_SERIAL}`, group: STAFF })
    expect(program.members.get(OTHER_SERIAL)?.groups).toEqual([STAFF])
  })

  test('R84: allows in each scope by itself, and replaces what the same principal was allowed there', () => {
    const both: ProgramEdit = { ...anAssign, object: HALL, scopes: ['internal', 'external'] }
    expect([...edited(both, both).assignments.values()].map(({ scope }) => scope)).toEqual(['internal', 'external'])
  })

  test('R98: an allow and a deny stand side by side, and are revoked together', () => {
    const deny: ProgramEdit = { ...anAssign, effect: 'deny' }
    expect(edited(anAssign, deny).assignments.size).toBe(2)
    const revoke: ProgramEdit = { type: 'revoke', principal: `user:${ANNA}`, object: FRONT_DOOR, scopes: ['physical'] }
    expect(edited(anAssign, deny, revoke).assignments.size).toBe(0)
  })

  test.for(SYSTEM_RIGHTS)('R86: the right %s can be given', (right) => {
    expect(edited({ ...anAssign, object: `right:${right}`, scopes: ['internal'] }).assignments.size).toBe(1)
  })

  test('R103: gives an Intercom to groups and Trust members', () => {
    const toGroup: ProgramEdit = { ...anAssign, principal: `group:${STAFF}`, object: GATE }
    const toMember: ProgramEdit = { ...anAssign, principal: `member:${OTHER_SERIAL}`, object: GATE }
    expect(edited(toGroup, toMember).assignments.size).toBe(2)
  })

  test('R116: adds an access schedule, edits it, and deletes it when nobody has it', () => {
    const change = { name: 'Hours', entries: [] }
    const program = edited(ADD_HOURS, { type: 'edit-schedule', uuid: hours().uuid, change })
    expect(program.schedules.get(hours().uuid)).toMatchObject(change)
    applyEdit(program, { type: 'delete-schedule', uuid: hours().uuid }, CONTEXT)
    expect(program.schedules.has(hours().uuid)).toBe(false)
  })

  test('deletes a user or a group with all that was assigned to it', () => {
    const toGroup: ProgramEdit = { ...anAssign, principal: `group:${STAFF}` }
    const program = edited(
      anAssign,
      toGroup,
      { type: 'delete-user', uuid: ANNA },
      { type: 'delete-group', uuid: STAFF },
    )
    expect(program.assignments.size).toBe(0)
    const groups = edited({ type: 'delete-group', uuid: STAFF })
    expect(groups.users.get(ANNA)?.groups).toEqual([])
  })

  test('takes an optional field away by undefined', () => {
    const program = edited({ type: 'edit-user', uuid: ANNA, change: { uniqueUserId: undefined } })
    expect(program.users.get(ANNA)).not.toHaveProperty('uniqueUserId')
  })

  test('raises no revision', () => {
    expect(edited(anAssign).rev).toBe(0)
  })
})

const REFUSED: [string, string, ProgramEdit[]][] = [
  [
    'a taken name, whatever its case',
    'NAME_TAKEN',
    [{ type: 'add-user', user: aUser('ANNA', { uuid: uuidOf('user', 'x') }) }],
  ],
  ['a taken User ID', 'NAME_TAKEN', [{ type: 'edit-user', uuid: BEN, change: { uniqueUserId: '1001' } }]],
  ['a taken group name', 'NAME_TAKEN', [{ type: 'edit-group', uuid: STAFF, change: { name: 'adults' } }]],
  ['R117: a taken schedule name', 'NAME_TAKEN', [{ type: 'add-schedule', schedule: hours({ name: 'always' }) }]],
  ['R117: a schedule without name', 'INVALID', [{ type: 'add-schedule', schedule: hours({ name: ' ' }) }]],
  ['R115: an edit of Always', 'INVALID', [{ type: 'edit-schedule', uuid: ALWAYS, change: { entries: [] } }]],
  ['R115: the deletion of Always', 'INVALID', [{ type: 'delete-schedule', uuid: ALWAYS }]],
  [
    'an entry that begins and ends at once',
    'INVALID',
    [{ type: 'add-schedule', schedule: hours({ entries: [{ mode: 3, fromMin: 60, toMin: 60 }] }) }],
  ],
  [
    'an entry after the end of the day',
    'INVALID',
    [{ type: 'add-schedule', schedule: hours({ entries: [{ mode: 3, fromMin: 60, toMin: 1441 }] }) }],
  ],
  ['a mode there is not', 'NOT_FOUND', [{ type: 'add-schedule', schedule: hours({ modes: [77], entries: [] }) }]],
  [
    'the deletion of a schedule in use',
    'SCHEDULE_IN_USE',
    [ADD_HOURS, { ...anAssign, schedule: hours().uuid }, { type: 'delete-schedule', uuid: hours().uuid }],
  ],
  ['a scheduled deny', 'INVALID', [ADD_HOURS, { ...anAssign, effect: 'deny', schedule: hours().uuid }]],
  [
    'a schedule for a room',
    'INVALID',
    [ADD_HOURS, { ...anAssign, object: HALL, scopes: ['internal'], schedule: hours().uuid }],
  ],
  ['a scope at a door', 'INVALID', [{ ...anAssign, scopes: ['internal'] }]],
  ['no scope', 'INVALID', [{ ...anAssign, scopes: [] }]],
  ['R103: an Intercom for a user', 'DEVICE_PERMISSION_PRINCIPAL', [{ ...anAssign, object: GATE }]],
  ['access to what is no door', 'NOT_FOUND', [{ ...anAssign, object: `access:${uuidOf('control', 'Gate')}` }]],
  ['an unknown principal', 'NOT_FOUND', [{ ...anAssign, principal: `user:${uuidOf('user', 'nobody')}` }]],
  [
    'nothing to revoke',
    'NOT_FOUND',
    [{ type: 'revoke', principal: `user:${ANNA}`, object: FRONT_DOOR, scopes: ['physical'] }],
  ],
  [
    'a member for All',
    'INVALID',
    [{ type: 'assign-to-group', principal: `user:${ANNA}`, group: uuidOf('group', 'All') }],
  ],
  ['the deletion of a built-in group', 'INVALID', [{ type: 'delete-group', uuid: FULL_ACCESS }]],
  [
    'a period that ends before it begins',
    'INVALID',
    [{ type: 'edit-user', uuid: BEN, change: { status: { state: 'timespan', validFromMs: 2, validUntilMs: 1 } } }],
  ],
  ['a replica made by hand', 'INVALID', [{ type: 'add-user', user: aUser('Dora', { origin: OTHER_SERIAL }) }]],
  ['another name for a replica', 'FORBIDDEN', [{ type: 'edit-user', uuid: CLARA, change: { name: 'Klara' } }]],
  ['the deletion of a replica', 'FORBIDDEN', [{ type: 'delete-user', uuid: CLARA }]],
  ['I6: the deletion of the last administrator', 'LAST_ADMINISTRATOR', [{ type: 'delete-user', uuid: ADMIN }]],
  [
    'I6: disabling the last administrator',
    'LAST_ADMINISTRATOR',
    [{ type: 'edit-user', uuid: ADMIN, change: { status: { state: 'disabled' } } }],
  ],
  [
    'I6: an end for the last administrator',
    'LAST_ADMINISTRATOR',
    [{ type: 'edit-user', uuid: ADMIN, change: { status: { state: 'enabled-until', validUntilMs: 1 } } }],
  ],
  [
    'I6: taking the last administrator out of Full Access',
    'LAST_ADMINISTRATOR',
    [{ type: 'remove-from-group', principal: `user:${ADMIN}`, group: FULL_ACCESS }],
  ],
  [
    'I6: denying the last administrator Loxone Config',
    'LAST_ADMINISTRATOR',
    [{ ...anAssign, principal: `user:${ADMIN}`, object: 'right:LoxoneConfig', scopes: ['internal'], effect: 'deny' }],
  ],
]

describe('applyEdit() refuses, and changes nothing:', () => {
  test.for(REFUSED)('%s (%s)', ([, code, edits]) => {
    const program = edited(...edits.slice(0, -1))
    const before = JSON.stringify(programToJson(program))
    const last = edits.at(-1)
    expect(() => last && applyEdit(program, last, CONTEXT)).toThrow(expect.objectContaining({ code }))
    expect(JSON.stringify(programToJson(program))).toBe(before)
  })

  test('nothing of this where another administrator is left', () => {
    const config: ProgramEdit = {
      ...anAssign,
      principal: `group:${STAFF}`,
      object: 'right:LoxoneConfig',
      scopes: ['internal'],
    }
    const password = hashPassword(hash, 'SHA256', 'new', 'aa')
    const program = edited(
      config,
      { type: 'edit-user', uuid: ANNA, change: { password } },
      { type: 'delete-user', uuid: ADMIN },
    )
    const anna = program.users.get(ANNA)
    expect(anna && isAdministrator(program, anna)).toBe(true)
    expect(program.users.has(ADMIN)).toBe(false)
  })
})
