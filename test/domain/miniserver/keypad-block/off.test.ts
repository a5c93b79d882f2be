import { describe, expect, test } from 'vitest'
import { DENIALS_MAX, LOCKED_MS } from '../../../../sim/domain/miniserver/keypad-lock.ts'
import { BLUE } from '../a-home.ts'
import { ANNAS, Door } from './a-door.ts'
import { set, wired } from './wired.ts'

describe('the input Off', () => {
  test('C49: a pulse resets the outputs; while it is on nothing is authenticated, and the keypad shows it', () => {
    const door = new Door(wired())
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
    door.wait(2_000)
    set(door, 'Off', 1)
    expect([door.now('o1'), door.now('locked'), door.led.at(-1)]).toEqual([false, true, 'red-fast'])
    door.hold(BLUE)
    expect(door.decisions.at(-1)).toMatchObject({ reason: 'SWITCHED_OFF', historyType: 8, output: -1 })
    door.wait(LOCKED_MS)
    expect(door.now('locked')).toBe(true)
    set(door, 'Off', 0)
    expect([door.now('locked'), door.led.at(-1)]).toEqual([false, 'off'])
    door.hold(BLUE)
    expect(door.now('o1')).toBe(true)
  })

  test('C49: its attempts do not count, its keys and its bell are dead', () => {
    const door = new Door(wired())
    set(door, 'Off', 1)
    for (let tap = 0; tap < DENIALS_MAX; tap++) door.hold({ kind: 'tag', id: '04 00 00 01' })
    const before = door.decisions.length
    door.press(`${ANNAS} tick bell`)
    expect(door.decisions.length).toBe(before)
    expect(door.now('bell')).toBe(false)
    set(door, 'Off', 0)
    expect(door.now('locked')).toBe(false)
  })

  test('ends what somebody had begun', () => {
    const door = new Door(wired())
    door.press('2 tick')
    set(door, 'Off', 1)
    set(door, 'Off', 0)
    door.press(`${ANNAS} tick`)
    expect(door.decisions.at(-1)).toMatchObject({ outcome: 'granted', output: 1 })
  })

  test('P-136: a restart forgets a lock-out, and the keys live again', () => {
    const door = new Door(wired())
    for (let tap = 0; tap < DENIALS_MAX; tap++) door.hold({ kind: 'tag', id: '04 00 00 01' })
    expect(door.now('locked')).toBe(true)
    door.wait(2_000)
    door.miniserver(door.unit.losePower())
    expect([door.now('locked'), door.led.at(-1)]).toEqual([false, 'off'])
    door.press('bell')
    expect(door.now('bell')).toBe(true)
  })

  test('a keypad that was away is told again that it is locked, and what its light shows', () => {
    const door = new Door(wired())
    set(door, 'Off', 1)
    set(door, 'Lg', 1)
    const { unit } = door
    unit.input({ type: 'device-state', device: 'front-door', state: 'lost' })
    const back = unit.input({ type: 'device-state', device: 'front-door', state: 'ready' })
    expect(back.flatMap((effect) => (effect.type === 'command' ? [effect.command] : []))).toEqual([
      { type: 'lock', locked: true },
      { type: 'light', light: 'g' },
    ])
  })
})

describe('the inputs of the status LED', () => {
  test('light it in their colours if nothing else is shown; on a battery it stays dark', () => {
    const door = new Door(wired())
    set(door, 'Lr', 1)
    set(door, 'Lb', 1)
    expect(door.led.at(-1)).toBe('light-rb')
    door.hold(BLUE)
    expect(door.led.at(-1)).toBe('green')
    door.wait(2_000)
    expect(door.led.at(-1)).toBe('light-rb')
    set(door, 'Lr', 0)
    set(door, 'Lb', 0)
    expect(door.led.at(-1)).toBe('off')
    const battery = new Door(wired(), { variant: 'air', power: 'battery' })
    set(battery, 'Lw', 1)
    expect(battery.led).not.toContain('light-w')
  })
})
