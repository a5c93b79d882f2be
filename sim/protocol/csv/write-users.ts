import { stringify } from 'csv-stringify/sync'
import type { UserRecord } from '../../domain/user-table/table.ts'
import { COLUMNS, type Language, wordFor } from './columns.ts'
import { defused } from './formula.ts'

const BYTE_ORDER_MARK = '\ufeff'

/** A file of users without any: the columns that can be filled in (R123). */
export function usersTemplate(language: Language): string {
  const columns = COLUMNS.filter(({ only }) => only !== 'export')
  return written([columns.map((column) => column[language])])
}

/** A file of users, without secrets (R129): UTF-8 with its mark, `;`, CRLF, and nothing that a spreadsheet carries out (P-77, P-80). */
export function usersFile(records: readonly UserRecord[], language: Language): string {
  const columns = COLUMNS.filter(({ only }) => only !== 'import')
  const rows = records.map((record) =>
    columns.map((column) => defused(wordFor(column, record[column.field] ?? '', language))),
  )
  return written([columns.map((column) => column[language]), ...rows])
}

function written(rows: readonly (readonly string[])[]): string {
  return (
    BYTE_ORDER_MARK +
    stringify(
      rows.map((row) => [...row]),
      { delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
    )
  )
}
