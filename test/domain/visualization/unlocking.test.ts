import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterEvent,
  isUnlocked,
  LOCKED,
  UNLOCKED_MS,
  type Unlocking,
  type UnlockingEvent,
} from '../../../sim/domain/visualization/unlocking.ts'

const instants = fc.integer({ min: 0, max: 300_000 })
const entries = instants.map((atMonotonicMs): UnlockingEvent => ({ type: 'entered', atMonotonicMs }))
const ends = fc.constantFrom<UnlockingEvent>({ type: 'refused' }, { type: 'logged-out' }, { type: 'password-changed' })

function unlockingAfter(events: readonly UnlockingEvent[]): Unlocking {
  return events.map(afterEvent).at(-1) ?? LOCKED
}

describe('the minute of the User Interface Password', () => {
  test('R81: unlocked for less than 60.000 s from the entry, and not at exactly 60.000 s', () => {
    const session = unlockingAfter([{ type: 'entered', atMonotonicMs: 5_000 }])
    const instants = [5_000, 64_999, 64_999.999, 65_000, 65_001]
    expect(instants.map((now) => isUnlocked(session, now))).toEqual([true, true, true, false, false])
  })

  test('is over a minute after the last entry, however often it was entered before', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 20 }), instants, (events, now) => {
        const last = events.at(-1)
        const expected = last?.type === 'entered' && now - last.atMonotonicMs < UNLOCKED_MS
        expect(isUnlocked(unlockingAfter(events), now)).toBe(expected)
      }),
    )
  })

  test('ends with a logout, a wrong entry and a change of the password, and only a new entry unlocks again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(entries, ends)), ends, instants, (before, end, now) => {
        expect(isUnlocked(unlockingAfter([...before, end]), now)).toBe(false)
        const entered: UnlockingEvent = { type: 'entered', atMonotonicMs: now }
        expect(isUnlocked(unlockingAfter([...before, end, entered]), now + UNLOCKED_MS - 1)).toBe(true)
      }),
    )
  })
})
