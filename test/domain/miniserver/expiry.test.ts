import { describe, expect, test } from 'vitest'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import type { UserStatus } from '../../../sim/domain/program/program.ts'
import { BLUE, MONDAY_9_00, OFFICE } from './a-home.ts'
import { decisionsIn, noticesIn, outputsIn, Unit } from './a-unit.ts'

const NINE_MS = MONDAY_9_00.wallMs

/** Home, where this becomes Anna's status. */
function aUnit(status: UserStatus): Unit {
  const unit = new Unit()
  unit.edit({ type: 'edit-user', uuid: findUser(unit.state.program, 'Anna').uuid, change: { status } })
  return unit
}

function until(validUntilMs: number, onExpiry: UserStatus['onExpiry'] = 'delete'): UserStatus {
  return { state: 'enabled-until', validUntilMs, ...(onExpiry && { onExpiry }) }
}

function isThere(unit: Unit, name = 'Anna'): boolean {
  return [...unit.state.program.users.values()].some((user) => user.name === name)
}

describe('onExpiry: delete', () => {
  test('deletes at the very instant, with all that is assigned, as a new revision', () => {
    const unit = aUnit(until(NINE_MS + 90_000))
    const { rev } = unit.state.program
    expect(noticesIn(unit.advance(89_999))).toEqual([])
    expect(isThere(unit)).toBe(true)
    expect(noticesIn(unit.advance(1))).toEqual(['user-expired'])
    expect(isThere(unit)).toBe(false)
    expect(unit.state.program.rev).toBe(rev + 1)
    expect(decisionsIn(unit.present({ credential: BLUE }))).toMatchObject([{ reason: 'UNKNOWN_CREDENTIAL' }])
    unit.losePower()
    expect(isThere(unit)).toBe(false)
  })

  test('also of a period with a beginning, and only when a period has an end', () => {
    const status = {
      state: 'timespan',
      validFromMs: NINE_MS,
      validUntilMs: NINE_MS + 1000,
      onExpiry: 'delete',
    } as const
    const unit = aUnit(status)
    unit.advance(1000)
    expect(isThere(unit)).toBe(false)
    const other = aUnit({ state: 'enabled', validUntilMs: NINE_MS + 1000, onExpiry: 'delete' })
    other.advance(600_000)
    expect(isThere(other)).toBe(true)
  })

  test('catches up after a reboot that slept over it', () => {
    const unit = aUnit(until(NINE_MS + 90_000))
    unit.at = { ...unit.at, wallMs: NINE_MS + 3_600_000 }
    unit.losePower()
    unit.advance(0)
    expect(isThere(unit)).toBe(false)
  })

  test('follows a wall clock that jumps over it, within a minute', () => {
    const unit = aUnit(until(NINE_MS + 86_400_000))
    unit.advance(30_000)
    unit.at = { ...unit.at, wallMs: NINE_MS + 90_000_000 }
    unit.advance(30_000)
    expect(isThere(unit)).toBe(false)
  })

  test('does not happen where the end was moved before it came', () => {
    const unit = aUnit(until(NINE_MS + 90_000))
    const change = { status: until(NINE_MS + 900_000) }
    unit.edit({ type: 'edit-user', uuid: findUser(unit.state.program, 'Anna').uuid, change })
    unit.advance(800_000)
    expect(isThere(unit)).toBe(true)
    unit.advance(100_000)
    expect(isThere(unit)).toBe(false)
  })

  test('P-43: of a user of another Miniserver is that one’s to carry out', () => {
    const unit = aUnit(until(NINE_MS + 1000))
    const ben = findUser(unit.state.program, 'Ben')
    unit.state.program.users.set(ben.uuid, { ...ben, origin: OFFICE, status: until(NINE_MS + 1000) })
    unit.advance(600_000)
    expect([isThere(unit, 'Ben'), isThere(unit)]).toEqual([true, false])
  })

  test('C79: leaves a pulse that runs as long as it is', () => {
    const unit = aUnit(until(NINE_MS + 1000))
    expect(outputsIn(unit.present({ credential: BLUE }))).toContain('o1 on')
    expect(outputsIn(unit.advance(1000))).toEqual([])
    expect(isThere(unit)).toBe(false)
    expect(outputsIn(unit.advance(1999))).not.toContain('o1 off')
    expect(outputsIn(unit.advance(1))).toContain('o1 off')
  })

  test('I6: does not delete the last who could administer the unit', () => {
    const unit = aUnit(until(NINE_MS + 1000))
    // No edit leads there: a program may come from elsewhere.
    const admin = findUser(unit.state.program, 'admin')
    unit.state.program.users.set(admin.uuid, { ...admin, status: until(NINE_MS + 1000) })
    unit.advance(120_000)
    expect(isThere(unit, 'admin')).toBe(true)
    expect(isThere(unit)).toBe(false)
  })
})

test('onExpiry: deactivate changes nothing but who may', () => {
  const unit = aUnit(until(NINE_MS + 1000, 'deactivate'))
  const { rev } = unit.state.program
  expect(unit.advance(600_000)).toEqual([])
  expect(unit.state.program.rev).toBe(rev)
  expect(decisionsIn(unit.present({ credential: BLUE }))).toMatchObject([{ reason: 'EXPIRED' }])
})
