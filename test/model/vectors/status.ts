import type { Status } from '../input.ts'
import { allow, DOOR, enters, SITE } from './build.ts'
import type { Vector } from './vector.ts'

const validFrom = Date.parse('2026-01-15T00:00Z')
const validUntil = Date.parse('2026-01-16T00:00Z')

/** May enter just before and at validFrom, just before and at validUntil. */
const ROWS: readonly [string, Status, readonly [boolean, boolean, boolean, boolean]][] = [
  ['enabled', { userState: 0 }, [true, true, true, true]],
  ['disabled', { userState: 1 }, [false, false, false, false]],
  ['enabled until', { userState: 2, validUntil }, [true, true, true, false]],
  ['enabled from', { userState: 3, validFrom }, [false, true, true, true]],
  ['timespan', { userState: 4, validFrom, validUntil }, [false, true, true, false]],
]

export const STATUS_VECTORS: readonly Vector[] = ROWS.map(([title, status, [before, first, last, after]]) => ({
  number: 'C76',
  title: `validFrom and validUntil, ${title}`,
  model: { ...SITE, users: [{ id: 'Oliver', memberOf: [], status }], assignments: [allow('Oliver', DOOR)] },
  asks: [
    enters('2026-01-14T23:59:59.999Z', before),
    enters('2026-01-15T00:00Z', first),
    enters('2026-01-15T23:59:59.999Z', last),
    enters('2026-01-16T00:00Z', after),
  ],
}))
