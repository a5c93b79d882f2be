import { RigError } from '../../sim/domain/errors.ts'

/** Vitest is the user's own: it is not installed with loxrig. */
export const { expect, test } = await import('vitest').catch((cause: unknown) => {
  if (!isAbsent(cause)) throw cause
  const sentence = 'loxrig/vitest needs vitest 4, which is not installed here: npm install --save-dev vitest'
  throw new RigError('USAGE', sentence, { cause })
})

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
}
