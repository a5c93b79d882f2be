import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { HOME, OFFICE } from './a-home.ts'
import { House, replyIn } from './a-rights-house.ts'
import { noticesIn } from './a-unit.ts'

const NEWER = '16.1.2.3'

function update(house: House, firmware: string): Effect[] {
  return house.send({ type: 'update-firmware', firmware })
}

function inATrust(house: House): void {
  const { program, identity } = house.unit.state
  const info = { ...identity, serial: OFFICE }
  program.trusts.set('trust', {
    trustUuid: 'trust',
    name: 'Family',
    manager: OFFICE,
    epoch: 1,
    members: [
      { serial: OFFICE, state: 'finalized', info },
      { serial: HOME, state: 'finalized', info: identity },
    ],
  })
}

describe('update-firmware', () => {
  test('R93: the unit runs the firmware from then on, also after a loss of power', () => {
    const house = new House()
    expect(replyIn(update(house, NEWER))).toEqual({ ok: true, value: { firmware: NEWER } })
    expect(house.http('/jdev/cfg/version', { user: 'admin' }).value).toBe(NEWER)
    house.unit.losePower()
    expect(house.http('/jdev/cfg/version', { user: 'admin' }).value).toBe(NEWER)
  })

  test('the answer first, then a notice, every socket closed with 4007, and the restart last', () => {
    const house = new House()
    house.socket('admin', 'one')
    house.socket('admin', 'two')
    const effects = update(house, NEWER)
    expect(effects[0]?.type).toBe('control-reply')
    expect(noticesIn(effects)).toEqual(['firmware-updated'])
    const closed = effects.filter((effect) => effect.type === 'api-close')
    expect(closed.map(({ session, code }) => [session, code])).toEqual([
      ['one', 4007],
      ['two', 4007],
    ])
    expect(effects.at(-1)).toEqual({ type: 'restart' })
  })

  test('P-116: an older one is installed as well', () => {
    const house = new House()
    update(house, '11.0.0.0')
    expect(house.unit.state.identity.firmware).toBe('11.0.0.0')
  })

  test('P-116: one that is too old for a Trust is refused to a unit that is in one', () => {
    const house = new House()
    inATrust(house)
    expect(replyIn(update(house, '12.0.9.9'))).toMatchObject({ ok: false, code: 'FIRMWARE_TOO_OLD' })
    expect(replyIn(update(house, '12.1.0.0'))).toMatchObject({ ok: true })
  })

  test.for([
    '',
    '16',
    '16.1',
    '16.1.2',
    '16.1.2.3.4',
    '16.1.2.x',
    '016.1.2.3',
    '16.1.2.12345',
    'v16.1.2.3',
    '16.0.6.10',
  ])('"%s" is refused, and nothing changes', (firmware) => {
    const house = new House()
    const before = house.stored()
    expect(replyIn(update(house, firmware))).toMatchObject({ ok: false, code: 'INVALID' })
    expect(house.unit.state.identity.firmware).toBe('16.0.6.10')
    expect(house.stored()).toEqual(before)
  })
})
