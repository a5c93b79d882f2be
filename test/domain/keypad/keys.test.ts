import { describe, expect, test } from 'vitest'
import { AWAKE_MS } from '../../../sim/domain/keypad/keys.ts'
import { FEEDBACK_MS } from '../../../sim/domain/keypad/lights.ts'
import { BLUE } from '../miniserver/a-home.ts'
import { ANNAS, Door, programWith } from '../miniserver/keypad-block/a-door.ts'

/** What the LEDs showed, without the keypad's first moments. */
function ledsOf(door: Door, act: () => void): string[] {
  const before = door.led.length
  act()
  return door.led.slice(before)
}

describe('the keys of a keypad', () => {
  test('P-49: four white LEDs count down; the next digit begins anew, and at the end the digits are told as they are', () => {
    const door = new Door()
    const shown = ledsOf(door, () => {
      door.press('1')
      door.wait(4_999)
      door.press('2')
      door.wait(4_999)
    })
    expect(shown).toEqual(['white-4', 'white-3', 'white-2', 'white-1', 'white-4', 'white-3', 'white-2', 'white-1'])
    expect(door.decisions).toEqual([])
    expect(ledsOf(door, () => door.wait(1))).toEqual(['off', 'red'])
    expect(door.decisions).toMatchObject([{ reason: 'UNKNOWN_CREDENTIAL', historyType: 7 }])
  })

  test('the time to the next digit is as it was set up', () => {
    const properties = { digitTimeoutMs: 8_000 }
    const door = new Door(programWith(), properties)
    door.press('12')
    door.wait(7_999)
    expect(door.decisions).toEqual([])
    door.wait(1)
    expect(door.decisions).toHaveLength(1)
  })

  test('P-219: more than eight digits are no code, however many there are, and fewer than two neither', () => {
    const door = new Door()
    door.press(`${ANNAS}${ANNAS}${ANNAS} tick 0 tick tick`)
    expect(door.decisions.map(({ reason }) => reason)).toEqual(['NO_CODE', 'NO_CODE', 'NO_CODE'])
  })

  test('C47: digits whose time is over are a code, and the bell after them has none', () => {
    const door = new Door()
    door.press('12')
    door.wait(6_000)
    door.press('bell')
    expect(door.decisions).toMatchObject([{ outcome: 'denied' }])
    expect([door.now('bsel'), door.now('bell')]).toEqual([-1, true])
  })

  test('P-50: a selected output holds for who begins within Td, however long the code takes', () => {
    const door = new Door()
    door.press('2 tick')
    expect(door.now('preselected')).toBe(2)
    door.wait(4_900)
    for (const digit of ANNAS) {
      door.press(digit)
      door.wait(2_000)
    }
    door.press('tick')
    expect(door.decisions).toMatchObject([{ outcome: 'granted', output: 2 }])
    door.press('2 tick')
    door.wait(5_000)
    expect(door.now('preselected')).toBe(0)
    door.press(`${ANNAS} tick`)
    expect(door.decisions.at(-1)).toMatchObject({ outcome: 'granted', output: 1 })
  })

  test('a key that is pressed is heard, unless that is off or the keys are dead', () => {
    const door = new Door()
    door.press('12 bell')
    expect(door.states.get('sound')).toEqual(['key', 'key', 'key'])
    const silent = new Door(programWith(), { keySound: false })
    silent.press('12 bell')
    expect(silent.states.get('sound')).toBeUndefined()
    for (let tap = 0; tap < 15; tap++) door.hold({ kind: 'tag', id: '04 00 00 01' })
    door.press('1')
    expect(door.states.get('sound')).toHaveLength(3)
    expect(door.led.at(-1)).toBe('red-fast')
  })

  test('a lock ends what was being typed, and shows until it is over', () => {
    const door = new Door()
    door.press(ANNAS)
    for (let tap = 0; tap < 15; tap++) door.hold({ kind: 'tag', id: '04 00 00 01' })
    door.wait(FEEDBACK_MS + 1_000)
    expect(door.led.at(-1)).toBe('red-fast')
    door.wait(120_000)
    expect(door.led.at(-1)).toBe('off')
    door.press('tick')
    expect(door.decisions.at(-1)).toMatchObject({ reason: 'NO_CODE' })
  })
})

describe('an Air on a battery', () => {
  const BATTERY = { variant: 'air', power: 'battery' } as const

  test('P-218: reads a tag only after a key, for ten seconds after the last one', () => {
    const door = new Door(programWith(), BATTERY)
    door.hold(BLUE)
    expect(door.decisions).toEqual([])
    door.press('bell')
    door.wait(AWAKE_MS - 1)
    door.hold(BLUE)
    expect(door.decisions).toHaveLength(1)
    door.wait(1)
    door.hold(BLUE)
    expect(door.decisions).toHaveLength(1)
  })

  test('shows no permanent light: of a lock only what answers somebody', () => {
    const door = new Door(programWith(), BATTERY)
    for (let entry = 0; entry < 15; entry++) door.press('123321 tick')
    expect(door.led.at(-1)).toBe('red-fast')
    door.wait(FEEDBACK_MS)
    expect(door.led.at(-1)).toBe('off')
  })
})

test('a battery that is nearly empty is noticed once', () => {
  const door = new Door()
  door.keypad({ type: 'battery-low' })
  door.wait(5_000)
  expect(door.notices.filter((name) => name.startsWith('device-'))).toEqual(['device-battery-low'])
})
