import { describe, expect, test } from 'vitest'
import { readUsers } from '../../../sim/protocol/csv/read-users.ts'
import { usersTemplate } from '../../../sim/protocol/csv/write-users.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text)
const rowsOf = (bytes: Uint8Array): string[][] => readUsers(bytes).table.rows.map(({ cells }) => [...cells])

test.for([
  ['.xlsx or .ods', [0x50, 0x4b, 0x03, 0x04, 0x14]],
  ['.xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
] as const)('a spreadsheet that is no CSV is told so: %s', ([kind, bytes]) => {
  const sentence = `the file is a spreadsheet (${kind}) and no CSV; open it where it was made and save it as CSV`
  expect(() => readUsers(Uint8Array.from(bytes))).toThrow(
    expect.objectContaining({ code: 'CSV_INVALID', message: sentence }),
  )
})

describe('R124: what spreadsheets save is read', () => {
  const text = 'Benutzername;Gültig ab\r\nJürgen;"a;b"\r\n'
  const wide = (order: 'le' | 'be'): Buffer => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    return order === 'le' ? bytes : bytes.swap16()
  }
  test.for<[string, string, Uint8Array]>([
    ['UTF-8', 'with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8', 'without', Buffer.from(text)],
    ['UTF-16LE', 'as Excel’s Unicode text', wide('le')],
    ['UTF-16BE', 'the other way round', wide('be')],
    ['Windows-1252', 'as Excel’s CSV', Buffer.from(text, 'latin1')],
  ])('in %s, %s', ([encoding, , bytes]) => {
    const { table, ...read } = readUsers(bytes)
    expect(read).toEqual({ encoding, delimiter: ';', warnings: [] })
    expect(table.columns).toEqual(['name', 'validFrom'])
    expect(table.rows).toEqual([{ line: 2, cells: ['Jürgen', 'a;b'] }])
  })

  test('the euro and the quotes of Windows-1252 are what they are there', () => {
    expect(rowsOf(Buffer.from([...Buffer.from('Username\n'), 0x80, 0x84, 0x93, 0xfc]))).toEqual([['€„“ü']])
  })

  test.for([';', ',', '\t'])('with %j between the cells, whatever else is in the header', (delimiter) => {
    const header = ['Username', '"First name, or ""call""; name"', 'E-mail'].join(delimiter)
    const read = readUsers(utf8(`${header}\nZoe${delimiter}${delimiter}z@b`))
    expect(read.delimiter).toBe(delimiter)
    expect(read.table.rows[0]?.cells).toEqual(['Zoe', '', 'z@b'])
  })

  test.for(['\r\n', '\n', '\r'])('with lines that end in %j', (end) => {
    const rows = readUsers(utf8(['Username;E-mail', 'Zoe;a', '', ';', 'Yan;b', ''].join(end))).table.rows
    expect(rows).toEqual([
      { line: 2, cells: ['Zoe', 'a'] },
      { line: 5, cells: ['Yan', 'b'] },
    ])
  })

  test('with line ends that are mixed, and line breaks within cells: each row knows its line', () => {
    const rows = readUsers(utf8('Username;Description\r\nZoe;"a\nb\r\nc"\nYan;d\rXia;e')).table.rows
    expect(rows).toEqual([
      { line: 2, cells: ['Zoe', 'a\nb\r\nc'] },
      { line: 5, cells: ['Yan', 'd'] },
      { line: 6, cells: ['Xia', 'e'] },
    ])
  })

  test('with rows that were filled up or cut short, and with quotes in the middle of a cell', () => {
    const bytes = utf8('Username;E-mail;;\nZoe;a;;;;\nYan\nXia "X";"b "c" d";;')
    expect(rowsOf(bytes)).toEqual([['Zoe', 'a', '', ''], ['Yan'], ['Xia "X"', '"b "c" d"', '', '']])
    expect(readUsers(bytes).warnings).toEqual([])
  })
})

test('headers are matched without case in either language, and words of columns in either as well', () => {
  const { table } = readUsers(
    utf8('  BENUTZERNAME * ;Status;Aktion bei  ablauf;Gültig ab\nZoe;AKTIVIERT BIS;1;\nYan;2;löschen;\nXia;asleep;;'),
  )
  expect(table.columns).toEqual(['name', 'state', 'onExpiry', 'validFrom'])
  expect(table.rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ['Zoe', 'enabled-until', 'delete'],
    ['Yan', 'enabled-until', 'delete'],
    ['Xia', 'asleep', ''],
  ])
})

test('both templates name the same columns, all known, and no origin', () => {
  const [english, german] = [readUsers(utf8(usersTemplate('en'))), readUsers(utf8(usersTemplate('de')))]
  expect(english.table.columns).toEqual(german.table.columns)
  expect(english.table.columns).not.toContain(undefined)
  expect(english.table.columns).not.toContain('origin')
  expect(english.table.rows).toEqual([])
})

test('a column that nobody knows, or that is there again, is warned of, and its cells are in nothing', () => {
  const { table, warnings } = readUsers(utf8('Username;Pasword;E-mail;email\nZoe;secret;a;b'))
  expect(warnings.map(({ code, column }) => [code, column])).toEqual([
    ['COLUMN_UNKNOWN', 2],
    ['COLUMN_TWICE', 4],
  ])
  expect(table.columns).toEqual(['name', undefined, 'email', undefined])
})

test('P-80: a formula that was defused is what it was, but a password is taken as it stands', () => {
  const cells = rowsOf(utf8("Username;Phone;Company;Password\n'=1+1;'+43;'Ned;'=x\n''=1;'';';'"))
  expect(cells).toEqual([
    ['=1+1', '+43', "'Ned", "'=x"],
    ["'=1", "''", "'", "'"],
  ])
})

describe('what is no file of users is refused, and not quoted', () => {
  test.for<[string, Uint8Array, string, RegExp]>([
    ['nothing', utf8(''), 'CSV_INVALID', /is empty/],
    ['only blank lines', utf8('\r\n;;\r\n'), 'CSV_INVALID', /is empty/],
    ['a header without user names', utf8('Firm;Password\nx;secret-1'), 'CSV_INVALID', /no column Username/],
    [
      'a quote that is never closed',
      utf8('Username;Password\nZoe;a\nYan;"secret-1\nXia;b\n'),
      'CSV_INVALID',
      /^line 3: a quote/,
    ],
    [
      'UTF-16 cut in two',
      Buffer.from('\ufeffUsername\nsecret-1', 'utf16le').subarray(0, -1),
      'CSV_INVALID',
      /UTF-16LE/,
    ],
    ['more than 10 MiB', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'CSV_TOO_LARGE', /10 MiB/],
    ['more than 50,000 rows', utf8(`Username\n${'Zoe\n'.repeat(50_001)}`), 'CSV_TOO_LARGE', /50,000 rows/],
  ])('%s', ([, bytes, code, sentence]) => {
    expect(() => readUsers(bytes)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(sentence) }))
    expect(() => readUsers(bytes)).not.toThrow(/secret-1/)
  })

  test('P-81: 50,000 rows are taken', () => {
    expect(readUsers(utf8(`Username\n${'Zoe\n'.repeat(50_000)}`)).table.rows).toHaveLength(50_000)
  })
})
