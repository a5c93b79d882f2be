import { describe, expect, test } from 'vitest'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import { aProgram, CONTEXT, uuidOf } from './a-program.ts'

const UUID = uuidOf('calendar', 'Holidays')
const DAYS: CalendarDays = { kind: 'yearly-date', month: 12, day: 24 }
const ENTRY = { uuid: UUID, name: 'Christmas Eve', mode: 1, days: DAYS }
const OTHER = { ...ENTRY, uuid: uuidOf('calendar', 'Other') }
const ADD: ProgramEdit = { type: 'add-calendar-entry', entry: ENTRY }

function edited(...edits: ProgramEdit[]) {
  const program = aProgram()
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

const withDays = (days: CalendarDays) => () => edited({ type: 'add-calendar-entry', entry: { ...ENTRY, days } })
const code = (code: string) => expect.objectContaining({ code })

describe('operating times', () => {
  test('R94: an entry is created, changed and deleted', () => {
    expect(edited(ADD).calendar.get(UUID)).toEqual(ENTRY)
    const change = { mode: 0, days: { kind: 'easter', offset: 1 } } as const
    const changed = edited(ADD, { type: 'edit-calendar-entry', uuid: UUID, change })
    expect(changed.calendar.get(UUID)).toEqual({ ...ENTRY, ...change })
    expect(edited(ADD, { type: 'delete-calendar-entry', uuid: UUID }).calendar.size).toBe(0)
  })

  test.for<[string, CalendarDays]>([
    ['P-113: 29 February of every year', { kind: 'yearly-date', month: 2, day: 29 }],
    ['29 February of a leap year', { kind: 'date', date: { year: 2028, month: 2, day: 29 } }],
    ['29 February 2000', { kind: 'date', date: { year: 2000, month: 2, day: 29 } }],
    [
      'one day as a timespan',
      { kind: 'timespan', from: { year: 2026, month: 7, day: 1 }, to: { year: 2026, month: 7, day: 1 } },
    ],
    ['Easter Monday', { kind: 'easter', offset: 1 }],
    ['the first Sunday before Lent', { kind: 'easter', offset: -49 }],
    ['the last Monday of May', { kind: 'weekday-in-month', month: 5, weekday: 0, nth: 5 }],
  ])('%s are days', ([, days]) => {
    expect(withDays(days)().calendar.get(UUID)?.days).toEqual(days)
  })

  test('a yearly timespan may run over New Year', () => {
    const days = { kind: 'yearly-timespan', from: { month: 12, day: 24 }, to: { month: 1, day: 6 } } as const
    expect(withDays(days)().calendar.get(UUID)?.days).toEqual(days)
  })

  test.for<[string, CalendarDays]>([
    ['30 February of every year', { kind: 'yearly-date', month: 2, day: 30 }],
    ['month 13', { kind: 'yearly-date', month: 13, day: 1 }],
    ['day 0', { kind: 'yearly-date', month: 1, day: 0 }],
    ['half a day', { kind: 'yearly-date', month: 1, day: 1.5 }],
    ['29 February of a year that has none', { kind: 'date', date: { year: 2026, month: 2, day: 29 } }],
    ['29 February 2100', { kind: 'date', date: { year: 2100, month: 2, day: 29 } }],
    ['31 June', { kind: 'date', date: { year: 2026, month: 6, day: 31 } }],
    ['a year of two digits', { kind: 'date', date: { year: 26, month: 6, day: 1 } }],
    [
      'a timespan that ends before it begins',
      { kind: 'timespan', from: { year: 2026, month: 7, day: 2 }, to: { year: 2026, month: 7, day: 1 } },
    ],
    [
      'a timespan that begins on no day',
      { kind: 'timespan', from: { year: 2026, month: 4, day: 31 }, to: { year: 2026, month: 7, day: 1 } },
    ],
    [
      'a yearly timespan that ends on no day',
      { kind: 'yearly-timespan', from: { month: 4, day: 1 }, to: { month: 4, day: 31 } },
    ],
    ['P-113: a year after Easter', { kind: 'easter', offset: 365 }],
    ['the sixth Monday', { kind: 'weekday-in-month', month: 5, weekday: 0, nth: 6 }],
    ['the zeroth Monday', { kind: 'weekday-in-month', month: 5, weekday: 0, nth: 0 }],
    ['weekday 7', { kind: 'weekday-in-month', month: 5, weekday: 7, nth: 1 }],
    ['a weekday in month 0', { kind: 'weekday-in-month', month: 0, weekday: 0, nth: 1 }],
  ])('%s is refused', ([, days]) => {
    expect(withDays(days)).toThrowError(code('INVALID'))
  })

  test.for<[string, string, ProgramEdit]>([
    ['an operating mode that is not there', 'NOT_FOUND', { type: 'add-calendar-entry', entry: { ...OTHER, mode: 77 } }],
    ['P-113: a weekday as operating mode', 'INVALID', { type: 'add-calendar-entry', entry: { ...OTHER, mode: 3 } }],
    ['an entry without a name', 'INVALID', { type: 'add-calendar-entry', entry: { ...OTHER, name: '' } }],
    ['an entry twice', 'INVALID', ADD],
    [
      'an edit to days that are none',
      'INVALID',
      { type: 'edit-calendar-entry', uuid: UUID, change: { days: { kind: 'yearly-date', month: 2, day: 31 } } },
    ],
    [
      'an edit of an entry that is not there',
      'NOT_FOUND',
      { type: 'edit-calendar-entry', uuid: uuidOf('calendar', 'x'), change: {} },
    ],
    [
      'deleting an entry that is not there',
      'NOT_FOUND',
      { type: 'delete-calendar-entry', uuid: uuidOf('calendar', 'x') },
    ],
  ])('%s is %s, and nothing changes', ([, expected, edit]) => {
    const program = edited(ADD)
    expect(() => applyEdit(program, edit, CONTEXT)).toThrowError(code(expected))
    expect(programToJson(program)).toEqual(programToJson(edited(ADD)))
  })
})
