import { describe, expect, test } from 'vitest'
import type { RowCode } from '../../../sim/domain/user-table/finding.ts'
import { previewUsers } from '../../../sim/domain/user-table/preview.ts'
import type { PreviewOptions } from '../../../sim/domain/user-table/preview-options.ts'
import type { UserRecord } from '../../../sim/domain/user-table/table.ts'
import { aGroup, aProgram, aUser, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import { aTable, codesOf, previewOf, previewOptions } from './a-table.ts'

describe('R125: every row of a preview says what keeps it out', () => {
  test.for<[string, UserRecord, RowCode[], Partial<PreviewOptions>?]>([
    ['a row without a name', { name: '', email: 'a@b' }, ['NAME_MISSING']],
    ['a name of blanks', { name: '  ' }, ['NAME_MISSING']],
    ['a user who is there, in other letters', { name: 'ANNA' }, ['NAME_TAKEN']],
    ['a User ID that somebody has', { name: 'Zoe', uniqueUserId: '1001' }, ['NAME_TAKEN']],
    ['a group that is not there', { name: 'Zoe', groups: 'Adults|Ghosts' }, ['GROUP_NOT_FOUND']],
    ['groups whose members nobody chooses', { name: 'Zoe', groups: 'All|None' }, Array(2).fill('GROUP_NOT_ASSIGNABLE')],
    ['a status that there is not', { name: 'Zoe', state: 'asleep' }, ['STATUS_UNKNOWN']],
    ['disabled for a period', { name: 'Zoe', state: 'disabled', validFrom: '2026-01-01T08:00' }, ['STATUS_WINDOW']],
    ['two periods', { name: 'Zoe', validFrom: '2026-01-01T08:00|2026-03-01T08:00' }, ['STATUS_WINDOW']],
    [
      'a beginning where the status has none',
      { name: 'Zoe', state: 'enabled-until', validFrom: '2026-01-01T08:00' },
      ['STATUS_WINDOW'],
    ],
    ['an expiry of what does not end', { name: 'Zoe', onExpiry: 'delete' }, ['STATUS_WINDOW']],
    ['an expiry nobody knows', { name: 'Zoe', validUntil: '2026-01-01T08:00', onExpiry: 'burn' }, ['EXPIRY_UNKNOWN']],
    ['a time in the gap of the clock', { name: 'Zoe', validFrom: '2026-03-29T02:30' }, ['TIME_GAP']],
    ['a day without a time', { name: 'Zoe', validUntil: '25.10.2026' }, ['TIME_UNKNOWN']],
    ['a day of no month', { name: 'Zoe', validUntil: '30.02.2026 08:00' }, ['TIME_UNKNOWN']],
    [
      'a period that ends first',
      { name: 'Zoe', validFrom: '2026-02-01T08:00', validUntil: '2026-01-01T08:00' },
      ['WINDOW_EMPTY'],
    ],
    ['a code of one digit', { name: 'Zoe', code: '7' }, ['CODE_INVALID']],
    ['a code of nine digits', { name: 'Zoe', code: '123456789' }, ['CODE_INVALID']],
    ['a code that is a number of a spreadsheet', { name: 'Zoe', code: '4711.0' }, ['CODE_INVALID']],
    ['a tag that is none', { name: 'Zoe', tags: 'blue' }, ['CREDENTIAL_INVALID']],
    ['a tag twice', { name: 'Zoe', tags: '04 A1|04 A1' }, ['CREDENTIAL_INVALID', 'TAG_NEVER_SEEN']],
    ['a text that no program keeps', { name: 'Zoe', desc: 'x'.repeat(4097) }, ['TOO_LONG']],
    [
      'an administrators’ group, by somebody else',
      { name: 'Zoe', groups: 'Full Access' },
      ['ADMINISTRATORS_ONLY'],
      { isAdministrator: false },
    ],
    [
      'a change of an administrator, by somebody else',
      { name: 'admin', desc: 'x' },
      ['ADMINISTRATORS_ONLY'],
      { isAdministrator: false, merge: true },
    ],
    ['the last administrator disabled', { name: 'admin', state: 'disabled' }, ['LAST_ADMINISTRATOR'], { merge: true }],
  ])('%s', ([, record, codes, options]) => {
    const [row] = previewOf([record], options)
    expect(row?.ok).toBe(false)
    expect(codesOf(row === undefined ? [] : [row])).toEqual([codes])
  })
})

describe('a row is taken with a warning', () => {
  test.for<[string, UserRecord, RowCode]>([
    ['of a tag that nobody has had (DIFF-12)', { name: 'Zoe', tags: '04 A1' }, 'TAG_NEVER_SEEN'],
    ['of a weak password (R142)', { name: 'Zoe', password: 'loxone' }, 'PASSWORD_WEAK'],
    ['of a name with blanks', { name: 'Zoe ' }, 'SPACES'],
    ['of a time that the clock shows twice', { name: 'Zoe', validUntil: '25.10.2026 02:30' }, 'TIME_TWICE'],
    ['of a broken formula', { name: 'Zoe', desc: '#NAME?' }, 'FORMULA_BROKEN'],
    ['of a number that a spreadsheet rounded', { name: 'Zoe', uniqueUserId: '1,23457E+12' }, 'NUMBER_ROUNDED'],
  ])('%s', ([, record, code]) => {
    const [row] = previewOf([record])
    expect(row?.ok).toBe(true)
    expect(row?.warnings.map((warning) => warning.code)).toEqual([code])
  })
})

test('a second row of the same name, and of the same User ID, is an error; the first is not', () => {
  const rows = previewOf([{ name: 'Zoe', uniqueUserId: '7' }, { name: 'zoe' }, { name: 'Yan', uniqueUserId: '7' }])
  expect(codesOf(rows)).toEqual([[], ['DUPLICATE'], ['DUPLICATE']])
  expect(rows[1]?.errors[0]).toEqual({ code: 'DUPLICATE', message: '"zoe" stands in line 2 already.', column: 1 })
})

test('access codes and tags that two rows share, or that somebody has, are warned of', () => {
  const program = aProgram()
  const [anna] = previewOf([{ name: 'New', code: '4711', tags: '04 A1' }])
  const ben = aUser('Ben', { ...anna?.change().fields, name: 'Ben' })
  program.users.set(ben.uuid, ben)
  const rows = previewOf(
    [
      { name: 'Zoe', code: '4711', tags: '04 A1' },
      { name: 'Yan', code: '4711', tags: '04 A1' },
    ],
    { program },
  )
  expect(codesOf(rows)).toEqual([
    ['CODE_SHARED', 'CREDENTIAL_SHARED'],
    ['CODE_SHARED', 'CODE_SHARED', 'CREDENTIAL_SHARED', 'CREDENTIAL_SHARED'],
  ])
})

test('an access code shorter than most has lost its zero to a spreadsheet, unless zeros are still there', () => {
  const users = (...codes: string[]) => codes.map((code, at) => ({ name: `user ${at}`, code }))
  expect(codesOf(previewOf(users('1234', '2345', '815')))).toEqual([[], [], ['CODE_ZERO_LOST']])
  expect(codesOf(previewOf(users('1234', '2345', '815', '0815')))).toEqual([[], [], [], []])
  expect(codesOf(previewOf(users('1234', '815')))).toEqual([[], []])
})

test('DIFF-3: a status is as its word and its window say', () => {
  const at = (text: string) => Date.parse(text)
  const [from, until] = ['2026-01-01T08:00', '02.02.2026 09:30']
  const rows = previewOf([
    { name: 'a', state: 'disabled' },
    { name: 'b', state: 'enabled', validFrom: from },
    { name: 'c', validUntil: until, onExpiry: 'delete' },
    { name: 'd', state: 'timespan', validFrom: from, validUntil: until },
    { name: 'e' },
  ])
  const [fromMs, untilMs] = [at('2026-01-01T07:00Z'), at('2026-02-02T08:30Z')]
  expect(rows.map((row) => row.change().fields.status)).toEqual([
    { state: 'disabled' },
    { state: 'enabled-from', validFromMs: fromMs },
    { state: 'enabled-until', validUntilMs: untilMs, onExpiry: 'delete' },
    { state: 'timespan', validFromMs: fromMs, validUntilMs: untilMs },
    undefined,
  ])
})

test('a user of another Miniserver is passed over, whatever else is wrong with the row', () => {
  const rows = previewOf([
    { name: 'Clara', origin: OTHER_SERIAL, code: '1' },
    { name: 'Zoe', origin: 'Office' },
  ])
  expect(rows.map(({ action, ok }) => [action, ok])).toEqual([
    ['skip', false],
    ['add', true],
  ])
  expect(codesOf(rows)).toEqual([['REPLICA'], []])
})

test('merging changes who is there where cells are not empty, and never one of another Miniserver', () => {
  const rows = previewOf([{ name: 'anna', email: 'a@b', uniqueUserId: '' }, { name: 'Clara' }], { merge: true })
  expect(rows.map(({ action, name }) => [action, name])).toEqual([
    ['update', 'anna'],
    ['add', 'Clara'],
  ])
  expect(rows[0]?.change()).toEqual({
    uuid: uuidOf('user', 'Anna'),
    fields: { name: 'Anna', profile: { email: 'a@b' } },
  })
})

test('whoever is no administrator puts nobody into a group that makes administrators, nor takes one out', () => {
  const program = aProgram()
  const boss = aGroup('Bosses', { groups: [uuidOf('group', 'Full Access')] })
  program.groups.set(boss.uuid, boss)
  const dora = aUser('Dora', { groups: [boss.uuid] })
  program.users.set(dora.uuid, dora)
  const options = { program, isAdministrator: false }
  expect(codesOf(previewOf([{ name: 'Zoe', groups: 'Bosses' }], options))).toEqual([['ADMINISTRATORS_ONLY']])
  expect(codesOf(previewOf([{ name: 'Ben', groups: 'Adults' }], { ...options, merge: true }))).toEqual([[]])
  const [row] = previewOf([{ name: 'Dora', groups: 'Adults' }], { ...options, merge: true })
  expect(row?.ok).toBe(false)
})

test('a code that a keypad has for itself is an error, and its digits are not told', () => {
  const program = aProgram()
  const { tools } = previewOptions()
  program.deviceAuthorisations.set('cleaner', {
    ...{ kind: 'code', uuid: 'cleaner', name: 'Cleaner', reader: 'front-door', outputs: 1, standardOutput: 1 },
    ...{ isActive: true, type: 'permanent', digest: tools.codeDigest('4711') },
  })
  const rows = previewOf(
    [
      { name: 'Zoe', code: '4711' },
      { name: 'Yan', code: '4712' },
    ],
    { program },
  )
  expect(rows.map(({ ok }) => ok)).toEqual([false, true])
  expect(codesOf(rows)).toEqual([['CODE_IN_USE'], []])
  expect(rows[0]?.errors[0]?.message).toBe('Keypad front-door has this code for itself.')
})

test('a code that is a digital input of a keypad is an error as well', () => {
  const program = aProgram()
  const { tools } = previewOptions()
  const input = { kind: 'nfc-code-input', uuid: 'light', name: 'Light Code', reader: 'hall' } as const
  program.controls.set('light', { ...input, digest: tools.codeDigest('4711') })
  expect(codesOf(previewOf([{ name: 'Zoe', code: '4711' }], { program }))).toEqual([['CODE_IN_USE']])
})

test('P-78: no secret of a row is in what is said of it, and each is hashed', () => {
  const secrets = { password: 'pass-1', visuPassword: 'visu-22', code: '90', name: 'Zoe' }
  const rows = previewOf([secrets, { ...secrets, code: '9x90' }])
  const said = JSON.stringify(rows)
  for (const secret of ['pass-1', 'visu-22', '"90"', '9x90']) expect(said).not.toContain(secret)
  expect(rows[0]?.change().fields).toMatchObject({ password: { alg: 'SHA256' }, visuPassword: { alg: 'SHA256' } })
})

test('P-195: a secret is hashed when the change of its row is asked for, and not before', () => {
  const hashed: string[] = []
  const { tools } = previewOptions()
  const password = (text: string) => {
    hashed.push(text)
    return tools.password(text)
  }
  const [row] = previewOf([{ name: 'Zoe', password: 'pass-1' }], { tools: { ...tools, password } })
  expect(hashed).toEqual([])
  row?.change()
  expect(hashed).toEqual(['pass-1'])
})

test('a row with cells that have no column says so, and a cell over several lines asks for a quote', () => {
  const table = aTable({ name: 'Zoe', email: 'a\nb;c' })
  const wide = {
    ...table,
    rows: [
      { line: 2, cells: ['Zoe', '', 'more'] },
      { line: 3, cells: ['Yan', 'a\nb'] },
    ],
  }
  expect(codesOf(previewUsers(wide, previewOptions()))).toEqual([['TOO_MANY_CELLS'], ['LINE_BREAK']])
})
