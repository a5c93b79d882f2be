import { describe, expect, test } from 'vitest'
import { BLUE, RED } from '../a-home.ts'
import { disable } from '../a-unit.ts'
import { ANNAS, BENS, Door, giveCode, programWith } from './a-door.ts'

const STRANGER = { kind: 'tag', id: '04 00 00 01' } as const

function aVault(more: Parameters<typeof programWith>[0] = {}): Door {
  return new Door(programWith({ authentication: 0, tagConfirmsEntry: true, ...more }))
}

/** Reasons and outputs of all decisions so far. */
function told({ decisions }: Door): unknown[] {
  return decisions.map(({ reason, output, historyType, user }) => [reason, output, historyType, user?.name])
}

function historyOf({ unit }: Door): unknown[] {
  return (unit.state.blocks.get('front-door')?.history ?? []).map(({ type, output, user }) => [type, output, user])
}

describe('two factors', () => {
  test('C50: code and tag open in any order, and the first is in the history with output 0', () => {
    const door = aVault()
    door.hold(BLUE)
    expect(door.now('o1')).toBe(false)
    expect(door.led.at(-1)).toBe('white')
    door.wait(30_000)
    door.press(`${ANNAS} tick`)
    expect(door.now('o1')).toBe(true)
    door.wait(5_000)
    door.press(`${ANNAS} tick`)
    door.hold(BLUE)
    expect(historyOf(door)).toEqual([
      [3, 0, 'Anna'],
      [0, 1, 'Anna'],
      [0, 0, 'Anna'],
      [3, 1, 'Anna'],
    ])
  })

  test('C50: after half a minute the second factor is a first one again', () => {
    const door = aVault()
    door.hold(BLUE)
    door.wait(30_001)
    door.press(`${ANNAS} tick`)
    expect(door.decisions.map(({ reason }) => reason)).toEqual(['SECOND_FACTOR_AWAITED', 'SECOND_FACTOR_AWAITED'])
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
  })

  test('C50, P-253: of a tag that was held before the code and again to confirm it, the door opens once, and opens', () => {
    const door = aVault()
    door.hold(BLUE)
    door.press(ANNAS)
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
    expect(told(door).map((each) => (each as unknown[])[0])).toEqual([
      'SECOND_FACTOR_AWAITED',
      'SECOND_FACTOR_AWAITED',
      'ALLOWED',
    ])
    expect(door.led.at(-1)).toBe('green')
  })

  test('P-51: of two people, the entry is that of who came second; none of their own kind will do', () => {
    const door = aVault()
    door.press(`${ANNAS} tick ${BENS} tick`)
    expect(told(door)).toEqual([
      ['SECOND_FACTOR_AWAITED', 0, 0, 'Anna'],
      ['SECOND_FACTOR_AWAITED', 0, 0, 'Ben'],
    ])
    door.hold(BLUE)
    expect(told(door).at(-1)).toEqual(['ALLOWED', 1, 3, 'Anna'])
  })

  test('P-52: both need permission and schedule when the second comes', () => {
    const door = aVault()
    door.press(`${BENS} tick`)
    disable(door.unit, 'Ben')
    door.hold(BLUE)
    expect(told(door).at(-1)).toEqual(['USER_DISABLED', -1, 8, 'Ben'])
    door.press(`${ANNAS} tick`)
    expect(told(door).at(-1)).toEqual(['SECOND_FACTOR_AWAITED', 0, 0, 'Anna'])
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
    door.wait(20_000)
    // Ben's schedule ends at 17:00.
    const late = aVault()
    late.wait(8 * 3_600_000 - 10_000)
    late.hold(RED)
    late.wait(15_000)
    late.press(`${ANNAS} tick`)
    expect(told(late).at(-1)).toEqual(['OUTSIDE_SCHEDULE', -1, 7, 'Ben'])
  })

  test('P-68: a slip between counts, and leaves the window running', () => {
    const door = aVault()
    door.press(`${ANNAS} tick`)
    for (let slip = 0; slip < 14; slip++) door.hold(STRANGER)
    door.wait(29_000)
    expect(door.now('locked')).toBe(false)
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
    for (let slip = 0; slip < 14; slip++) door.hold(STRANGER)
    expect(door.now('locked')).toBe(false)
    door.press('998877 tick')
    expect(door.now('locked')).toBe(true)
  })

  test('a right factor alone does not set the count back: who has one cannot guess the other for ever', () => {
    const door = aVault()
    for (let guess = 0; guess < 15; guess++) {
      door.hold(BLUE)
      door.press('998877 tick')
    }
    expect(door.now('locked')).toBe(true)
    door.hold(BLUE)
    expect(door.now('locked')).toBe(false)
    expect(told(door).at(-1)).toEqual(['SECOND_FACTOR_AWAITED', 0, 3, 'Anna'])
  })

  test('C50: a tag confirms the code that was typed, in one entry, and the output selected before them', () => {
    const door = aVault()
    door.press(`2 tick ${ANNAS}`)
    door.hold(BLUE)
    expect(told(door)).toEqual([
      ['SECOND_FACTOR_AWAITED', 0, 0, 'Anna'],
      ['ALLOWED', 2, 3, 'Anna'],
    ])
    expect(new Set(door.decisions.map(({ id }) => id)).size).toBe(2)
    const strict = aVault({ tagConfirmsEntry: false })
    strict.press(ANNAS)
    strict.hold(BLUE)
    expect(told(strict)).toEqual([['SECOND_FACTOR_AWAITED', 0, 3, 'Anna']])
  })

  test('P-223: an Air of the first generation on a battery takes either, since it cannot ask for both', () => {
    const keypad = { variant: 'air', power: 'battery', generation: 1, keySound: true, digitTimeoutMs: 5_000 } as const
    const door = new Door(programWith({ authentication: 0, keypad }), keypad)
    door.press(`${ANNAS} tick`)
    expect(told(door)).toEqual([['ALLOWED', 1, 0, 'Anna']])
    const newer = { ...keypad, generation: 2 } as const
    const other = new Door(programWith({ authentication: 0, keypad: newer }), newer)
    other.press(`${ANNAS} tick`)
    expect(told(other)).toEqual([['SECOND_FACTOR_AWAITED', 0, 0, 'Anna']])
  })

  test('a code of several holders may be the first factor; nobody is named for it', () => {
    const program = programWith({ authentication: 0 })
    giveCode(program, 'Clara', ANNAS)
    const door = new Door(program)
    door.press(`${ANNAS} tick`)
    expect(told(door)).toEqual([['SECOND_FACTOR_AWAITED', 0, 2, undefined]])
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
  })

  test('what was begun is gone with the power, and with Off', () => {
    const door = aVault()
    door.hold(BLUE)
    door.miniserver(door.unit.losePower())
    door.press(`${ANNAS} tick`)
    expect(told(door).at(-1)).toEqual(['SECOND_FACTOR_AWAITED', 0, 0, 'Anna'])
  })
})
