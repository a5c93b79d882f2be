import { RigError } from '../../domain/errors.ts'

/** How files of spreadsheet programs begin: a ZIP archive (PKWARE APPNOTE 4.3.7), and a compound file ([MS-CFB] 2.2). */
const BEGINNINGS = [
  { kind: '.xlsx or .ods', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: '.xls', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
] as const

/** Throws CSV_INVALID for what a spreadsheet program saved in its own format. */
export function refuseSpreadsheet(file: Uint8Array): void {
  const found = BEGINNINGS.find(({ bytes }) => bytes.every((byte, at) => file[at] === byte))
  if (found === undefined) return
  const sentence = `the file is a spreadsheet (${found.kind}) and no CSV; open it where it was made and save it as CSV`
  throw new RigError('CSV_INVALID', sentence)
}
