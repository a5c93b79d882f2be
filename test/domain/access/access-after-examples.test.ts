import { describe, expect, test } from 'vitest'
import { accessAfter } from '../../../sim/domain/access/access-after.ts'
import { type AccessIndex, compileAccess } from '../../../sim/domain/access/access-index.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { differenceOf, differing } from '../../../sim/domain/program/difference.ts'
import type { ObjectKey, PrincipalKey } from '../../../sim/domain/program/names.ts'
import { aProgram, keyOf, type ProgramDescription } from '../../helpers/a-program.ts'
import { VIENNA } from '../../helpers/zones.ts'

const HOME = '504F94A00009'
/** 1 January 2026, a Thursday, at noon in Vienna. */
const NOON = Date.UTC(2026, 0, 1, 11)
const MORNINGS = { entries: [{ mode: 6, fromMin: 360, toMin: 600 }] }
const DAYS = { entries: [{ mode: 6, fromMin: 360, toMin: 1200 }] }

const SITE = {
  rooms: ['Hall', 'Office'],
  categories: ['Light', 'Heating'],
  controls: {
    'Front Door': { kind: 'authentication-nfc-code-touch' },
    Gate: { kind: 'intercom' },
    Lamp: { room: 'Hall', category: 'Light' },
  },
  groups: { Staff: [], Adults: [], Guests: [] },
  users: { Anna: { groups: ['Staff'] } },
  members: { [HOME]: [] },
  schedules: { Hours: MORNINGS, Days: DAYS },
  permissions: [],
} as const satisfies ProgramDescription

interface Changed {
  readonly ask: readonly [PrincipalKey, ObjectKey]
  readonly before?: Partial<ProgramDescription>
  readonly after: Partial<ProgramDescription>
  /** Whether it is allowed before, and after. */
  readonly allowed: readonly [boolean, boolean]
}

const doorOfAdults = { permissions: ['group:Adults allow access:Front Door'] }
const doorInHours = { permissions: ['user:Anna allow access:Front Door during Hours'] }
const officeOfAnna = { permissions: ['user:Anna allow room:Office'] }
const heatingOfAnna = { permissions: ['user:Anna allow category:Heating'] }
const gateOfGuests = { permissions: ['group:Guests allow device:Gate'] }
const bothInTurn = {
  permissions: ['user:Anna allow access:Front Door during Days', 'group:Staff allow access:Front Door during Hours'],
}
const lamp = (room: string, category: string) => ({ controls: { ...SITE.controls, Lamp: { room, category } } })

const CHANGES: Readonly<Record<string, Changed>> = {
  'a group put into another': {
    ask: ['user:Anna', 'access:Front Door'],
    before: doorOfAdults,
    after: { ...doorOfAdults, groups: { ...SITE.groups, Staff: ['Adults'] } },
    allowed: [false, true],
  },
  'a group put into another as somebody is renamed': {
    ask: ['user:Anna', 'access:Front Door'],
    before: doorOfAdults,
    after: {
      ...doorOfAdults,
      groups: { ...SITE.groups, Staff: ['Adults'] },
      users: { Anna: { groups: ['Staff'], nfcCodeTouchId: 'Anna A.' } },
    },
    allowed: [false, true],
  },
  'a Trust member put into a group': {
    ask: [`member:${HOME}`, 'device:Gate'],
    before: gateOfGuests,
    after: { ...gateOfGuests, members: { [HOME]: ['Guests'] } },
    allowed: [false, true],
  },
  'a control put into another room': {
    ask: ['user:Anna', 'function:Lamp'],
    before: officeOfAnna,
    after: { ...officeOfAnna, ...lamp('Office', 'Light') },
    allowed: [false, true],
  },
  'a control put into another category': {
    ask: ['user:Anna', 'function:Lamp'],
    before: heatingOfAnna,
    after: { ...heatingOfAnna, ...lamp('Hall', 'Heating') },
    allowed: [false, true],
  },
  'other hours in an access schedule': {
    ask: ['user:Anna', 'access:Front Door'],
    before: doorInHours,
    after: { ...doorInHours, schedules: { Hours: DAYS, Days: DAYS } },
    allowed: [false, true],
  },
  'another way for schedules to go together': {
    ask: ['user:Anna', 'access:Front Door'],
    before: bothInTurn,
    after: { ...bothInTurn, settings: [{ name: 'schedule-combination', strategy: 'intersection' }] },
    allowed: [true, false],
  },
  'a permission given': {
    ask: ['user:Anna', 'access:Front Door'],
    after: { permissions: ['user:Anna allow access:Front Door'] },
    allowed: [false, true],
  },
  'a permission taken away': {
    ask: ['user:Anna', 'access:Front Door'],
    before: { permissions: ['user:Anna allow access:Front Door'] },
    after: {},
    allowed: [true, false],
  },
  'a day of the calendar': {
    ask: ['user:Anna', 'access:Front Door'],
    before: { ...doorInHours, schedules: { Hours: onHolidays(), Days: DAYS } },
    after: {
      ...doorInHours,
      schedules: { Hours: onHolidays(), Days: DAYS },
      calendar: [{ mode: 0, days: { kind: 'yearly-date', month: 1, day: 1 } }],
    },
    allowed: [false, true],
  },
}

describe('an access index after its program was changed', () => {
  test.for(Object.entries(CHANGES))('has taken over %s', ([, { ask, before, after, allowed }]) => {
    const [running, changed] = [aProgram({ ...SITE, ...before }), aProgram({ ...SITE, ...after })]
    const index = compileAccess(running)
    expect(isAllowed(index, ask)).toBe(allowed[0])
    expect(isAllowed(accessAfter(index, changed, differing(differenceOf(running, changed))), ask)).toBe(allowed[1])
  })
})

function onHolidays() {
  return { modes: [0], entries: [{ mode: 0, fromMin: 0, toMin: 1440 }] }
}

function isAllowed(index: AccessIndex, [principal, object]: Changed['ask']): boolean {
  return permits(index, keyOf(principal), keyOf(object), 'internal', NOON, VIENNA) === 'allowed'
}
