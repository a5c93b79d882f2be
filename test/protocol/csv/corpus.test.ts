import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { previewUsers } from '../../../sim/domain/user-table/preview.ts'
import { readUsers } from '../../../sim/protocol/csv/read-users.ts'
import { codesOf, previewOptions } from '../../domain/user-table/a-table.ts'

const FOLDER = 'fixtures/csv'

const USERS = [
  ['juergen', 'Jürgen', 'Groß', '+43 664 1', 'Adults|Guests', 'enabled', '', '0815'],
  ['zoe', 'Zoë', 'Müller; Zoë', '', '', 'enabled-until', '25.12.2026 18:00', '4711'],
  ['oezlem', 'Özlem', 'said "hi"', '', 'Adults', '', '', '1234'],
]

/** How each file is spelled. */
const SPELLED: Readonly<Record<string, readonly [encoding: string, delimiter: string]>> = {
  'excel-german-csv.csv': ['Windows-1252', ';'],
  'excel-german-csv-utf-8.csv': ['UTF-8', ';'],
  'excel-english-csv.csv': ['Windows-1252', ','],
  'excel-unicode-text.txt': ['UTF-16LE', '\t'],
  'numbers-csv.csv': ['UTF-8', ';'],
  'libreoffice-utf-8.csv': ['UTF-8', ';'],
  'libreoffice-windows-1252.csv': ['Windows-1252', ','],
  'libreoffice-utf-16.csv': ['UTF-16LE', '\t'],
}
const LOST = ['excel-lost-zeros.csv', 'libreoffice-lost-zeros.csv']
const CUT = 'excel-missing-delimiters.csv'

const read = (name: string) => readUsers(readFileSync(`${FOLDER}/${name}`))

test('the corpus has no file that no test reads', () => {
  const files = readdirSync(FOLDER).filter((name) => name !== 'README.md')
  expect(files.sort()).toEqual([...Object.keys(SPELLED), ...LOST, CUT].sort())
})

test.for(Object.entries(SPELLED))('R124: %s holds the three users', ([name, [encoding, delimiter]]) => {
  const { table, ...spelled } = read(name)
  expect(spelled).toEqual({ encoding, delimiter, warnings: [] })
  expect(table.rows.map(({ cells }) => cells)).toEqual(USERS)
})

test.for(LOST)('of %s the lost zero is warned of, and nothing else', (name) => {
  const rows = previewUsers(read(name).table, previewOptions({ createGroups: true }))
  expect(codesOf(rows)).toEqual([['CODE_ZERO_LOST'], [], []])
})

test('rows without the delimiters at their ends are whole', () => {
  const rows = previewUsers(read(CUT).table, previewOptions())
  expect(rows.map(({ name, ok }) => [name, ok])).toEqual(Array.from({ length: 20 }, (_, at) => [`user${at + 1}`, true]))
})
