import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BLUE } from '../a-home.ts'
import { ANNAS, Door, programWith } from './a-door.ts'

const STRANGER = { kind: 'tag', id: '04 00 00 01' } as const

type Happening = (door: Door) => void

const HAPPENINGS: Readonly<Record<string, Happening>> = {
  digit: (door) => door.press('4'),
  code: (door) => door.press(`${ANNAS} tick`),
  'half a code': (door) => door.press(ANNAS.slice(0, 3)),
  'wrong code': (door) => door.press('998877 tick'),
  'fifteen wrong codes': (door) => {
    for (let entry = 0; entry < 15; entry++) door.press('998877 tick')
  },
  bell: (door) => door.press('bell'),
  tag: (door) => door.hold(BLUE),
  stranger: (door) => door.hold(STRANGER),
  unplug: (door) => door.unplug(),
  'battery low': (door) => door.keypad({ type: 'battery-low' }),
  'Miniserver restarts': (door) => door.miniserver(door.unit.losePower()),
  wait: (door) => door.wait(1_000),
  'wait long': (door) => door.wait(121_000),
}

const happenings = fc.array(fc.constantFrom(...Object.keys(HAPPENINGS)), { minLength: 1, maxLength: 30 })

/** How often O1 went on, and how often that was allowed. */
function openings({ states, decisions }: Door): { readonly on: number; readonly granted: number } {
  const granted = decisions.filter(({ outcome }) => outcome === 'granted').length
  return { on: (states.get('o1') ?? []).filter((value) => value === true).length, granted }
}

test('I8: whatever goes wrong in the middle of it, no door opens but by a grant, and none of them is lost', () => {
  fc.assert(
    fc.property(happenings, fc.constantFrom(0, 1), fc.boolean(), (names, authentication, isBattery) => {
      const door = new Door(programWith({ authentication }), isBattery ? { variant: 'air', power: 'battery' } : {})
      for (const name of names) {
        const before = door.decisions.length
        HAPPENINGS[name]?.(door)
        const { on, granted } = openings(door)
        expect(on).toBe(granted)
        expect(door.waiting).toBe(0)
        if (['unplug', 'battery low', 'Miniserver restarts', 'bell'].includes(name)) {
          expect(door.decisions.length).toBe(before)
        }
        const ids = door.decisions.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      }
      door.wait(5_000)
      const kept = door.unit.state.blocks.get('front-door')?.history.length ?? 0
      expect(kept).toBe(Math.min(door.decisions.length, 100))
    }),
    { numRuns: 150 },
  )
})

test('half a code that was typed before the plug was pulled is no part of the next one', () => {
  const door = new Door()
  door.press(ANNAS.slice(0, 3))
  door.unplug()
  door.press(`${ANNAS.slice(3)} tick`)
  door.wait(5_000)
  expect(door.decisions.map(({ outcome }) => outcome)).toEqual(['denied'])
})
