import { describe, expect, test } from 'vitest'
import { compileModes } from '../../../sim/domain/access/operating-modes.ts'
import { isPlaceActive, type Timetable, timetableOf } from '../../../sim/domain/access/timetable.ts'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import type { AccessSchedule } from '../../../sim/domain/program/program.ts'
import type { ZoneTable } from '../../../sim/domain/time.ts'
import { entry, mode, zoneOf } from './a-schedule.ts'

const [MONDAY, TUESDAY, SUNDAY, HOLIDAY] = [3, 4, 9, 0]
/** Of forty modes of the house the first and the last but seven share a bit. */
const HOUSE_MODES = Array.from({ length: 40 }, (_, number) => 10 + number)
const [FIRST, SHARING] = [10, 42]

const SCHEDULES: Readonly<Record<string, Partial<AccessSchedule>>> = {
  Hours: { entries: [entry(MONDAY, '08:00', '17:00'), entry(TUESDAY, '08:00', '17:00')] },
  'Week End': { entries: [entry(SUNDAY, '22:00', '06:00')] },
  Never: { entries: [] },
  'No Time': { entries: [entry(MONDAY, '09:00', '09:00')] },
  Holidays: { modes: [HOLIDAY], entries: [entry(HOLIDAY, '10:00', '12:00'), entry(MONDAY, '08:00', '17:00')] },
  'Holiday Nights': { modes: [HOLIDAY], entries: [entry(HOLIDAY, '22:00', '02:00'), entry(TUESDAY, '08:00', '17:00')] },
  ...Object.fromEntries(
    HOUSE_MODES.map((mode) => [`House ${mode}`, { modes: [mode], entries: [entry(mode, '00:00', '24:00')] }]),
  ),
}

const VIENNA = zoneOf('Europe/Vienna')
const AUCKLAND = zoneOf('Pacific/Auckland')

type Modes = ReturnType<typeof compileModes>
const NONE = modesOf()
/** 5 January 2026 is a Monday. */
const ON_MONDAY = modesOf([HOLIDAY, { kind: 'date', date: { year: 2026, month: 1, day: 5 } }])
const FIRST_MODE = modesOf([FIRST, { kind: 'yearly-date', month: 1, day: 5 }])
/** Switched on at noon of UTC, when it is Monday in Vienna and Tuesday in Auckland. */
const SWITCHED = compileModes({
  operatingModes: new Map([[HOLIDAY, mode(HOLIDAY, true, { atMs: Date.UTC(2026, 0, 5, 12), activeBefore: false })]]),
  calendar: new Map(),
})
const SHARING_MODE = modesOf([SHARING, { kind: 'yearly-date', month: 1, day: 5 }])

/** At an instant of UTC, with these modes and in this zone: what is active. */
const ANSWERS: readonly (readonly [string, Modes, ZoneTable, readonly string[]])[] = [
  ['2026-01-05T06:59Z', NONE, VIENNA, []],
  ['2026-01-05T07:00Z', NONE, VIENNA, ['Hours', 'Holidays']],
  ['2026-01-05T15:59Z', NONE, VIENNA, ['Hours', 'Holidays']],
  ['2026-01-05T16:00Z', NONE, VIENNA, []],
  // The same instant elsewhere is Tuesday, and then by the other modes.
  ['2026-01-05T20:00Z', NONE, AUCKLAND, ['Hours', 'Holiday Nights']],
  ['2026-01-05T20:00Z', NONE, VIENNA, []],
  ['2026-01-05T21:00Z', ON_MONDAY, VIENNA, ['Holiday Nights']],
  ['2026-01-05T21:00Z', NONE, VIENNA, []],
  // A night that goes over the end of the week, and its ends.
  ['2026-01-04T20:59Z', NONE, VIENNA, []],
  ['2026-01-04T21:00Z', NONE, VIENNA, ['Week End']],
  ['2026-01-04T22:59Z', NONE, VIENNA, ['Week End']],
  ['2026-01-04T23:00Z', NONE, VIENNA, ['Week End']],
  ['2026-01-05T04:59Z', NONE, VIENNA, ['Week End']],
  ['2026-01-05T05:00Z', NONE, VIENNA, []],
  // A holiday takes the place of the weekday, on its day and in the night that follows.
  ['2026-01-05T08:59Z', ON_MONDAY, VIENNA, ['Hours']],
  ['2026-01-05T09:00Z', ON_MONDAY, VIENNA, ['Hours', 'Holidays']],
  ['2026-01-05T11:00Z', ON_MONDAY, VIENNA, ['Hours']],
  ['2026-01-05T23:00Z', ON_MONDAY, VIENNA, ['Holiday Nights']],
  ['2026-01-06T00:59Z', ON_MONDAY, VIENNA, ['Holiday Nights']],
  ['2026-01-06T01:00Z', ON_MONDAY, VIENNA, []],
  ['2026-01-06T07:00Z', ON_MONDAY, VIENNA, ['Hours', 'Holiday Nights']],
  ['2026-01-04T12:00Z', ON_MONDAY, VIENNA, []],
  // The Monday on which it was switched is a holiday, where it was switched on Tuesday Monday was none.
  ['2026-01-05T08:00Z', SWITCHED, VIENNA, ['Hours']],
  ['2026-01-04T20:00Z', SWITCHED, AUCKLAND, ['Hours', 'Holidays']],
  // Modes that share a bit are not taken for each other.
  ['2026-01-05T03:00Z', FIRST_MODE, VIENNA, ['Week End', `House ${FIRST}`]],
  ['2026-01-05T03:00Z', SHARING_MODE, VIENNA, ['Week End', `House ${SHARING}`]],
  ['2026-01-06T03:00Z', SHARING_MODE, VIENNA, []],
]

describe('a timetable', () => {
  test.for(ANSWERS)('R118: at %s has active by the week what is active one by one', ([at, modes, zone, active]) => {
    const [byWeek, oneByOne] = [timetableWithWeek(), timetableOf(schedules())]
    expect(activeAt(byWeek, at, modes, zone)).toEqual(active)
    expect(activeAt(oneByOne, at, modes, zone)).toEqual(active)
    expect(oneByOne.week).toBeUndefined()
  })

  test('answers each question by itself, whatever was asked before', () => {
    const timetable = timetableWithWeek()
    for (const [before, beforeModes, beforeZone] of ANSWERS) {
      for (const [at, modes, zone, active] of ANSWERS) {
        isPlaceActive(timetable, 0, { at: Date.parse(before), zone: beforeZone, modes: beforeModes })
        expect(activeAt(timetable, at, modes, zone)).toEqual(active)
      }
    }
  })

  test('asks each schedule on days with none of its modes by the week alone', () => {
    const timetable = timetableWithWeek()
    const week = timetable.week?.fill(0)
    expect(week).toBeDefined()
    expect(activeAt(timetable, '2026-01-05T09:00Z', ON_MONDAY, VIENNA)).toEqual(['Holidays'])
    expect(activeAt(timetable, '2026-01-05T09:00Z', NONE, VIENNA)).toEqual([])
  })
})

function schedules(): Map<string, AccessSchedule> {
  return new Map(
    Object.entries(SCHEDULES).map(([name, one]) => [name, { uuid: name, name, modes: [], entries: [], ...one }]),
  )
}

function timetableWithWeek(): Timetable {
  const timetable = timetableOf(schedules())
  while (timetable.week === undefined) activeAt(timetable, '2026-01-01T00:00Z', NONE, VIENNA)
  return timetable
}

function activeAt(timetable: Timetable, at: string, modes: Modes, zone: ZoneTable): string[] {
  const moment = { at: Date.parse(at), zone, modes }
  return [...timetable.places].filter(([, place]) => isPlaceActive(timetable, place, moment)).map(([name]) => name)
}

function modesOf(...days: readonly (readonly [number, CalendarDays])[]): Modes {
  const calendar = days.map(
    ([mode, days], place) => [`${place}`, { uuid: `${place}`, name: 'Days', mode, days }] as const,
  )
  return compileModes({ operatingModes: new Map(), calendar: new Map(calendar) })
}
