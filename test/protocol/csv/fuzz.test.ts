import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RigError } from '../../../sim/domain/errors.ts'
import { previewUsers, type RowPreview } from '../../../sim/domain/user-table/preview.ts'
import { type ReadUsers, readUsers } from '../../../sim/protocol/csv/read-users.ts'
import { previewOptions } from '../../domain/user-table/a-table.ts'

const HEADER = 'Username;Password;Visu password;Access code;E-mail;User groups;Status;Valid from;NFC tags\r\n'

/** Bytes that are likely to mean something to a reader of CSV, or none at all. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .array(fc.constantFrom(...';,\t"\'\r\n=|\\+-@ \0aZoe19ü€', '\r\n', '""', '29.03.2026 02:30', HEADER), {
      maxLength: 80,
    })
    .map((parts) => Buffer.from(HEADER + parts.join(''))),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(`\ufeff${HEADER}${text}`, 'utf16le')),
)

test('arbitrary bytes are read, or refused with a code: nothing else is thrown', () => {
  const options = previewOptions()
  fc.assert(
    fc.property(bytes, (file) => {
      const read = readOrRefused(file)
      if (read instanceof RigError) expect(['CSV_INVALID', 'CSV_TOO_LARGE']).toContain(read.code)
      else expect(previewUsers(read.table, options)).toHaveLength(read.table.rows.length)
    }),
    { numRuns: 2_000 },
  )
})

test('no row is lost: every cell that was written is in the table, in its row', () => {
  const cell = fc.string({
    unit: fc.oneof(fc.constantFrom(...';,\t"\r\n '), fc.string({ minLength: 1, maxLength: 1 })),
    minLength: 1,
  })
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 })
  fc.assert(
    fc.property(rows, fc.constantFrom(';', ',', '\t'), fc.constantFrom('\r\n', '\n'), (written, delimiter, end) => {
      const lines = [['Username', 'E-mail'], ...written].map((cells) => cells.map(quoted).join(delimiter))
      const { table } = readUsers(Buffer.from(lines.join(end)))
      expect(table.rows.map(({ cells }) => cells)).toEqual(written.map((cells) => cells.map(undefusedByHand)))
    }),
  )
})

test('no secret is in a preview or in a refusal, wherever a file is broken', () => {
  const secret = 'Tr0ub4dor-and-3'
  const broken = fc
    .array(fc.constantFrom(';', '"', '\r\n', 'x', ' ', "'", '='), { maxLength: 12 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(broken, broken, (before, after) => {
      const file = `Username;Password;Visu password;E-mail\r\nZoe;${secret};"${secret}";a\r\n${before}Yan;${secret}${after}`
      const read = readOrRefused(Buffer.from(file))
      if (read instanceof RigError) expect(read.message).not.toContain(secret)
      else for (const row of previewUsers(read.table, previewOptions())) expectSilence(read, row, secret)
    }),
    { numRuns: 1_000 },
  )
})

/** Unless it was pushed into a column that holds no secrets, as only a broken row does. */
function expectSilence({ table }: ReadUsers, row: RowPreview, secret: string): void {
  const cells = table.rows.find(({ line }) => line === row.line)?.cells ?? []
  const isElsewhere = cells.some((cell, at) => at !== 1 && at !== 2 && cell.includes(secret))
  if (!isElsewhere) expect(JSON.stringify(row)).not.toContain(secret)
}

function readOrRefused(file: Uint8Array): ReadUsers | RigError {
  try {
    return readUsers(file)
  } catch (error) {
    if (error instanceof RigError) return error
    throw error
  }
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function undefusedByHand(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
