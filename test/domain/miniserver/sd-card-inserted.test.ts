import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { isAdministrator } from '../../../sim/domain/program/administrators.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { type SdCard, sdCardText } from '../../../sim/domain/sd-card.ts'
import { ADMIN, OFFICE } from './a-home.ts'
import { noticesIn, Unit } from './a-unit.ts'
import { ask, edit, OK, passwordOf, refused, withLogin } from './control/asking.ts'

const CARD: SdCard = { password: 'sesame', config: '16.0.6.10', firmware: '16.0.6.10' }
const SESAME = { ...ADMIN, password: 'sesame' }

function insert(unit: Unit, card: Partial<SdCard> = {}, message = 'rig-1'): Effect[] {
  const sealed = unit.env.seal('miniserver', sdCardText(message, { ...CARD, ...card }))
  return unit.input({ type: 'sd-card-inserted', message, sealed })
}

function noticeIn(effects: readonly Effect[]): Readonly<Record<string, unknown>> {
  return effects.find((effect) => effect.type === 'notice')?.data ?? {}
}

describe('an SD card with a new password for admin', () => {
  test('R67, R134: resets it, tells everybody, and the unit restarts', () => {
    const unit = new Unit()
    unit.edit({
      type: 'edit-user',
      uuid: findUser(unit.state.program, 'admin').uuid,
      change: { password: passwordOf('forgotten') },
    })
    const effects = insert(unit)
    expect(noticesIn(effects)).toEqual(['admin-reset'])
    expect(noticeIn(effects)).toMatchObject({ user: 'admin', created: false })
    expect(effects.at(-1)).toEqual({ type: 'restart' })
    expect(ask(unit, { type: 'read-program' }, SESAME)).toEqual(OK)
    expect(ask(unit, { type: 'read-program' }, { ...ADMIN, password: 'forgotten' })).toEqual(refused('FORBIDDEN'))
  })

  test('changes nothing else of the configuration, and lasts', () => {
    const unit = new Unit()
    unit.losePower()
    const { rev, users, ...before } = structuredClone(unit.state.program)
    const admin = findUser(unit.state.program, 'admin')
    insert(unit)
    unit.losePower()
    const { rev: _, users: now, ...after } = unit.state.program
    expect(after).toEqual(before)
    const reset = now.get(admin.uuid)
    expect(reset).toEqual({ ...admin, password: reset?.password, editedMs: unit.at.wallMs })
    expect(new Map([...now, [admin.uuid, admin]])).toEqual(users)
    expect(unit.state.program.rev).toBe(rev + 1)
  })

  test('C83: creates admin anew, enabled and in Full Access, where it was deleted', () => {
    const unit = new Unit()
    const boss = withLogin(unit, 'Anna')
    const full = [...unit.state.program.groups.values()].find(({ type }) => type === 'full-access')
    unit.edit({
      type: 'assign-to-group',
      principal: `user:${findUser(unit.state.program, 'Anna').uuid}`,
      group: full?.uuid ?? '',
    })
    const old = findUser(unit.state.program, 'admin').uuid
    expect(edit(unit, boss, { type: 'delete-user', uuid: old })).toEqual(OK)
    expect(noticeIn(insert(unit))).toMatchObject({ created: true })
    const admin = findUser(unit.state.program, 'admin')
    expect(admin.uuid).not.toBe(old)
    expect(isAdministrator(unit.state.program, admin)).toBe(true)
    expect(ask(unit, { type: 'read-program' }, SESAME)).toEqual(OK)
  })

  test('an admin of another Miniserver is not meant', () => {
    const unit = new Unit()
    const admin = findUser(unit.state.program, 'admin')
    const boss = { ...admin, uuid: '0f000000-0000-0000-ffff504f94a00002', name: 'boss' }
    const theirs = { ...admin, origin: OFFICE }
    for (const user of [boss, theirs]) unit.state.program.users.set(user.uuid, user)
    expect(noticeIn(insert(unit))).toMatchObject({ created: true })
    expect(unit.state.program.users.get(theirs.uuid)).toEqual(theirs)
  })

  test('where it was renamed, it stays under its other name, with its own password', () => {
    const unit = new Unit()
    unit.edit({ type: 'edit-user', uuid: findUser(unit.state.program, 'admin').uuid, change: { name: 'boss' } })
    expect(noticeIn(insert(unit))).toMatchObject({ created: true })
    expect(ask(unit, { type: 'read-program' }, { ...ADMIN, user: 'boss' })).toEqual(OK)
    expect(ask(unit, { type: 'read-program' }, SESAME)).toEqual(OK)
  })

  test('an admin who is disabled, or out of Full Access, can come in afterwards', () => {
    const unit = new Unit()
    const admin = findUser(unit.state.program, 'admin')
    const full = admin.groups[0] ?? ''
    withLogin(unit, 'Anna')
    unit.edit(
      { type: 'assign-to-group', principal: `user:${findUser(unit.state.program, 'Anna').uuid}`, group: full },
      { type: 'edit-user', uuid: admin.uuid, change: { status: { state: 'disabled' }, groups: [] } },
    )
    insert(unit)
    expect(ask(unit, { type: 'read-program' }, SESAME)).toEqual(OK)
  })

  test('P-102: the groups that admin is in besides stay', () => {
    const unit = new Unit()
    const admin = findUser(unit.state.program, 'admin')
    const group = { uuid: '0e000000-0000-0000-ffff504f94a00002', name: 'Board', type: 'normal', groups: [] } as const
    unit.edit(
      { type: 'add-group', group },
      { type: 'assign-to-group', principal: `user:${admin.uuid}`, group: group.uuid },
    )
    insert(unit)
    expect(findUser(unit.state.program, 'admin').groups).toEqual([...admin.groups, group.uuid])
  })

  test.for([
    [{ firmware: '11.9.9.9' }, 'FIRMWARE_TOO_OLD'],
    [{ config: '11.9.9.9' }, 'CONFIG_TOO_OLD'],
    [{ firmware: 'twelve' }, 'FIRMWARE_TOO_OLD'],
    [{ password: '' }, 'INVALID'],
  ] as const)('C83: one with %o is refused as %s and changes nothing', ([card, code]) => {
    const unit = new Unit()
    const { rev } = unit.state.program
    const effects = insert(unit, card)
    expect(noticesIn(effects)).toEqual(['sd-card-refused'])
    expect(noticeIn(effects)).toMatchObject({ code })
    expect(effects.some(({ type }) => type === 'restart')).toBe(false)
    expect(unit.state.program.rev).toBe(rev)
  })

  test('12 is enough', () => {
    expect(noticesIn(insert(new Unit(), { config: '12.0.0.0', firmware: '12.0.0.0' }))).toEqual(['admin-reset'])
  })

  test('one that was written for another message, or by nobody who has the key, is refused', () => {
    const unit = new Unit()
    const text = sdCardText('rig-1', CARD)
    const bad = [unit.env.seal('miniserver', text), unit.env.seal('front-door', text), text]
    for (const sealed of bad) {
      expect(noticeIn(unit.input({ type: 'sd-card-inserted', message: 'rig-2', sealed }))).toMatchObject({
        code: 'FRAME_MALFORMED',
      })
    }
    const odd = unit.env.seal('miniserver', '{"a":1}')
    expect(noticesIn(unit.input({ type: 'sd-card-inserted', message: 'rig-2', sealed: odd }))).toEqual([
      'sd-card-refused',
    ])
  })

  test('what the bus says twice is done once, also when the unit was off in between', () => {
    const unit = new Unit()
    insert(unit)
    const { rev } = unit.state.program
    expect(insert(unit)).toEqual([])
    unit.losePower()
    expect(insert(unit)).toEqual([])
    expect(unit.state.program.rev).toBe(rev)
  })
})
