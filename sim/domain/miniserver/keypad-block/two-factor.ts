import type { Decision } from '../../access/decision.ts'
import { type Answer, authenticate, type Factor, NOTHING } from './authenticate.ts'
import type { Visit } from './visit.ts'

/** The second factor comes within this after the first, in any order (§3.6.3). */
const TWO_FACTOR_MS = 30_000

/** The first of two factors: right when it was presented, and asked about again with the second. */
export interface FirstFactor extends Factor {
  /** By monotonic time. */
  readonly atMs: number
  /** The output that was selected before it. */
  readonly asked?: number
  /** Of a code or tag of the keypad itself, what it opens if nothing was selected. */
  readonly standard?: number
}

/**
 * What a right factor comes to where code and tag are needed (Au = 0). With the other one it opens, where both are valid now
 * (P-52), and is that of who brought it (P-51); alone it waits, in the place of one of its kind.
 */
export function withOther(visit: Visit, factor: Factor, asked: number | undefined, single: Answer): Answer {
  const { own, monotonicMs } = visit
  const first = own.firstFactor
  const isPair = first !== undefined && first.credential.kind !== factor.credential.kind
  if (first === undefined || !isPair || monotonicMs - first.atMs > TWO_FACTOR_MS) {
    const standard = single.own?.standardOutput
    own.firstFactor = {
      ...{ ...factor, atMs: monotonicMs },
      ...(asked !== undefined && { asked }),
      ...(standard !== undefined && { standard }),
    }
    return { ...single, decision: awaited(single.decision), output: FIRST_FACTOR }
  }
  delete own.firstFactor
  const output = asked ?? first.asked ?? single.own?.standardOutput ?? first.standard ?? single.output
  const before = authenticate(visit, first, output)
  const now = authenticate(visit, factor, output)
  if (before.decision.outcome === 'denied') return { ...now, decision: before.decision, output: NOTHING }
  return { ...now, used: [before.own, now.own].filter((own) => own !== undefined) }
}

/** As the history has it (§3.6.6). */
export const FIRST_FACTOR = 0

function awaited({ via: _opens, ...decision }: Decision): Decision {
  return { ...decision, outcome: 'denied', reason: 'SECOND_FACTOR_AWAITED' }
}
