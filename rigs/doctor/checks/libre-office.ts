import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Examine } from '../part.ts'

/** A real spreadsheet that opens and saves users as CSV; only loxrig's own tests need it. */
export const examineLibreOffice: Examine = async ({ PATH = '' }) => {
  const part = { part: 'libreoffice', isNeeded: false } as const
  const found = PATH.split(delimiter)
    .map((folder) => join(folder, 'soffice'))
    .find((path) => existsSync(path))
  if (found !== undefined) return { ...part, state: 'ok', found }
  return { ...part, state: 'missing', found: 'none found', mend: 'sudo apt-get install libreoffice-calc-nogui' }
}
