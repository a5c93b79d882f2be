import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Examine } from '../part.ts'

/** Holds the device file of a simulated DS9097U; only `loxrig adapter` and loxrig's own tests need it. */
export const examinePseudoTerminals: Examine = async ({ PATH = '' }) => {
  const part = { part: 'socat', isNeeded: false } as const
  const found = PATH.split(delimiter)
    .map((folder) => join(folder, 'socat'))
    .find((path) => existsSync(path))
  if (found !== undefined) return { ...part, state: 'ok', found }
  return { ...part, state: 'missing', found: 'none found', mend: 'sudo apt-get install socat' }
}
