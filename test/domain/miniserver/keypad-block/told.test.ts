import { describe, expect, test } from 'vitest'
import { stateUuid } from '../../../../sim/domain/miniserver/api/state-uuid.ts'
import { DENIALS_MAX, LOCKED_MS } from '../../../../sim/domain/miniserver/keypad-lock.ts'
import { PRESENTATION_AGE_MAX_MS } from '../../../../sim/domain/miniserver/presentation-age.ts'
import { BLUE, controlNamed } from '../a-home.ts'
import { BENS, Door, programWith } from './a-door.ts'
import { set, wired } from './wired.ts'

const STRANGER = { kind: 'tag', id: '04 00 00 01' } as const

describe('what is told of a keypad', () => {
  test('P-250: a number beyond O6 that was selected is told nowhere, for it may be a code without its prefix', () => {
    const door = new Door(programWith({ additionalPreselections: true }))
    door.press(`${BENS} tick`)
    expect(door.now('preselected')).toBe('additional')
    expect(JSON.stringify([...door.states])).not.toContain(String(Number(BENS)))
    door.wait(5_000)
    expect(door.now('preselected')).toBe(0)
  })

  test('with Off nothing is selected any more, and nobody is told otherwise', () => {
    const door = new Door(wired())
    door.press('2 tick')
    set(door, 'Off', 1)
    expect(door.now('preselected')).toBe(0)
  })

  test('with Off the bell is over for clients too, so that they hear the next one', () => {
    const door = new Door(wired())
    const { uuid } = controlNamed(door.unit.state.program, 'Front Door')
    const events = () => door.unit.state.api.values.get(stateUuid(uuid, 'events'))
    door.press('bell')
    expect(events()).toBe(1)
    set(door, 'Off', 1)
    expect(events()).toBe(0)
  })

  test('with Off, and of what comes too late, Ad and Nco say nothing', () => {
    const door = new Door(wired())
    set(door, 'Off', 1)
    door.hold(BLUE)
    set(door, 'Off', 0)
    door.miniserver(door.unit.present({ credential: STRANGER, ageMs: PRESENTATION_AGE_MAX_MS + 1 }))
    expect(door.decisions.map(({ reason }) => reason)).toEqual(['SWITCHED_OFF', 'EXPIRED_PRESENTATION'])
    expect([door.states.get('ad'), door.states.get('nco')]).toEqual([[false], [0]])
  })

  test('P-224: after a restart texts are empty, and nobody reads those of before', () => {
    const door = new Door()
    door.press('12 bell 2 tick')
    door.hold(BLUE)
    door.press('3 tick')
    expect([door.now('ula'), door.now('bsel'), door.now('preselected')]).toEqual(['Anna', 12, 3])
    door.miniserver(door.unit.losePower())
    const now = ['cla', 'ula', 'tla', 'unla', 'uidla', 'nlo', 'nco', 'bsel', 'preselected'].map((name) =>
      door.now(name),
    )
    expect(now).toEqual(['', '', '', '', '', 0, 0, -1, 0])
  })

  test('a keypad that starts anew is told that it is locked, also where nobody noticed that it was away', () => {
    const door = new Door(wired())
    set(door, 'Off', 1)
    const ready = { type: 'device-state', device: 'front-door', state: 'ready' } as const
    door.unit.input(ready)
    const again = door.unit.input(ready)
    expect(again.flatMap((effect) => (effect.type === 'command' ? [effect.command] : []))).toEqual([
      { type: 'lock', locked: true },
    ])
  })
})

describe('a lock-out', () => {
  test('C49, P-252: on a battery a key wakes the reader though it is dead, so that a valid tag can end it', () => {
    const door = new Door(programWith(), { variant: 'air', power: 'battery' })
    for (let tap = 0; tap < DENIALS_MAX; tap++) {
      door.press('9')
      door.hold(STRANGER)
    }
    expect(door.now('locked')).toBe(true)
    door.wait(LOCKED_MS / 2)
    door.press('1')
    door.hold(BLUE)
    expect([door.now('locked'), door.now('o1')]).toEqual([false, true])
  })
})
