import { describe, expect, test } from 'vitest'
import { entry, minutesActive, zoneOf } from './a-schedule.ts'

const DAY = 86_400_000
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY] = [3, 4, 5, 6, 7, 8, 9]

describe('changes of the clock', () => {
  const spring = Date.UTC(2026, 2, 28, 23)
  const autumn = Date.UTC(2026, 9, 24, 22)

  test.for<[string, string, string, number, number]>([
    ['spring', '02:00', '03:00', spring, 0],
    ['spring', '01:30', '02:30', spring, 30],
    ['spring', '01:30', '03:30', spring, 60],
    ['spring', '00:00', '24:00', spring, 23 * 60],
    ['autumn', '02:00', '03:00', autumn, 120],
    ['autumn', '01:30', '02:30', autumn, 90],
    ['autumn', '00:00', '24:00', autumn, 25 * 60],
  ])('C70: in %s, %s–%s', ([, from, to, start, expected]) => {
    expect(minutesActive({ entries: [entry(SUNDAY, from, to)] }, start - DAY, start + 2 * DAY)).toBe(expected)
  })

  test('C70: a night across the spring change ends by the clock on the wall', () => {
    const entries = [entry(SUNDAY - 1, '22:00', '04:00')]
    expect(minutesActive({ entries }, spring - DAY, spring + DAY)).toBe(5 * 60)
  })

  test.for<[string, string, number, string, string, string, number]>([
    ['Lord Howe goes half an hour forward', 'Australia/Lord_Howe', SUNDAY, '2025-10-05', '02:00', '02:30', 0],
    ['Lord Howe goes half an hour forward', 'Australia/Lord_Howe', SUNDAY, '2025-10-05', '01:30', '03:00', 60],
    ['Lord Howe goes half an hour forward', 'Australia/Lord_Howe', SUNDAY, '2025-10-05', '00:00', '24:00', 1_410],
    ['Lord Howe goes half an hour back', 'Australia/Lord_Howe', SUNDAY, '2026-04-05', '01:30', '02:00', 60],
    ['Lord Howe goes half an hour back', 'Australia/Lord_Howe', SUNDAY, '2026-04-05', '00:00', '24:00', 1_470],
    ['Asunción has no midnight', 'America/Asuncion', SUNDAY, '2023-10-01', '00:00', '01:00', 0],
    ['Asunción has no midnight', 'America/Asuncion', SUNDAY, '2023-10-01', '00:00', '24:00', 1_380],
    ['Asunción goes back at midnight', 'America/Asuncion', SATURDAY, '2024-03-23', '23:00', '24:00', 120],
    ['Asunción goes back at midnight', 'America/Asuncion', SUNDAY, '2024-03-24', '00:00', '24:00', 1_440],
    ['Cairo has no midnight', 'Africa/Cairo', FRIDAY, '2024-04-26', '00:00', '01:30', 30],
    ['Cairo goes back at midnight', 'Africa/Cairo', THURSDAY, '2024-10-31', '23:00', '24:00', 120],
    ['Beirut has no midnight', 'Asia/Beirut', SUNDAY, '2024-03-31', '00:00', '00:30', 0],
    ['Samoa skips a Friday', 'Pacific/Apia', FRIDAY, '2011-12-30', '00:00', '24:00', 0],
    ['Samoa goes on with Saturday', 'Pacific/Apia', SATURDAY, '2011-12-31', '00:00', '24:00', 1_440],
    ['Pyongyang ends a Friday early', 'Asia/Pyongyang', FRIDAY, '2018-05-04', '23:00', '24:00', 30],
    ['Pyongyang begins its Saturday on time', 'Asia/Pyongyang', SATURDAY, '2018-05-05', '00:00', '24:00', 1_440],
    ['Caracas gives up its half hour', 'America/Caracas', SUNDAY, '2016-05-01', '02:00', '03:00', 30],
    ['Volgograd goes ahead for good', 'Europe/Volgograd', SUNDAY, '2018-10-28', '02:00', '03:00', 0],
    ['Volgograd goes back for good', 'Europe/Volgograd', SUNDAY, '2020-12-27', '01:00', '02:00', 120],
    ['Istanbul does not go back', 'Europe/Istanbul', SUNDAY, '2016-10-30', '00:00', '24:00', 1_440],
  ])('%s: in %s, of mode %i on %s, %s–%s', ([, zone, weekday, date, from, to, expected]) => {
    const noon = Date.parse(`${date}T12:00Z`)
    const around = { zone: zoneOf(zone) }
    expect(minutesActive({ entries: [entry(weekday, from, to)] }, noon - 2 * DAY, noon + 2 * DAY, around)).toBe(
      expected,
    )
  })

  test.for<[string, string, number, string, number]>([
    ['is longer where midnight comes twice', 'Asia/Beirut', SATURDAY, '2024-10-26', 5 * 60],
    ['is shorter where there is no midnight', 'America/Asuncion', SATURDAY, '2023-09-30', 3 * 60],
    ['is shorter where the last half hour is missing', 'Asia/Pyongyang', FRIDAY, '2018-05-04', 3.5 * 60],
    ['ends where the next day of the calendar is missing', 'Pacific/Apia', THURSDAY, '2011-12-29', 2 * 60],
    ['goes on after a day that never was', 'Pacific/Apia', FRIDAY, '2011-12-30', 2 * 60],
    ['is a usual one on the days after', 'Pacific/Apia', MONDAY, '2012-01-02', 4 * 60],
    ['is a usual one where nothing changes', 'Asia/Beirut', TUESDAY, '2024-10-29', 4 * 60],
    ['is a usual one before a change', 'Africa/Cairo', WEDNESDAY, '2024-10-30', 4 * 60],
  ])('a night from 22:00 to 02:00 %s: in %s, of mode %i', ([, zone, weekday, date, expected]) => {
    const noon = Date.parse(`${date}T12:00Z`)
    const around = { zone: zoneOf(zone) }
    expect(minutesActive({ entries: [entry(weekday, '22:00', '02:00')] }, noon - DAY, noon + 2 * DAY, around)).toBe(
      expected,
    )
  })
})
