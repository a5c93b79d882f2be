import { describe, expect, test } from 'vitest'
import { findSchedule, findUser } from '../../../sim/domain/program/lookup.ts'
import { BLUE, BUTTON, RED } from './a-home.ts'
import { disable, outputsIn, Unit } from './a-unit.ts'

const DON_MS = 3_000

describe('the pulse of a granted output', () => {
  test('lasts for Don, and names its cause when it begins and when it ends', () => {
    const unit = new Unit()
    const on = unit.present({ credential: BLUE, id: 'tap' })
    expect(outputsIn(unit.advance(DON_MS - 1))).toEqual([])
    const off = unit.advance(1)
    expect(outputsIn(off)).toEqual(['o1 off'])
    const states = [...on, ...off].filter((effect) => effect.type === 'state').filter(({ name }) => name === 'o1')
    expect(states.map(({ device, causedBy }) => [device, causedBy])).toEqual([
      ['front-door', 'tap'],
      ['front-door', 'tap'],
    ])
  })

  test('is extended by another grant: the output stays on until Don after the last', () => {
    const unit = new Unit()
    unit.present({ credential: BLUE, id: 'first' })
    unit.advance(2_000)
    unit.present({ credential: BLUE, id: 'second' })
    expect(outputsIn(unit.advance(DON_MS - 1))).toEqual([])
    const off = unit.advance(1)
    expect(off).toEqual([expect.objectContaining({ type: 'state', name: 'o1', value: false, causedBy: 'second' })])
    expect(outputsIn(unit.advance(10 * DON_MS))).toEqual([])
  })

  test('is not touched by a denied presentation', () => {
    const unit = new Unit()
    unit.present({ credential: BLUE })
    unit.advance(1_000)
    unit.present({ credential: { kind: 'tag', id: '04 00 00 01' } })
    expect(outputsIn(unit.advance(1_999))).toEqual([])
    expect(outputsIn(unit.advance(1))).toEqual(['o1 off'])
  })

  test('of one door leaves the other alone', () => {
    const unit = new Unit()
    unit.present({ credential: BLUE })
    unit.advance(1_000)
    unit.present({ device: 'one-wire', credential: BUTTON })
    expect(outputsIn(unit.advance(2_000))).toEqual(['o1 off'])
    expect(outputsIn(unit.advance(1_000))).toEqual(['p off'])
  })

  test('C79: is completed when the access schedule is edited meanwhile, though the next one is denied', () => {
    const unit = new Unit()
    expect(outputsIn(unit.present({ credential: RED }))).toEqual(['o1 on'])
    const { uuid } = findSchedule(unit.state.program, 'Office Hours')
    expect(outputsIn(unit.edit({ type: 'edit-schedule', uuid, change: { entries: [] } }))).toEqual([])
    unit.advance(1_000)
    expect(outputsIn(unit.present({ credential: RED }))).toEqual([])
    expect(outputsIn(unit.advance(1_999))).toEqual([])
    expect(outputsIn(unit.advance(1))).toEqual(['o1 off'])
  })

  test('C79: is completed when the user is disabled, expires or is deleted meanwhile', () => {
    const endings = {
      disabled: (unit: Unit) => disable(unit, 'Anna'),
      expired: (unit: Unit) =>
        unit.edit({
          type: 'edit-user',
          uuid: findUser(unit.state.program, 'Anna').uuid,
          change: { status: { state: 'enabled-until', validUntilMs: unit.at.wallMs + 1 } },
        }),
      deleted: (unit: Unit) => unit.edit({ type: 'delete-user', uuid: findUser(unit.state.program, 'Anna').uuid }),
    }
    for (const [how, end] of Object.entries(endings)) {
      const unit = new Unit()
      unit.present({ credential: BLUE })
      unit.advance(500)
      expect(outputsIn(end(unit)), how).toEqual([])
      expect(outputsIn(unit.advance(2_499)), how).toEqual([])
      expect(outputsIn(unit.advance(1)), how).toEqual(['o1 off'])
      expect(outputsIn(unit.present({ credential: BLUE })), how).toEqual([])
    }
  })

  test('ends with a loss of power: afterwards every output is told to be off, and nothing is left of it', () => {
    const unit = new Unit()
    unit.present({ credential: BLUE })
    unit.advance(1_000)
    expect(outputsIn(unit.losePower()).sort()).toEqual(['o1 off', 'p off'])
    expect(outputsIn(unit.advance(10 * DON_MS))).toEqual([])
  })
})
