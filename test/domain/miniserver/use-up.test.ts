import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import type { DeviceCode } from '../../../sim/domain/program/device-authorisation.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { ADMIN } from './a-home.ts'
import { Unit } from './a-unit.ts'

const TYPED = { kind: 'code', id: '998877' } as const
const UUID = uuidOf('device code', 'Parcel')

/** Home with a one-time code at its front door. */
function aHome(): Unit {
  const unit = new Unit()
  const digest = unit.env.hmac('SHA256', '00'.repeat(32), TYPED.id).slice(0, 40)
  const authorisation: DeviceCode = {
    ...{ kind: 'code', uuid: UUID, name: 'Parcel', reader: 'front-door', isActive: true, type: 'one-time', digest },
    ...{ outputs: 1, standardOutput: 1 },
  }
  unit.edit({ type: 'add-device-authorisation', authorisation })
  return unit
}

describe('a one-time code', () => {
  test('C54: opens once; its second use is denied, after a restart as well', () => {
    const unit = aHome()
    const { rev } = unit.state.program
    expect(decided(unit.present({ credential: TYPED }))).toEqual(['ALLOWED'])
    expect(decided(unit.present({ credential: TYPED }))).toEqual(['USED_UP'])
    unit.losePower()
    expect(decided(unit.present({ credential: TYPED }))).toEqual(['USED_UP'])
    expect(unit.state.program.rev).toBe(rev)
  })

  test('a repeat of the presentation that it opened by is no second use', () => {
    const unit = aHome()
    unit.present({ credential: TYPED, id: 'tap-1' })
    expect(decided(unit.present({ credential: TYPED, id: 'tap-1' }))).toEqual([])
  })

  test.for([false, true])('killed while it is answered, durable %s: opens once in all', (isDurable) => {
    const unit = aHome()
    const lost = unit.presentAndLosePower({ credential: TYPED, id: 'tap-1' }, isDurable)
    expect(pulses(lost)).toBe(0)
    const again = unit.present({ credential: TYPED, id: 'tap-1' })
    const more = unit.present({ credential: TYPED })
    expect([pulses(again), decided(more)]).toEqual([isDurable ? 0 : 1, ['USED_UP']])
  })

  test('P-226: a document that was open meanwhile is not stale, and does not bring it back', () => {
    const unit = aHome()
    const document = JSON.parse(JSON.stringify(programToJson(unit.state.program)))
    unit.present({ credential: TYPED })
    save(unit, document)
    expect(decided(unit.present({ credential: TYPED }))).toEqual(['USED_UP'])
  })

  test('P-226: with other digits it is another code', () => {
    const unit = aHome()
    const document = JSON.parse(JSON.stringify(programToJson(unit.state.program)))
    document.deviceAuthorisations[0].digest = unit.env.hmac('SHA256', '00'.repeat(32), '112233').slice(0, 40)
    unit.present({ credential: TYPED })
    save(unit, document)
    expect(decided(unit.present({ credential: { kind: 'code', id: '112233' } }))).toEqual(['ALLOWED'])
  })
})

function save(unit: Unit, program: unknown): void {
  const command = { type: 'save-program', program } as const
  const effects = unit.input({ type: 'control', request: 9, caller: ADMIN, command })
  const reply = effects.find((effect) => effect.type === 'control-reply')?.reply
  if (reply?.ok !== true) throw new TypeError(`refused: ${reply?.message}`)
  unit.input({ type: 'booted' })
}

function decided(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'decision' ? [effect.record.reason] : []))
}

/** How often O1 was switched on. */
function pulses(effects: readonly Effect[]): number {
  return effects.filter((effect) => effect.type === 'state' && effect.name === 'o1' && effect.value === true).length
}
