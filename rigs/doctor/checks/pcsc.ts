import { RigError } from '../../../sim/domain/errors.ts'
import type { Examine } from '../part.ts'

/** The package, its addon, the daemon, and what is plugged in. Only `loxrig attach pcsc` needs them. */
export const examinePcsc: Examine = async () => {
  const part = { part: 'PC/SC', isNeeded: false } as const
  try {
    const { listPcscReaders } = await import('../../attachments/pcsc.ts')
    const readers = await listPcscReaders()
    if (readers.length > 0) return { ...part, state: 'ok', found: readers.join(', ') }
    return { ...part, state: 'limited', found: 'pcscd answers; no reader is plugged in' }
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    const [, found = error.message, mend] = MEND.exec(error.message) ?? []
    return { ...part, state: 'missing', found, ...(mend !== undefined && { mend }) }
  }
}

/** What is not there; then, in the last sentence, the command that mends it. */
const MEND = /^(.*\.) [^.]* with: (.+)$/s
