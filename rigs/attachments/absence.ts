import type { RigError } from '../../sim/domain/errors.ts'

/** Why something is not there, and the command that mends it, where there is one. */
export interface Absence {
  readonly why: string
  readonly mend?: string
}

/** Takes apart what a READER_ABSENT says: what is not there; then, in its last sentence, the command that mends it. */
export function absenceOf({ message }: RigError): Absence {
  const [, why = message, mend] = /^(.*\.) [^.]* with: (.+)$/s.exec(message) ?? []
  return mend === undefined ? { why } : { why, mend }
}
