import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileModes } from '../../../sim/domain/access/operating-modes.ts'
import { compileSchedule, isScheduleActive } from '../../../sim/domain/access/schedule.ts'
import type { ScheduleEntry } from '../../../sim/domain/program/program.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { SPECIAL_MODES, timed } from './arbitrary-schedule.ts'
import { isActiveByHand, type Timed } from './schedule-by-hand.ts'

const RUNS = { numRuns: 1_000 }

describe('access schedules of any kind, in any zone (§3.7)', () => {
  test('are active when the clock on the wall and the calendar say so', () => {
    fc.assert(
      fc.property(timed, ({ at, ...one }) => {
        expect(isActive(one, at)).toBe(isActiveByHand(one, at))
      }),
      RUNS,
    )
  })

  test('entries add up: a schedule is active when one of its halves is', () => {
    fc.assert(
      fc.property(timed, fc.nat(8), ({ at, ...one }, cut) => {
        const { entries } = one.schedule
        const halves = [entries.slice(0, cut), entries.slice(cut)].map((half) => isActive(withEntries(one, half), at))
        expect(isActive(one, at)).toBe(halves.includes(true))
      }),
      RUNS,
    )
  })

  test('the order of entries and of the calendar is of no account', () => {
    fc.assert(
      fc.property(timed, ({ at, ...one }) => {
        const reversed = withEntries({ ...one, calendar: one.calendar.toReversed() }, one.schedule.entries.toReversed())
        expect(isActive(reversed, at)).toBe(isActive(one, at))
      }),
      RUNS,
    )
  })

  test('what a mode is switched or set in the calendar to is of no account to a schedule that does not list it', () => {
    fc.assert(
      fc.property(timed, timed, ({ at, ...one }, { switched, calendar }) => {
        const schedule = { ...one.schedule, modes: one.schedule.modes.filter((mode) => !SPECIAL_MODES.includes(mode)) }
        const same = { ...one, schedule }
        expect(isActive({ ...same, switched, calendar }, at)).toBe(isActive(same, at))
      }),
      RUNS,
    )
  })

  test('the need of an activation means nothing for access (P-59)', () => {
    fc.assert(
      fc.property(timed, fc.boolean(), ({ at, ...one }, needsActivation) => {
        const entries = one.schedule.entries.map((entry) => ({ ...entry, needsActivation }))
        expect(isActive(withEntries(one, entries), at)).toBe(isActive(one, at))
      }),
      RUNS,
    )
  })
})

const FROM = Date.UTC(2010, 0, 1)
const TO = Date.UTC(2030, 0, 1)
const zones = new Map<string, ReturnType<typeof zoneTable>>()

function isActive({ zone, schedule, switched, calendar }: Timed, at: number): boolean {
  const table = zones.get(zone) ?? zoneTable(zone, FROM, TO)
  zones.set(zone, table)
  const modes = compileModes({
    operatingModes: new Map(switched.map((mode) => [mode.id, mode])),
    calendar: new Map(calendar.map((entry, place) => [`${place}`, { ...entry, uuid: `${place}`, name: 'Days' }])),
  })
  const compiled = compileSchedule({ uuid: 'u', name: 'Hours', ...schedule })
  return isScheduleActive(compiled, { at, zone: table, modes })
}

function withEntries(one: Timed, entries: readonly ScheduleEntry[]): Timed {
  return { ...one, schedule: { ...one.schedule, entries } }
}
