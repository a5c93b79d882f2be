import { RigError } from '../../domain/errors.ts'

/** Everything has a limit (P-81). */
const CSV_BYTES_MAX = 10 * 1024 * 1024
const CSV_ROWS_MAX = 50_000

/** Throws CSV_TOO_LARGE over `CSV_BYTES_MAX`. */
export function checkBytes(bytes: Uint8Array): void {
  if (bytes.length > CSV_BYTES_MAX) throw tooLarge(`${CSV_BYTES_MAX / 1024 / 1024} MiB`)
}

/** Throws CSV_TOO_LARGE over `CSV_ROWS_MAX`. */
export function checkRows(rows: readonly unknown[]): void {
  if (rows.length > CSV_ROWS_MAX) throw tooLarge(`${CSV_ROWS_MAX.toLocaleString('en')} rows`)
}

function tooLarge(most: string): RigError {
  return new RigError('CSV_TOO_LARGE', `the file has more than ${most}; divide it`)
}
