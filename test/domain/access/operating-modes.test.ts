import { describe, expect, test } from 'vitest'
import { compileModes, isModeActive } from '../../../sim/domain/access/operating-modes.ts'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import type { OperatingMode } from '../../../sim/domain/program/program.ts'
import { aProgram } from '../../helpers/a-program.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { dayOf } from './days.ts'

const NEW_YEAR: CalendarDays = { kind: 'yearly-date', month: 1, day: 1 }
const EASTER: CalendarDays = { kind: 'easter', offset: 0 }
const OFF = { active: false }

function activeOn(
  days: readonly string[],
  mode: number,
  described: { mode?: Omit<OperatingMode, 'id' | 'name'>; calendar?: { mode: number; days: CalendarDays }[] },
): string[] {
  const { calendar = [] } = described
  const modes = compileModes(aProgram({ calendar, ...(described.mode && { modes: { [mode]: described.mode } }) }))
  return days.filter((day) => isModeActive(modes, mode, dayOf(day), VIENNA))
}

describe('operating modes of a day', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-04-05', '2027-01-01']

  test('a mode is on on the days of each of its entries of the calendar', () => {
    const calendar = [
      { mode: 0, days: NEW_YEAR },
      { mode: 0, days: EASTER },
      { mode: 1, days: { kind: 'yearly-date', month: 1, day: 2 } as const },
    ]
    expect(activeOn(days, 0, { calendar, mode: OFF })).toEqual(['2026-01-01', '2026-04-05', '2027-01-01'])
    expect(activeOn(days, 1, { calendar, mode: OFF })).toEqual(['2026-01-02'])
    expect(activeOn(days, 2, { calendar, mode: OFF })).toEqual([])
  })

  test('a mode that is switched on is on, whatever the calendar says', () => {
    expect(activeOn(days, 0, { mode: { active: true }, calendar: [{ mode: 0, days: NEW_YEAR }] })).toEqual(days)
  })

  test('the days before a mode was switched are as they were', () => {
    const changed = { atMs: Date.UTC(2026, 0, 1, 22, 59), activeBefore: true }
    const span = ['2025-12-31', '2026-01-01', '2026-01-02']
    expect(activeOn(span, 0, { mode: { active: false, changed } })).toEqual(['2025-12-31'])
    const later = { ...changed, atMs: Date.UTC(2026, 0, 1, 23) }
    expect(activeOn(span, 0, { mode: { active: false, changed: later } })).toEqual(['2025-12-31', '2026-01-01'])
  })

  test('the calendar counts also for a mode that the program does not have, and on days of a mode switched off', () => {
    const calendar = [{ mode: 0, days: NEW_YEAR }]
    expect(activeOn(days, 0, { calendar })).toEqual(['2026-01-01', '2027-01-01'])
    const changed = { atMs: Date.UTC(2026, 5, 1), activeBefore: true }
    expect(
      activeOn(['2026-01-02', '2026-06-02', '2027-01-01'], 0, { calendar, mode: { active: false, changed } }),
    ).toEqual(['2026-01-02', '2027-01-01'])
  })

  test('a mode that nothing tells of is off', () => {
    expect(activeOn(days, 0, {})).toEqual([])
  })

  test('answers alike however often and in whatever order days are asked, over several years', () => {
    const modes = compileModes(aProgram({ calendar: [{ mode: 0, days: NEW_YEAR }] }))
    const count = (step: number) => {
      let found = 0
      for (let asked = 0; asked < 1_461; asked++) {
        if (isModeActive(modes, 0, dayOf('2024-01-01') + ((asked * step) % 1_461), VIENNA)) found += 1
      }
      return found
    }
    expect([count(1), count(1), count(100), count(1_460)]).toEqual([4, 4, 4, 4])
  })

  test('looks a day up in the calendar once', () => {
    let asked = 0
    const days: CalendarDays = {
      month: 1,
      day: 1,
      get kind() {
        asked += 1
        return 'yearly-date' as const
      },
    }
    const modes = compileModes(aProgram({ calendar: [{ mode: 0, days }] }))
    for (const day of ['2026-01-01', '2026-01-02', '2026-01-01', '2026-01-02']) {
      expect(isModeActive(modes, 0, dayOf(day), VIENNA)).toBe(day === '2026-01-01')
    }
    expect(asked).toBe(2)
  })

  test('remembers what it was asked, for a limited number of days', () => {
    const modes = compileModes(aProgram({ calendar: [{ mode: 0, days: NEW_YEAR }] }))
    const asked = modes.calendars.get(0)?.asked
    const sizes = new Set<number>()
    for (let day = 0; day < 2_000; day++) {
      isModeActive(modes, 0, day, VIENNA)
      sizes.add(asked?.size ?? 0)
    }
    expect(Math.max(...sizes)).toBe(400)
    expect(asked?.get(1_999)).toBe(false)
  })
})
