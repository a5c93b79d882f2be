import type { Examine } from '../part.ts'

/** The package, its addon, the daemon, and what is plugged in. Only `loxrig attach pcsc` needs them. */
export const examinePcsc: Examine = async () => {
  const { findPcscReaders } = await import('../../attachments/list-readers.ts')
  const { readers, unlisted } = await findPcscReaders()
  const part = { part: 'PC/SC', isNeeded: false } as const
  if (unlisted !== undefined) {
    const { why, mend } = unlisted
    return { ...part, state: 'missing', found: why, ...(mend !== undefined && { mend }) }
  }
  if (readers.length === 0) return { ...part, state: 'limited', found: 'pcscd answers; no reader is plugged in' }
  return { ...part, state: 'ok', found: readers.map(({ name }) => name).join(', '), sources: readers }
}
