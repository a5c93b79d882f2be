import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'
import type { RigFile } from '../../../rigs/rig-file/shape.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import { findCalendarEntry, findControl, findGroup, findUser } from '../../../sim/domain/program/lookup.ts'
import { hash } from '../../domain/program/a-program.ts'

const BUSINESS = readFileSync('fixtures/rigs/business.yaml', 'utf8')

function rigOf(text: string): RigFile {
  const { rig, faults } = parseRigFile(text, 'business.yaml')
  if (rig === undefined) throw new TypeError(faults.map(printFault).join('\n'))
  return rig
}

const tools = { hash, random: (bytes: number) => 'a'.repeat(2 * bytes), codeDigest: (code: string) => `d${code}` }

describe('the program of a business', () => {
  const { program } = buildProgram(rigOf(BUSINESS), 'office', tools)

  test('has no faults and no lints, and is a program like any other', () => {
    expect(parseRigFile(BUSINESS, 'business.yaml')).toMatchObject({ faults: [], lints: [] })
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(program))))).toEqual(program)
  })

  test('R154: has the groups Management, Accounting, Staff and Cleaning', () => {
    const names = [...program.groups.values()].filter(({ type }) => type === 'normal').map(({ name }) => name)
    expect(names.sort()).toEqual(['Accounting', 'Cleaning', 'Management', 'Staff'])
    expect(findGroup(program, 'Management').groups).toEqual([findGroup(program, 'Staff').uuid])
  })

  test.for<[string, number, object]>([
    ['Christmas Eve', 0, { kind: 'yearly-date', month: 12, day: 24 }],
    ['Easter Monday', 0, { kind: 'easter', offset: 1 }],
    ["New Year's Eve 2026", 1, { kind: 'date', date: { year: 2026, month: 12, day: 31 } }],
    [
      'Summer closing',
      1,
      { kind: 'timespan', from: { year: 2026, month: 8, day: 3 }, to: { year: 2026, month: 8, day: 14 } },
    ],
    ['Winter closing', 1, { kind: 'yearly-timespan', from: { month: 12, day: 27 }, to: { month: 1, day: 5 } }],
    ['Inventory day', 10, { kind: 'weekday-in-month', month: 5, weekday: 0, nth: 5 }],
  ])('says the days of %s', ([name, mode, days]) => {
    expect(findCalendarEntry(program, name)).toMatchObject({ mode, days })
  })

  test('has a rule with its trigger, and a scene without', () => {
    const [strike, light, board] = ['Front Strike', 'Entrance Light', 'Board Light'].map(
      (name) => findControl(program, name).uuid,
    )
    expect([...program.rules.values()]).toMatchObject([
      { trigger: { control: strike, becomes: 'on' }, actions: [{ control: light, command: 'on' }] },
      {
        name: 'Closing time',
        actions: [
          { control: light, command: 'off' },
          { control: board, command: 'off' },
        ],
      },
    ])
    expect([...program.rules.values()][1]).not.toHaveProperty('trigger')
  })

  test('keeps only settings that are not as they are by default', () => {
    expect([...program.settings.values()]).toEqual([
      { name: 'custom-fields', titles: ['Badge colour', '', '', '', ''] },
    ])
    const settings = 'settings:\n        scheduleCombination: intersection\n        accessTab: nfc-code-touch\n'
    const other = buildProgram(rigOf(BUSINESS.replace('settings:\n', settings)), 'office', tools).program
    expect(other.settings.get('schedule-combination')).toMatchObject({ strategy: 'intersection' })
    expect(other.settings.get('access-tab')).toMatchObject({ shownWith: 'nfc-code-touch' })
  })

  test('R75: users have the fields of their profile', () => {
    expect(findUser(program, 'Olga').profile).toEqual({
      firstname: 'Olga',
      lastname: 'Ober',
      email: 'olga@example.org',
      customField1: 'Blue',
    })
  })

  test('a control may be secured, and a Trusted IO says its direction', () => {
    expect(findControl(program, 'Safe')).toMatchObject({ kind: 'switch', secured: true })
    expect(findControl(program, 'Alarm')).toMatchObject({ kind: 'trusted-io', direction: 'output', value: 'digital' })
  })
})

/** A piece and what it becomes, and the faults of that: `line:column: CODE`, and words of the sentence. */
const FAULTS: [string, string, string, string][] = [
  ['yearly: 12-24', 'yearly: 02-30', '24:56: DATE_INVALID', 'there is no 30 February'],
  ['yearly: 12-24', 'yearly: 13-01', '24:56: DATE_INVALID', 'there is no month 13'],
  ['yearly: 12-24', 'yearly: 24.12.', '24:56: INVALID_VALUE', 'such as 12-24'],
  ['yearly: 12-24', 'yearly: 12-24, easter: 1', '24:9: DATE_INVALID', 'exactly one of'],
  [', yearly: 12-24', '', '24:9: DATE_INVALID', 'exactly one of'],
  [
    'mode: Public Holiday, yearly',
    'mode: Public Holidays, yearly',
    '24:32: NOT_FOUND',
    'Did you mean "Public Holiday"',
  ],
  ['mode: Public Holiday, yearly', 'mode: Monday, yearly', '24:32: INVALID_VALUE', 'is a weekday'],
  ['easter: 1', 'easter: 300', '25:56: INVALID_VALUE', 'is -80 to 250'],
  ['date: 2026-12-31', 'date: 2027-02-29', '26:53: DATE_INVALID', 'there is no 29 February 2027'],
  ['to: 2026-08-14', 'to: 2026-08-02', '27:64: DATE_INVALID', 'is before "from"'],
  ['to: 2026-08-14', 'to: 08-14', '27:64: DATE_INVALID', 'both have a year, or neither'],
  [', to: 2026-08-14', '', '27:9: DATE_INVALID', '"from" and "to"'],
  ['last monday of may', 'last moonday of may', '29:52: INVALID_VALUE', 'last monday of may'],
  [
    'control: Front Strike, becomes',
    'control: Front Stroke, becomes',
    '75:47: NOT_FOUND',
    'Did you mean "Front Strike"',
  ],
  ['becomes: on', 'becomes: open', '75:70: INVALID_VALUE', 'not "open"'],
  ['when: { control: Front Strike', 'when: { control: Gate', '75:47: INVALID_VALUE', 'has no state that comes'],
  ['control: Board Light, command: off', 'control: Safe, command: off', '76:99: INVALID_VALUE', 'not by a rule'],
  ['Board Light, command: off', 'Board Light, command: pulse', '76:106: INVALID_VALUE', 'does not take "pulse"'],
  ['control: Board Light, command: off', 'control: Bored Light, command: off', '76:84: NOT_FOUND', 'Board Light'],
  ['customFields: [Badge colour]', 'customFields: [a, b, c, d, e, f]', '78:23: INVALID_VALUE', 'at most five'],
  ['customFields:', 'customField:', '78:9: UNKNOWN_KEY', 'Did you mean "customFields"'],
  ['validUntil: "2026-09-01T00:00:00+02:00", ', '', '60:71: INVALID_VALUE', 'nothing expires'],
  ['  Closing time:', '  light at the Door:', '76:9: NAME_TAKEN', 'there already'],
]

test.for(FAULTS)('%j become %j is the fault %s', ([piece, replacement, place, sentence]) => {
  expect(BUSINESS).toContain(piece)
  const { faults } = parseRigFile(
    BUSINESS.replace(piece, () => replacement),
    'business.yaml',
  )
  expect(faults.map(({ line, column, code }) => `${line}:${column}: ${code}`)).toEqual([place])
  expect(faults[0]?.message).toContain(sentence)
})

describe('a lint of an access schedule that restricts nothing', () => {
  const OWN = '{ principal: Paul, allow: "access:Front Door", schedule: Own Hours }'
  const WITHIN = '{ days: [monday], from: "09:00", to: "10:00" }'
  const SAME = '{ days: [monday, tuesday, wednesday, thursday, friday], from: "08:00", to: "17:00" }'
  const BEYOND = '{ days: [sunday], from: "09:00", to: "10:00" }'

  /** Paul has hours of his own at a door that his group opens in office hours. */
  function lintsOf({ entries = WITHIN, combination = 'union', groups = withoutModes } = {}) {
    const text = groups(BUSINESS)
      .replace('      schedules:\n', `      schedules:\n        Own Hours: { entries: [${entries}] }\n`)
      .replace('      permissions:\n', `      permissions:\n        - ${OWN}\n`)
      .replace('      settings:\n', `      settings:\n        scheduleCombination: ${combination}\n`)
    const { faults, lints } = parseRigFile(text, 'business.yaml')
    expect(faults).toEqual([])
    return lints.map(({ code, message }) => `${code}: ${message}`)
  }

  const withoutModes = (text: string): string =>
    text.replace('          modes: [Public Holiday]\n', '').replace(/ +- \{ mode: Holiday,.*\n/, '')

  test('is told where a group opens the door at these times and at others', () => {
    expect(lintsOf()).toEqual([
      'SCHEDULE_SHADOWED: "Own Hours" does not restrict Paul: group:Staff opens access:Front Door with "Office Hours".',
    ])
  })

  test('is told of a night that ends on the next day, that of Sunday on Monday', () => {
    const nights = (text: string) =>
      withoutModes(text).replace(/days: \[monday, tuesday.*$/m, 'days: [sunday], from: "22:00", to: "06:00" }')
    expect(lintsOf({ groups: nights, entries: '{ days: [monday], from: "05:00", to: "06:00" }' })).toHaveLength(1)
    expect(lintsOf({ groups: nights, entries: '{ days: [monday], from: "05:00", to: "06:01" }' })).toEqual([])
  })

  test.for<[string, Parameters<typeof lintsOf>[0]]>([
    ['the user may enter at other times', { entries: BEYOND }],
    ['both are the same', { entries: SAME }],
    ['operating modes close for the group', { groups: (text) => text }],
    ["the user's schedules count alone", { combination: 'user-overrides' }],
    ['only what both allow counts', { combination: 'intersection' }],
  ])('is not told where %s', ([, change]) => {
    expect(lintsOf(change)).toEqual([])
  })
})

test.for<[string, string, string[]]>([
  [
    '{ principal: Paul, deny: "room:Board Room" }, { principal: Paul, allow: "function:Board Light" }',
    'of its room',
    ['Paul may not use function:Board Light all the same: room:Board Room is denied to Paul.'],
  ],
  [
    '{ principal: "group:Staff", deny: "category:Light", scope: internal }, { principal: Paul, allow: "function:Board Light", scope: internal }',
    'of its category, by way of groups',
    [
      'Paul may not use function:Board Light all the same: category:Light is denied to group:Staff.',
      // Of the house itself: Accounting is in Staff.
      'group:Accounting may not use category:Light all the same: category:Light is denied to group:Staff.',
    ],
  ],
  [
    '{ principal: Paul, deny: "room:Board Room", scope: external }, { principal: Paul, allow: "function:Board Light", scope: internal }',
    'in another scope is none',
    [],
  ],
  [
    '{ principal: Clea, deny: "room:Board Room" }, { principal: Paul, allow: "function:Board Light" }',
    'of others is none',
    [],
  ],
])('AMB-21: lint: of %s, a deny %s', ([permissions, , expected]) => {
  const items = permissions.split(/(?<=\}), /).map((each) => `        - ${each}\n`)
  const { faults, lints } = parseRigFile(
    BUSINESS.replace('      permissions:\n', `      permissions:\n${items.join('')}`),
    'business.yaml',
  )
  expect(faults).toEqual([])
  expect(lints.map(({ message }) => message)).toEqual(expected)
  expect(lints.every(({ code, column }) => code === 'ALLOW_DENIED' && column > 1)).toBe(true)
})
