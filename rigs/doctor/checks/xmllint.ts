import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Examine } from '../part.ts'

/** Checks reports against Jenkins' schema; only loxrig's own tests need it. */
export const examineXmllint: Examine = async ({ PATH = '' }) => {
  const part = { part: 'xmllint', isNeeded: false } as const
  const found = PATH.split(delimiter)
    .map((folder) => join(folder, 'xmllint'))
    .find((path) => existsSync(path))
  if (found !== undefined) return { ...part, state: 'ok', found }
  return { ...part, state: 'missing', found: 'none found', mend: 'sudo apt-get install libxml2-utils' }
}
