import { RigError, type RigErrorCode } from '../../sim/domain/errors.ts'

/** A refusal as both control APIs spell it. */
export interface Refusal {
  readonly code: string
  readonly message: string
}

/** Answered where the rig itself is wrong; its console has the rest. */
export const INTERNAL: Refusal = { code: 'INTERNAL', message: 'the rig made a mistake; its own output says which' }

export function refusalOf(error: RigError): Refusal {
  return { code: error.code, message: error.message }
}

/**
 * What somebody else answered with, as the error it was there. Something that is no refusal, or a mistake of theirs, is a
 * plain Error.
 */
export function errorOf(answer: unknown, status: number): Error {
  const { code, message } = Object(answer) as Partial<Refusal>
  const isRefusal = typeof code === 'string' && typeof message === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)
  if (!isRefusal || code === INTERNAL.code) return new Error(isRefusal ? message : `answered HTTP ${status}`)
  return new RigError(code as RigErrorCode, message)
}
