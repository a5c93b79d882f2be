import type { Credential } from '../../access/credential.ts'
import { decide } from '../../access/decide.ts'
import type { Decision } from '../../access/decision.ts'
import { judgeDeviceAuthorisation } from '../../access/device-authorisations.ts'
import type { DeviceAuthorisation } from '../../program/device-authorisation.ts'
import { digestsOfCode } from '../code-digests.ts'
import { origins } from '../origins.ts'
import { OUTPUTS_MAX } from './grammar.ts'
import type { Visit } from './visit.ts'

/** A code or a tag as it is looked up: of a code the digests alone, the digits are not needed any more. */
export interface Factor {
  readonly credential: Credential
  readonly codeDigests: readonly string[]
}

export interface Answer {
  readonly decision: Decision
  /** What opens, 1–9999; 0: the first of two factors was right; −1: nothing. */
  readonly output: number
  /** The code or tag of the keypad itself that was presented. */
  readonly own?: DeviceAuthorisation
  /** With two factors, the keypad's own among both. */
  readonly used?: readonly DeviceAuthorisation[]
  /** One that nobody gets to, since users have the same code or tag (P-72). */
  readonly shadowed?: DeviceAuthorisation
}

export function factorOf({ state, moment }: Visit, { kind, id }: Credential): Factor {
  if (kind !== 'code') return { credential: { kind, id }, codeDigests: [] }
  return { credential: { kind, id: '' }, codeDigests: digestsOfCode(state, moment.env, id) }
}

/**
 * Decides about one code or tag for an output: users first (P-72), who may use every output of the block, then the keypad's own.
 *
 * @param asked what was selected; left out, O1 for users and the standard output of the keypad's own
 */
export function authenticate(visit: Visit, { credential, codeDigests }: Factor, asked: number | undefined): Answer {
  const { state, block, atMs, moment } = visit
  const request = { credential, codeDigests, object: `access:${block.uuid}` } as const
  const decision = decide(state.access, request, atMs, moment.env.zone, origins(state))
  const output = asked === undefined ? {} : { output: asked }
  const own = judgeDeviceAuthorisation(
    state.access.deviceAuthorisations,
    { reader: block.reader, credential, codeDigests, ...output },
    atMs,
  )
  if (decision.candidates.length > 0 || own === undefined) {
    const opened = decision.outcome === 'granted' ? (asked ?? 1) : NOTHING
    return { decision, output: opened, ...(own !== undefined && { shadowed: own.authorisation }) }
  }
  const { authorisation } = own
  if (own.outcome === 'granted')
    return { decision: { ...UNNAMED, outcome: 'granted', reason: 'ALLOWED' }, output: own.output, own: authorisation }
  return { decision: { ...UNNAMED, outcome: 'denied', reason: own.reason }, output: NOTHING, own: authorisation }
}

/** Of an output beyond O6 only the number shows, at Nco. */
export function isSwitched(output: number): boolean {
  return output >= 1 && output <= OUTPUTS_MAX
}

export const NOTHING = -1
const UNNAMED = { candidates: [] } as const
