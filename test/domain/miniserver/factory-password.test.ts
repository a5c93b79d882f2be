import { describe, expect, test } from 'vitest'
import type { ApiCommand } from '../../../sim/domain/miniserver/api-command.ts'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import type { UntimedInput } from '../../../sim/domain/miniserver/input.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { ADMIN, OFFICE } from './a-home.ts'
import { noticesIn, Unit } from './a-unit.ts'
import { ask, OK, passwordOf, refused } from './control/asking.ts'

type Opened = Partial<Extract<UntimedInput, { type: 'api-opened' }>>

/** What a client that asks for a key, and then logs in, is answered. */
function callApi(unit: Unit, opened: Opened): Effect[] {
  const { session = 'one' } = opened
  unit.input({ type: 'api-opened', session, scope: 'internal', ...opened })
  const commands: readonly ApiCommand[] = [
    { type: 'get-key2', control: '', user: 'admin' },
    { type: 'basic', control: '', user: 'admin', password: 'admin', inner: { type: 'structure-version', control: '' } },
  ]
  return commands.flatMap((command, request) => unit.input({ type: 'api-command', session, request, command }))
}

function codesIn(effects: readonly Effect[]): number[] {
  return effects.flatMap((effect) => (effect.type === 'api-reply' ? [effect.reply.code] : []))
}

function flattened(effects: Iterable<Effect>): Effect[] {
  return [...effects].flatMap((effect) => (effect.type === 'commit' ? flattened(effect.then) : [effect]))
}

function setPassword(unit: Unit): void {
  const { uuid } = findUser(unit.state.program, 'admin')
  unit.edit({ type: 'edit-user', uuid, change: { password: passwordOf('strong') } })
}

describe('while admin has the password of the factory', () => {
  test('R64, R131: the first programming is done as admin, with password admin', () => {
    const unit = new Unit()
    expect(ask(unit, { type: 'load-program' }, ADMIN)).toEqual(OK)
    expect(ask(unit, { type: 'edit-program', edits: [] }, { ...ADMIN, password: 'other' })).toEqual(
      refused('FORBIDDEN'),
    )
  })

  test.for([{ http: true }, {}])('DIFF-1: the public API answers everything from outside with 409 (%o)', (opened) => {
    const unit = new Unit()
    const effects = callApi(unit, { scope: 'external', ...opened })
    expect(new Set(codesIn(effects))).toEqual(new Set([409]))
    expect(JSON.stringify(effects)).toContain('unsecure password')
    expect(codesIn(callApi(unit, { scope: 'internal', session: 'two', ...opened }))).not.toContain(409)
  })

  test('DIFF-1: the control API refuses everybody from outside, with a sentence and whatever the password', () => {
    const unit = new Unit()
    const outside = { ...ADMIN, scope: 'external' } as const
    expect(ask(unit, { type: 'read-program' }, outside)).toEqual(refused('DEFAULT_PASSWORD'))
    expect(ask(unit, { type: 'read-program' }, { ...outside, password: 'wrong' })).toEqual(refused('DEFAULT_PASSWORD'))
    expect(ask(unit, { type: 'read-program' })).toEqual(OK)
  })

  test('R66, R133, DIFF-1: it programs and is programmed all the same, with a warning at each start', () => {
    const unit = new Unit()
    expect(noticesIn(unit.losePower())).toEqual(['default-password'])
    expect(ask(unit, { type: 'load-program' })).toEqual(OK)
  })

  test('another password opens the ways from outside and ends the warning', () => {
    const unit = new Unit()
    setPassword(unit)
    expect(noticesIn(unit.losePower())).toEqual([])
    const outside = { user: 'admin', password: 'strong', scope: 'external' } as const
    expect(ask(unit, { type: 'read-program' }, outside)).toEqual(OK)
    expect(codesIn(callApi(unit, { scope: 'external', http: true }))).not.toContain(409)
  })

  test('C13: it reports so for Cloud DNS, once, and when it is over; users of other names are not looked at', () => {
    const reported = (effects: readonly Effect[]) =>
      flattened(effects).flatMap((effect) =>
        effect.type === 'state' && effect.name === 'unsecured' ? [effect.value] : [],
      )
    const unit = new Unit()
    expect(reported(unit.losePower())).toEqual([true])
    const { uuid } = findUser(unit.state.program, 'admin')
    const password = passwordOf('strong')
    const edit = (change: object) =>
      unit.input({
        ...{ type: 'control', request: 1, caller: ADMIN },
        command: { type: 'edit-program', edits: [{ type: 'edit-user', uuid, change }] },
      })
    expect(reported(edit({ tags: [] }))).toEqual([])
    expect(reported(edit({ password }))).toEqual([false])
    expect(reported(unit.losePower())).toEqual([])
  })

  test('it is admin’s in any case, and not a namesake’s of another Miniserver', () => {
    const outside = { user: 'admin', password: 'admin', scope: 'external' } as const
    const unit = new Unit()
    const admin = findUser(unit.state.program, 'admin')
    unit.edit({ type: 'edit-user', uuid: admin.uuid, change: { name: 'Admin' } })
    expect(ask(unit, { type: 'read-program' }, outside)).toEqual(refused('DEFAULT_PASSWORD'))
    setPassword(unit)
    const theirs = { ...admin, uuid: '0f000000-0000-0000-ffff504f94a00001', origin: OFFICE }
    unit.state.program.users.set(theirs.uuid, theirs)
    expect(ask(unit, { type: 'read-program' }, { ...outside, password: 'strong' })).toEqual(OK)
  })
})
