import { createHmac } from 'node:crypto'
import { WALL_CLOCK_MS } from '../../../rigs/factory/zone-span.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import type { RowCode } from '../../../sim/domain/user-table/finding.ts'
import { previewUsers, type RowPreview } from '../../../sim/domain/user-table/preview.ts'
import type { PreviewOptions } from '../../../sim/domain/user-table/preview-options.ts'
import type { UserField, UserRecord, UserTable } from '../../../sim/domain/user-table/table.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { aProgram, hash, SERIAL } from '../program/a-program.ts'

export const VIENNA = zoneTable('Europe/Vienna', ...WALL_CLOCK_MS)

/** As an administrator of `aProgram()` previews; a tag is any text of hex digits and blanks. */
export function previewOptions(changed: Partial<PreviewOptions> = {}): PreviewOptions {
  return {
    program: aProgram(),
    zone: VIENNA,
    own: [SERIAL.toLowerCase(), 'office'],
    isAdministrator: true,
    merge: false,
    createGroups: false,
    tools: {
      password: (text) => ({ ...hashPassword(hash, 'SHA256', text, '00'), score: 1 }),
      codeDigest: (code) => createHmac('sha256', 'key').update(code).digest('hex').slice(0, 40),
      credential: (kind, text) => (kind !== 'tag' || /^[0-9A-F ]+$/.test(text) ? { id: text } : undefined),
    },
    ...changed,
  }
}

/** A table with a header in line 1 and a column for each field that any row has. */
export function aTable(...records: readonly UserRecord[]): UserTable {
  const fields = [...new Set(records.flatMap((record) => Object.keys(record) as UserField[]))]
  const rows = records.map((record, at) => ({ line: at + 2, cells: fields.map((field) => record[field] ?? '') }))
  return { columns: fields, headers: fields, rows }
}

/** The codes of everything that is said of each row. */
export function codesOf(rows: readonly RowPreview[]): RowCode[][] {
  return rows.map(({ errors, warnings }) => [...errors, ...warnings].map(({ code }) => code))
}

export function previewOf(records: readonly UserRecord[], changed: Partial<PreviewOptions> = {}): RowPreview[] {
  return previewUsers(aTable(...records), previewOptions(changed))
}
