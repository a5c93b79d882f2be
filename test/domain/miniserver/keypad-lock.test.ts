import { describe, expect, test } from 'vitest'
import { DENIALS_MAX, LOCKED_MS } from '../../../sim/domain/miniserver/keypad-lock.ts'
import { BLUE, BUTTON, GREEN, RED } from './a-home.ts'
import { decisionsIn, outputsIn, Unit } from './a-unit.ts'

const STRANGER = { kind: 'tag', id: '04 00 00 01' } as const

type Presented = Parameters<Unit['present']>[0]['credential']

/** The last attempt's effects. */
function tries(unit: Unit, times: number, credential: Presented = STRANGER): ReturnType<Unit['present']> {
  return Array.from({ length: times }, () => unit.present({ credential })).at(-1) ?? []
}

function lockIn(effects: ReturnType<Unit['present']>): unknown[] {
  return effects.flatMap((effect) => (effect.type === 'state' && effect.name === 'locked' ? [effect.value] : []))
}

function signalsIn(effects: ReturnType<Unit['present']>): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'command' && effect.command.type === 'feedback' ? [effect.command.signal] : [],
  )
}

describe('a keypad', () => {
  test('is locked by fifteen unauthorised tags one after the other, and shows it', () => {
    const unit = new Unit()
    const before = tries(unit, DENIALS_MAX - 1)
    expect([lockIn(before), signalsIn(before)]).toEqual([[], ['denied']])
    const locked = tries(unit, 1)
    expect([lockIn(locked), signalsIn(locked)]).toEqual([[true], ['locked']])
    expect(signalsIn(tries(unit, 1))).toEqual(['locked'])
  })

  test('P-54: counts those whom their schedule or rights keep out', () => {
    const unit = new Unit()
    unit.advance(9 * 3_600_000)
    tries(unit, 7, GREEN)
    const locked = tries(unit, 8, RED)
    expect(decisionsIn(locked)).toMatchObject([{ reason: 'OUTSIDE_SCHEDULE' }])
    expect(lockIn(locked)).toEqual([true])
  })

  test('P-53: begins to count anew with everybody who is let in', () => {
    const unit = new Unit()
    tries(unit, DENIALS_MAX - 1)
    tries(unit, 1, BLUE)
    expect(lockIn(tries(unit, DENIALS_MAX - 1))).toEqual([])
    expect(lockIn(tries(unit, 1))).toEqual([true])
  })

  test('is free again after two minutes by monotonic time; P-136: attempts in between do not prolong it', () => {
    const unit = new Unit()
    tries(unit, DENIALS_MAX)
    unit.advance(LOCKED_MS - 1)
    expect(signalsIn(tries(unit, DENIALS_MAX))).toEqual(['locked'])
    const freed = unit.advance(1)
    expect(lockIn(freed)).toEqual([false])
    expect(signalsIn(tries(unit, 1))).toEqual(['denied'])
  })

  test('P-67: lets a valid tag in while it is locked, which ends the lock', () => {
    const unit = new Unit()
    tries(unit, DENIALS_MAX)
    const entered = tries(unit, 1, BLUE)
    expect([outputsIn(entered), lockIn(entered), signalsIn(entered)]).toEqual([['o1 on'], [false], ['granted']])
    expect(signalsIn(tries(unit, 1))).toEqual(['denied'])
    expect(lockIn(unit.advance(LOCKED_MS))).toEqual([])
  })

  test('looks at no code while it is locked, whoever it belongs to', () => {
    const unit = new Unit()
    tries(unit, DENIALS_MAX)
    const typed = unit.present({ credential: { kind: 'code', id: '4711' } })
    expect(decisionsIn(typed)).toMatchObject([{ outcome: 'denied', reason: 'LOCKED', historyType: 7 }])
    expect(lockIn(typed)).toEqual([])
  })

  test('is never one of an iButton reader', () => {
    const unit = new Unit()
    const effects = Array.from({ length: DENIALS_MAX + 1 }, () =>
      unit.present({ device: 'one-wire', credential: { ...BUTTON, id: '01.01.02.03.04.05.06.BD' } }),
    )
    expect(lockIn(effects.flat())).toEqual([])
  })
})
