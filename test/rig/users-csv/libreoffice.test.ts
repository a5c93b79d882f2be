import { describe, expect, test } from 'vitest'
import { applyChanges } from '../../../sim/domain/program/edit.ts'
import { copyProgram } from '../../../sim/domain/program/empty.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { exportUsers } from '../../../sim/domain/user-table/export.ts'
import { importChanges } from '../../../sim/domain/user-table/import.ts'
import { previewUsers } from '../../../sim/domain/user-table/preview.ts'
import { readUsers } from '../../../sim/protocol/csv/read-users.ts'
import { usersFile, usersTemplate } from '../../../sim/protocol/csv/write-users.ts'
import { aProgram, aUser, uuidOf } from '../../domain/program/a-program.ts'
import { codesOf, previewOptions, VIENNA } from '../../domain/user-table/a-table.ts'
import { libreOfficeMissing, SAVED, savedAgain } from './libreoffice.ts'

const isMissing = (await libreOfficeMissing()).length > 0
const VARIANTS = Object.keys(SAVED) as (keyof typeof SAVED)[]

describe.skipIf(isMissing)('a real spreadsheet opens our files and saves them again', () => {
  test.for(VARIANTS)('R124: the template, filled in, as %s', (as) => {
    const header = usersTemplate('de').trimEnd()
    const cells = header
      .split(';')
      .map((name) => ({ Benutzername: 'jürgen', Zutrittscode: '0815', Status: 'aktiviert' })[name] ?? '')
    const filled = `${header.replace('\ufeff', '')}\r\n${['jürgen', ...cells.slice(1)].join(';')}\r\n`
    const read = readUsers(savedAgain(filled, { as, asText: true }))
    expect(read.table).toEqual(readUsers(Buffer.from(filled)).table)
    expect(read.warnings).toEqual([])
  })

  test.for(VARIANTS)('R129: merging an export that was saved as %s changes nothing', (as) => {
    const program = aNastyProgram()
    const saved = savedAgain(usersFile(exportUsers(program, VIENNA), 'en'), { as, asText: true })
    expect(merged(program, saved)).toEqual(program)
  })

  test('P-80: a formula in a name is text to it, and the same afterwards', () => {
    const program = aProgram()
    const zoe = aUser('=1+1', { profile: { phone: '+43 664', desc: '@SUM(A1:A9)' } })
    program.users.set(zoe.uuid, zoe)
    const saved = savedAgain(usersFile(exportUsers(program, VIENNA), 'en'), {
      as: VARIANTS[0] ?? 'UTF-8 with semicolons',
      asText: false,
    })
    expect(saved.toString()).toContain("'=1+1")
    expect(merged(program, saved).users).toEqual(program.users)
  })

  test('it takes leading zeros of access codes away, and the preview says so', () => {
    const file = 'Username;Access code\r\nAnn;0815\r\nBob;4711\r\nEve;1234\r\n'
    const { table } = readUsers(savedAgain(file, { as: 'UTF-8 with semicolons', asText: false }))
    expect(codesOf(previewUsers(table, previewOptions()))).toEqual([['CODE_ZERO_LOST'], [], []])
  })
})

function aNastyProgram(): Program {
  const program = aProgram()
  const users = [
    aUser('Jürgen "Ü" Groß', { profile: { desc: 'two\nlines; and a semicolon', personalno: '007', phone: '+43 664' } }),
    aUser("'quoted", { uniqueUserId: '00012', groups: [uuidOf('group', 'Staff')] }),
    aUser('=cmd|calc', { tags: [{ id: '04 A1', name: '@home' }], profile: { customField1: '1e10', title: 'true' } }),
    aUser('Until', {
      status: { state: 'enabled-until', validUntilMs: Date.parse('2026-10-25T01:30Z'), onExpiry: 'delete' },
    }),
  ]
  for (const user of users) program.users.set(user.uuid, user)
  return program
}

function merged(program: Program, file: Uint8Array): Program {
  const result = copyProgram(program)
  const rows = previewUsers(readUsers(file).table, previewOptions({ program, merge: true }))
  expect(rows.flatMap(({ errors }) => errors)).toEqual([])
  applyChanges(
    result,
    importChanges(program, rows, (kind, name) => uuidOf(kind, name)),
  )
  return result
}
