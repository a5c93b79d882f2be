import { RigError } from '../../sim/domain/errors.ts'
import type { ApiAnswer } from './line.ts'

/** The public API refused with a number of its own (docs/miniserver-protocol.md §1.5), such as 403. */
export class ApiRefusal extends RigError {
  readonly status: number

  constructor(status: number, message: string) {
    super('API_REFUSED', message)
    this.status = status
  }
}

/** How a scenario names what a step was refused with: the API's own number, or the code of the rig. */
export function refusalCode(error: RigError): string {
  return error instanceof ApiRefusal ? String(error.status) : error.code
}

/** The value of an answer that is no refusal; `what` says what was asked, without secrets. */
export function granted({ code, value }: ApiAnswer, what: string): unknown {
  if (code >= 200 && code < 300) return value
  const why = typeof value === 'string' && value !== '' ? `: ${value}` : ''
  throw new ApiRefusal(code, `the Miniserver refused ${what} with ${code}${why}`)
}
