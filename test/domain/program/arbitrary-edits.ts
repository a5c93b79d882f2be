import fc from 'fast-check'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { PrincipalKey } from '../../../sim/domain/program/names.ts'
import type { Program, UserStatus } from '../../../sim/domain/program/program.ts'
import { aGroup, aProgram, aUser, CONTEXT, OTHER_SERIAL, uuidOf } from './a-program.ts'

/** Mia, who manages users. */
export const EDITOR = uuidOf('user', 'Mia')

const USERS = ['admin', 'Anna', 'Ben', 'Mia', 'Zoe'].map((name) => uuidOf('user', name))
const CLARA = uuidOf('user', 'Clara', OTHER_SERIAL)
const GROUPS = ['Full Access', 'All', 'Adults', 'Staff', 'Config', 'No Config'].map((name) => uuidOf('group', name))

/**
 * `aProgram()` with Mia, who manages users, Zoe, who is a second administrator by group Config, and group No Config, which
 * denies that.
 */
export function aHouse(): Program {
  const program = aProgram()
  const object = 'right:LoxoneConfig'
  const scopes = ['internal', 'external'] as const
  const [config, no] = [uuidOf('group', 'Config'), uuidOf('group', 'No Config')]
  const edits: ProgramEdit[] = [
    { type: 'add-group', group: aGroup('Config') },
    { type: 'add-group', group: aGroup('No Config') },
    { type: 'assign', principal: `group:${config}`, object, scopes, effect: 'allow' },
    { type: 'assign', principal: `group:${no}`, object, scopes, effect: 'deny' },
    { type: 'add-user', user: aUser('Mia') },
    { type: 'assign', principal: `user:${EDITOR}`, object: 'right:UserManagement', scopes, effect: 'allow' },
    { type: 'add-user', user: aUser('Zoe', { groups: [config] }) },
  ]
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

const user = fc.constantFrom(...USERS, CLARA)
const group = fc.constantFrom(...GROUPS)
const principal: fc.Arbitrary<PrincipalKey> = fc.oneof(
  user.map((uuid) => `user:${uuid}` as const),
  group.map((uuid) => `group:${uuid}` as const),
)
const scopes = fc.subarray(['internal', 'external'] as const, { minLength: 1 })
const object = fc.constantFrom('right:LoxoneConfig', 'right:UserManagement', 'right:Ftp', 'right:ChangeOwnPasswords')
const effect = fc.constantFrom('allow', 'deny')

const status: fc.Arbitrary<UserStatus> = fc.oneof(
  fc.constantFrom<UserStatus>({ state: 'enabled' }, { state: 'disabled' }),
  fc.constantFrom<UserStatus>(
    { state: 'enabled-until', validUntilMs: 1_000, onExpiry: 'delete' },
    { state: 'enabled-from', validFromMs: 1_000 },
    { state: 'timespan', validFromMs: 0, validUntilMs: 1_000, onExpiry: 'deactivate' },
  ),
)

/** Any edit of people, groups and rights in `aHouse()`; many are refused. */
export const anEdit: fc.Arbitrary<ProgramEdit> = fc.oneof(
  fc.record({ type: fc.constant('edit-user'), uuid: user, change: fc.record({ status }) }),
  fc.record({ type: fc.constant('edit-user'), uuid: user, change: fc.record({ groups: fc.subarray(GROUPS) }) }),
  fc.record({ type: fc.constant('delete-user'), uuid: user }),
  fc.subarray(GROUPS).map((groups): ProgramEdit => ({ type: 'add-user', user: aUser('Nina', { groups }) })),
  fc.record({ type: fc.constant('delete-group'), uuid: group }),
  fc.record({ type: fc.constant('assign-to-group'), principal, group }),
  fc.record({ type: fc.constant('remove-from-group'), principal, group }),
  fc.record({ type: fc.constant('set-members'), group, members: fc.uniqueArray(principal, { maxLength: 4 }) }),
  fc.record({ type: fc.constant('assign'), principal, object, scopes, effect }),
  fc.record({ type: fc.constant('revoke'), principal, object, scopes }),
  fc.record({
    type: fc.constant('set-permissions'),
    object,
    permissions: fc.array(fc.record({ principal, scopes, effect }), { maxLength: 3 }),
  }),
)
