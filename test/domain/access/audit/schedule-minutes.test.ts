import { describe, expect, test } from 'vitest'
import { scheduleMinutes } from '../../../../sim/domain/access/audit/schedule-minutes.ts'
import { compileModes } from '../../../../sim/domain/access/operating-modes.ts'
import { compileSchedule } from '../../../../sim/domain/access/schedule.ts'
import { emptyProgram } from '../../../../sim/domain/program/empty.ts'
import { zoneTable } from '../../../../sim/io/zone.ts'
import { daily } from './an-audit.ts'

const VIENNA = zoneTable('Europe/Vienna', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))
const MODES = compileModes(emptyProgram())
const DAY = 1440

/** Minutes of the span that begins at an instant, with a schedule of every day's entries. */
function open(from: string, minutes: number, ...entries: readonly (readonly [fromMin: number, toMin: number])[]) {
  const modes = [3, 4, 5, 6, 7, 8, 9]
  const all = entries.flatMap(([fromMin, toMin]) => daily('Times', fromMin, toMin).entries)
  const schedule = compileSchedule({ uuid: 'Times', name: 'Times', modes, entries: all })
  return [...scheduleMinutes(schedule, { fromMs: Date.parse(from), minutes }, { zone: VIENNA, modes: MODES })]
}

describe('the minutes of a schedule', () => {
  test('are all of them without one, and with one that always is', () => {
    const span = { fromMs: 0, minutes: 90 }
    const always = compileSchedule({ uuid: 'Always', name: 'Always', builtIn: 'always', modes: [], entries: [] })
    for (const schedule of [undefined, always])
      expect([...scheduleMinutes(schedule, span, { zone: VIENNA, modes: MODES })]).toEqual([0, 90])
  })

  test('are those of each day, by the wall clock', () => {
    expect(open('2026-06-01T00:00+02:00', 2 * DAY, [480, 1020])).toEqual([480, 1020, DAY + 480, DAY + 1020])
    expect(open('2026-06-01T00:00+02:00', DAY, [0, DAY])).toEqual([0, DAY])
  })

  test('begin and end with the span', () => {
    expect(open('2026-06-01T09:00+02:00', 60, [480, 1020])).toEqual([0, 60])
    expect(open('2026-06-01T07:00+02:00', 60, [480, 1020])).toEqual([])
    expect(open('2026-06-01T17:00+02:00', 60, [480, 1020])).toEqual([])
  })

  test('of a night that began the day before are in the span', () => {
    expect(open('2026-06-01T00:00+02:00', DAY, [1320, 360])).toEqual([0, 360, 1320, DAY])
    expect(open('2026-06-01T03:00+02:00', 60, [1320, 360])).toEqual([0, 60])
  })

  test('of a day that only a night before belongs to are none where its night is over', () => {
    expect(open('2026-06-01T06:00+02:00', 60, [1320, 360])).toEqual([])
  })

  test('§3.7.3: in the hour that the clock leaves out there are none', () => {
    expect(open('2026-03-29T00:00+01:00', 23 * 60, [90, 150])).toEqual([90, 120])
    expect(open('2026-03-29T00:00+01:00', 23 * 60, [120, 180])).toEqual([])
    expect(open('2026-03-29T00:00+01:00', 23 * 60, [180, 240])).toEqual([120, 180])
  })

  test('§3.7.3: of the hour that the clock shows twice they are in both', () => {
    expect(open('2026-10-25T00:00+02:00', 25 * 60, [120, 150])).toEqual([120, 150, 180, 210])
    expect(open('2026-10-25T00:00+02:00', 25 * 60, [150, 200])).toEqual([150, 180, 210, 260])
  })

  test('§3.7.3: a night over the change lasts as long as its clock shows it', () => {
    expect(open('2026-10-25T00:00+02:00', 6 * 60, [1320, 180])).toEqual([0, 240])
    expect(open('2026-03-29T00:00+01:00', 6 * 60, [1320, 180])).toEqual([0, 120])
  })
})
