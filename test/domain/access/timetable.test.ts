import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileModes } from '../../../sim/domain/access/operating-modes.ts'
import { isScheduleActive, type Moment } from '../../../sim/domain/access/schedule.ts'
import {
  ALWAYS,
  ASKED_ONE_BY_ONE,
  isPlaceActive,
  NEVER,
  type Timetable,
  timetableOf,
} from '../../../sim/domain/access/timetable.ts'
import type { AccessSchedule } from '../../../sim/domain/program/program.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { timed } from './arbitrary-schedule.ts'
import type { Timed } from './schedule-by-hand.ts'

const [FROM, TO] = [Date.UTC(2010, 0, 1), Date.UTC(2030, 0, 1)]

describe('a timetable', () => {
  test('has each schedule active when it is by itself, however many stand beside each other', () => {
    const beside = fc.array(timed, { minLength: 1, maxLength: 70, size: 'max' })
    fc.assert(
      fc.property(beside, (all) => {
        const [first] = all
        if (first === undefined) return
        const timetable = timetableOf(schedulesOf(all))
        const moment = momentOf(first)
        const once = answers(timetable, moment)
        expect(once).toEqual(timetable.schedules.map((schedule) => isScheduleActive(schedule, moment)))
        while (timetable.week === undefined) answers(timetable, moment)
        expect(answers(timetable, moment)).toEqual(once)
      }),
      { numRuns: 40 },
    )
  })

  test('has no week before so many have asked that it pays', () => {
    const schedule: AccessSchedule = {
      uuid: 's',
      name: 'Hours',
      modes: [],
      entries: [{ mode: 3, fromMin: 0, toMin: 60 }],
    }
    const timetable = timetableOf(new Map([['s', schedule]]))
    const moment: Moment = { at: 0, zone: zoneTable('UTC', FROM, TO), modes: NO_MODES }
    for (let asked = 0; asked < ASKED_ONE_BY_ONE; asked++) isPlaceActive(timetable, 0, moment)
    expect(timetable.week).toBeUndefined()
    isPlaceActive(timetable, 0, moment)
    expect(timetable.week).toBeDefined()
  })

  test('knows what stands for no schedule, and for one that is not there', () => {
    const moment: Moment = { at: 0, zone: zoneTable('UTC', FROM, TO), modes: NO_MODES }
    const timetable = timetableOf(new Map())
    expect([isPlaceActive(timetable, ALWAYS, moment), isPlaceActive(timetable, NEVER, moment)]).toEqual([true, false])
  })
})

const NO_MODES = compileModes({ operatingModes: new Map(), calendar: new Map() })

function schedulesOf(all: readonly Timed[]): Map<string, AccessSchedule> {
  return new Map(
    all.map(({ schedule }, place) => [`${place}`, { uuid: `${place}`, name: `Hours ${place}`, ...schedule }]),
  )
}

function momentOf({ at, zone, switched, calendar }: Timed & { readonly at: number }): Moment {
  const modes = compileModes({
    operatingModes: new Map(switched.map((mode) => [mode.id, mode])),
    calendar: new Map(calendar.map((entry, place) => [`${place}`, { ...entry, uuid: `${place}`, name: 'Days' }])),
  })
  return { at, zone: zoneTable(zone, FROM, TO), modes }
}

function answers(timetable: Timetable, moment: Moment): boolean[] {
  return timetable.schedules.map((_, place) => isPlaceActive(timetable, place, moment))
}
