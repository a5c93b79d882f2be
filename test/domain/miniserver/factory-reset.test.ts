import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import { factoryResetText } from '../../../sim/domain/miniserver/factory-reset.ts'
import { factoryProgram } from '../../../sim/domain/program/factory.ts'
import { ADMIN } from './a-home.ts'
import { noticesIn, Unit } from './a-unit.ts'
import { ask, OK, refused, withLogin } from './control/asking.ts'

function reset(unit: Unit, message = 'rig-1', text = factoryResetText(message)): Effect[] {
  return unit.input({ type: 'factory-reset', message, sealed: unit.env.seal('miniserver', text) })
}

describe('a reset to factory', () => {
  test('R131: everything in the program goes, admin/admin opens it, and the unit restarts', () => {
    const unit = new Unit()
    const anna = withLogin(unit, 'Anna')
    const { serial } = unit.state.identity
    const rev = unit.state.program.rev
    const effects = reset(unit)
    expect(noticesIn(effects)).toEqual(['factory-reset'])
    expect(effects.at(-1)).toEqual({ type: 'restart' })
    const { rev: now, ...program } = unit.state.program
    const { rev: _, ...factory } = factoryProgram(serial, unit.env.hash)
    const undated = [...program.users].map(([uuid, { editedMs: _, ...user }]) => [uuid, user] as const)
    expect({ ...program, users: new Map(undated) }).toEqual(factory)
    expect(now).toBe(rev + 1)
    expect(ask(unit, { type: 'read-program' }, { ...ADMIN, password: 'admin' })).toEqual(OK)
    expect(ask(unit, { type: 'read-program' }, anna)).toEqual(refused('FORBIDDEN'))
  })

  test('lasts, in a new epoch of its own feed', () => {
    const unit = new Unit()
    const { feed } = unit.state.trust
    reset(unit)
    const program = structuredClone(unit.state.program)
    unit.losePower()
    expect(unit.state.program).toEqual(program)
    expect(unit.state.trust.feed.epoch).toBe(feed.epoch + 1)
    expect(unit.state.blocks.size + unit.state.program.deviceAuthorisations.size + unit.state.api.tokens.size).toBe(0)
  })

  test('is done once however often it is said, and for no other text that is sealed', () => {
    const unit = new Unit()
    expect(reset(unit, 'rig-1', factoryResetText('rig-2'))).toEqual([])
    expect(reset(unit, 'rig-1', 'factory-reset')).toEqual([])
    expect(unit.input({ type: 'factory-reset', message: 'rig-1', sealed: 'nonsense' })).toEqual([])
    reset(unit, 'rig-1')
    const { rev } = unit.state.program
    expect(reset(unit, 'rig-1')).toEqual([])
    unit.losePower()
    expect(reset(unit, 'rig-1')).toEqual([])
    expect(unit.state.program.rev).toBe(rev)
  })
})
