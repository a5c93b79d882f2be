import { expect, test } from 'vitest'
import type { ControlReply } from '../../../../sim/domain/miniserver/effect.ts'
import { findUser } from '../../../../sim/domain/program/lookup.ts'
import type { User } from '../../../../sim/domain/program/program.ts'
import { MONDAY_9_00, OFFICE } from '../a-home.ts'
import { Unit } from '../a-unit.ts'
import { ask, OK, withLogin } from './asking.ts'

/** What Anna, a user manager, is answered with her password where she is like this. */
function answered(change: Partial<User>, typed: { user?: string; password?: string } = {}): ControlReply {
  const unit = new Unit()
  const anna = withLogin(unit, 'Anna', 'UserManagement')
  const user = { ...findUser(unit.state.program, 'Anna'), ...change }
  unit.state.program.users.set(user.uuid, user)
  return ask(unit, { type: 'trust-status' }, { ...anna, ...typed })
}

const NOW_MS = MONDAY_9_00.wallMs
const SENTENCE = 'Home does not know this user and password'

test.for<[string, Partial<User>, { user?: string; password?: string }?]>([
  ['an unknown user', {}, { user: 'Nobody' }],
  ['a wrong password', {}, { password: 'wrong' }],
  ['an empty password', {}, { password: '' }],
  ['a user who is disabled', { status: { state: 'disabled' } }],
  ['a user whose period is over', { status: { state: 'enabled-until', validUntilMs: NOW_MS } }],
  ['a user whose period has not begun', { status: { state: 'enabled-from', validFromMs: NOW_MS + 1 } }],
  ['a user of another Miniserver', { origin: OFFICE }],
])('%s is refused with the same sentence', ([, change, typed]) => {
  expect(answered(change, typed)).toEqual({ ok: false, code: 'FORBIDDEN', message: SENTENCE })
})

test('a name is good in any case, and a period until it is over', () => {
  expect(answered({}, { user: 'aNNa' })).toEqual(OK)
  expect(answered({ status: { state: 'enabled-until', validUntilMs: NOW_MS + 1 } })).toEqual(OK)
})

test('who has no password is refused, whatever is typed', () => {
  const unit = new Unit()
  const anna = withLogin(unit, 'Anna', 'UserManagement')
  const { password: _, ...user } = findUser(unit.state.program, 'Anna')
  unit.state.program.users.set(user.uuid, user)
  for (const password of ['', 'undefined', anna.password]) {
    expect(ask(unit, { type: 'trust-status' }, { ...anna, password })).toMatchObject({ code: 'FORBIDDEN' })
  }
})
