import { describe, expect, test } from 'vitest'
import type { AccessSchedule } from '../../../sim/domain/program/program.ts'
import { entry, isActive, minutesActive, minutesOf, mode, zoneOf } from './a-schedule.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const EVERY_DAY = [3, 4, 5, 6, 7, 8, 9]
const [MONDAY, SUNDAY] = [3, 9]

/** 5 January 2026, a Monday, 00:00 in Vienna. */
const monday = Date.UTC(2026, 0, 4, 23)

describe('access schedules', () => {
  test.for<[string, 'always' | 'never', boolean]>([
    ['Always', 'always', true],
    ['Never', 'never', false],
  ])('§3.7.1: %s is built in, whatever its entries say', ([, builtIn, expected]) => {
    const entries = [{ mode: 0, fromMin: 0, toMin: 1440 }]
    const active = (at: number) => isActive({ builtIn, modes: [0], entries }, at, { modes: [mode(0, true)] })
    expect([monday, monday + DAY / 2, monday + 6 * DAY].map(active)).toEqual([expected, expected, expected])
  })

  test('R118: is active from the first minute on and no longer at the last', () => {
    const office = { entries: [3, 4, 5, 6, 7].map((day) => entry(day, '08:00', '17:00')) }
    const at = (clock: string, offsetMs: number) => isActive(office, monday + minutesOf(clock) * MINUTE + offsetMs)
    expect([at('08:00', -1), at('08:00', 0), at('17:00', -1), at('17:00', 0)]).toEqual([false, true, true, false])
  })

  test('R165: has the model of the block Schedule: modes by priority, entries of a mode, and no activation needed', () => {
    const entries = [entry(MONDAY, '08:00', '17:00'), entry(1, '09:00', '10:00'), entry(0, '11:00', '12:00')]
    const schedule = { modes: [0, 1, ...EVERY_DAY], entries: entries.map((one) => ({ ...one, needsActivation: true })) }
    const hours = (active: number[]) =>
      [8, 9, 11].filter((hour) => {
        const at = monday + hour * 60 * MINUTE
        return isActive(schedule, at, { modes: [0, 1].map((id) => mode(id, active.includes(id))) })
      })
    expect([hours([]), hours([1]), hours([0, 1])]).toEqual([[8, 9, 11], [9], [11]])
  })

  test('each weekday has its own entries, Monday first', () => {
    for (const weekday of EVERY_DAY) {
      const active = EVERY_DAY.filter((_, day) =>
        isActive({ entries: [entry(weekday, '00:00', '24:00')] }, monday + day * DAY),
      )
      expect(active).toEqual([weekday])
    }
  })

  test('overlapping entries merge', () => {
    const entries = [entry(MONDAY, '08:00', '12:00'), entry(MONDAY, '10:00', '14:00')]
    expect(minutesActive({ entries }, monday, monday + DAY)).toBe(6 * 60)
  })

  test('C75: an entry to 24:00 and one from 00:00 of the next day meet without a gap', () => {
    const entries = [entry(MONDAY, '22:00', '24:00'), entry(MONDAY + 1, '00:00', '02:00')]
    expect(minutesActive({ entries }, monday, monday + 2 * DAY)).toBe(4 * 60)
    expect([monday + DAY - 1, monday + DAY].map((at) => isActive({ entries }, at))).toEqual([true, true])
  })

  test('C69: local time is that of the door', () => {
    const entries = EVERY_DAY.map((day) => entry(day, '08:00', '09:00'))
    const at = Date.UTC(2026, 6, 1, 6, 30)
    const zones = ['Europe/Vienna', 'Europe/London', 'Asia/Kolkata'].map(zoneOf)
    expect(zones.map((zone) => isActive({ entries }, at, { zone }))).toEqual([true, false, false])
    expect(isActive({ entries }, at + 60 * MINUTE, { zone: zoneOf('Europe/London') })).toBe(true)
  })

  test('an entry from 08:00 to 08:00 is never active', () => {
    expect(minutesActive({ entries: [entry(MONDAY, '08:00', '08:00')] }, monday, monday + DAY)).toBe(0)
  })
})

describe('operating modes', () => {
  const workday = entry(MONDAY, '08:00', '17:00')
  const noon = monday + DAY / 2

  test.for<[string, Partial<AccessSchedule>, boolean, boolean]>([
    ['listed without an entry closes the day', { modes: [0], entries: [workday] }, false, false],
    ['not listed leaves the weekday', { modes: [1], entries: [workday] }, true, false],
    [
      'listed with entries replaces the weekday',
      { modes: [0], entries: [workday, entry(0, '18:00', '20:00')] },
      false,
      true,
    ],
    [
      'not listed has entries that never count',
      { modes: [], entries: [workday, entry(0, '18:00', '20:00')] },
      true,
      false,
    ],
  ])('C73: a holiday %s', ([, schedule, atNoon, atSeven]) => {
    const modes = [mode(0, true), mode(1, false)]
    const active = [noon, monday + 19 * 60 * MINUTE].map((at) => isActive(schedule, at, { modes }))
    expect(active).toEqual([atNoon, atSeven])
  })

  test('C74: of two active modes only the one of higher priority counts', () => {
    const entries = [entry(10, '08:00', '09:00'), entry(-1, '10:00', '11:00')]
    const modes = [mode(10, true), mode(-1, true)]
    const active = (order: number[]) => minutesActive({ modes: order, entries }, monday, monday + DAY, { modes })
    const inHour = (order: number[], hour: number) =>
      isActive({ modes: order, entries }, monday + hour * 60 * MINUTE, { modes })
    expect([active([10, -1]), active([-1, 10])]).toEqual([60, 60])
    expect([inHour([10, -1], 8), inHour([10, -1], 10), inHour([-1, 10], 8), inHour([-1, 10], 10)]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test('weekdays come after every other mode, wherever they are listed, and no flag of theirs counts', () => {
    const schedule = { modes: [MONDAY, 2], entries: [workday, entry(2, '18:00', '20:00')] }
    expect(isActive(schedule, noon, { modes: [mode(2, true)] })).toBe(false)
    expect(isActive({ modes: [SUNDAY], entries: [workday] }, noon, { modes: [mode(SUNDAY, true)] })).toBe(true)
    expect(isActive({ modes: [MONDAY, SUNDAY], entries: [workday] }, noon + DAY, { modes: [mode(MONDAY, true)] })).toBe(
      false,
    )
  })
})

describe('schedules that cross midnight', () => {
  const sunday = monday - DAY
  const night = { entries: [entry(SUNDAY, '22:00', '02:00')] }
  const at = (start: number, clock: string) => start + minutesOf(clock) * MINUTE

  test('C72, P-57: Sunday 22:00–02:00 lasts into Monday and is no part of Sunday morning', () => {
    const instants = [
      at(sunday, '01:00'),
      at(sunday, '21:59'),
      at(sunday, '22:00'),
      at(monday, '00:00'),
      at(monday, '01:59'),
    ]
    expect([...instants, at(monday, '02:00'), at(monday, '22:00')].map((instant) => isActive(night, instant))).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  test('only the entry that crosses midnight goes on, not the others of its day', () => {
    const entries = [...night.entries, entry(SUNDAY, '08:00', '17:00')]
    expect(minutesActive({ entries }, monday, monday + DAY)).toBe(120)
  })

  test('a mode counts from the day on which it was set', () => {
    const schedule = { modes: [0], entries: [entry(0, '08:00', '20:00')] }
    const modes = [mode(0, true, { atMs: monday, activeBefore: false })]
    const noons = [monday - DAY / 2, monday + DAY / 2, monday + 1.5 * DAY]
    expect(noons.map((instant) => isActive(schedule, instant, { modes }))).toEqual([false, true, true])
  })

  test('C72: into a holiday, the night goes on by the rules of the day it began on', () => {
    const schedule = { ...night, modes: [0] }
    const modes = [mode(0, true, { atMs: monday, activeBefore: false })]
    expect(isActive(schedule, at(monday, '01:00'), { modes })).toBe(true)
    expect(isActive(schedule, at(monday, '22:30'), { modes })).toBe(false)
  })

  test('C72: out of a holiday, the holiday’s night goes on, and the weekday’s does not begin late', () => {
    const schedule = { modes: [0], entries: [...night.entries, entry(0, '23:00', '01:00')] }
    const modes = [mode(0, false, { atMs: monday, activeBefore: true })]
    const active = ['00:30', '01:00', '01:30'].map((clock) => isActive(schedule, at(monday, clock), { modes }))
    expect(active).toEqual([true, false, false])
  })

  test('a mode that changed twice today is still judged by how yesterday ended', () => {
    const schedule = { ...night, modes: [0] }
    const modes = [mode(0, true, { atMs: at(monday, '00:45'), activeBefore: true })]
    expect(isActive(schedule, at(monday, '01:00'), { modes })).toBe(false)
  })

  test('what was presented before midnight is decided by the mode of that day', () => {
    const schedule = { modes: [0], entries: [entry(SUNDAY, '00:00', '24:00')] }
    const modes = [mode(0, true, { atMs: monday, activeBefore: false })]
    expect([monday - 1, monday].map((instant) => isActive(schedule, instant, { modes }))).toEqual([true, false])
  })
})
