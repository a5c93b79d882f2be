import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localDay, localMinutes, offsetMsAt, weekdayOf } from '../../sim/domain/time.ts'
import { TIME_ZONE_DATA_VERSION, zoneTable } from '../../sim/io/zone.ts'

const FROM = Date.UTC(2005, 0, 1)
const TO = Date.UTC(2035, 0, 1)
const HOUR = 3_600_000

describe('zoneTable()', () => {
  test('begins where the run begins and has one entry for each change up to its end', () => {
    const { name, transitions } = zoneTable('Europe/Vienna', Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31))
    expect(name).toBe('Europe/Vienna')
    expect(transitions).toEqual([
      { fromUtcMs: Date.UTC(2026, 0, 1), offsetMs: HOUR },
      { fromUtcMs: Date.UTC(2026, 2, 29, 1), offsetMs: 2 * HOUR },
      { fromUtcMs: Date.UTC(2026, 9, 25, 1), offsetMs: HOUR },
    ])
  })

  test('a zone without changes has one entry', () => {
    expect(zoneTable('UTC', FROM, TO).transitions).toEqual([{ fromUtcMs: FROM, offsetMs: 0 }])
  })

  test.for<[string]>([['Mars/Olympus'], [''], ['Europe/Vienna\n']])(
    'throws INVALID for the unknown zone %j',
    ([name]) => {
      const build = () => zoneTable(name, FROM, TO)
      expect(build).toThrow(
        expect.objectContaining({ code: 'INVALID', message: expect.stringContaining('Europe/Vienna') }),
      )
    },
  )

  test('names the version of its data', () => {
    expect(TIME_ZONE_DATA_VERSION).toMatch(/^20\d\d[a-z]$/)
  })
})

describe('local time from a table', () => {
  test.for<[string]>([
    ['Europe/Vienna'],
    ['America/New_York'],
    ['Australia/Lord_Howe'],
    ['America/Havana'],
    ['Pacific/Apia'],
    ['Africa/Casablanca'],
    ['Asia/Kathmandu'],
    ['Europe/Istanbul'],
    ['Antarctica/Troll'],
  ])('agrees with the platform’s calendar in %s', ([name]) => {
    const zone = zoneTable(name, FROM, TO)
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: name, dateStyle: 'short', timeStyle: 'short' })
    const near = zone.transitions.map(({ fromUtcMs }) => fromUtcMs)
    const instants = fc.oneof(
      fc.integer({ min: FROM, max: TO }),
      fc
        .tuple(fc.constantFrom(...near), fc.integer({ min: -2 * HOUR, max: 2 * HOUR }))
        .map(([at, by]) => Math.max(FROM, at + by)),
    )
    const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'short' })
    fc.assert(fc.property(instants, (at) => shown.format(localMinutes(zone, at) * 60_000) === clock.format(at)))
  })

  test('before the first entry, that entry holds', () => {
    const zone = { name: 'x', transitions: [{ fromUtcMs: 1_000, offsetMs: 60_000 }] }
    expect([offsetMsAt(zone, 0), offsetMsAt(zone, 1_000), offsetMsAt(zone, 9_000)]).toEqual([60_000, 60_000, 60_000])
  })

  test('days and weekdays go on without a break before 1970', () => {
    const zone = zoneTable('UTC', FROM, TO)
    expect([localDay(zone, -1), localDay(zone, 0)]).toEqual([-1, 0])
    expect([-4, -3, -1, 0, 3, 4].map(weekdayOf)).toEqual([6, 0, 2, 3, 6, 0])
  })
})
