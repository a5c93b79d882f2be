import type { Evidence, Invariant, Violation } from './evidence.ts'
import { revocationsArrive } from './i1-revocations-arrive.ts'
import { replicasFollow } from './i2-replicas-follow.ts'
import { secretsStay } from './i3-secrets-stay.ts'
import { rightsStay } from './i4-rights-stay.ts'
import { oneOrigin } from './i5-one-origin.ts'
import { someAdministrator } from './i6-some-administrator.ts'
import { streamsGated } from './i7-streams-gated.ts'
import { everyPulseDecided } from './i8-every-pulse-decided.ts'
import { noGen1Member } from './i9-no-gen1-member.ts'
import { positionsRise } from './i10-positions-rise.ts'

/** Every invariant that is checked after every scenario. One more is one file and one line here. */
export const INVARIANTS: readonly Invariant[] = [
  revocationsArrive,
  replicasFollow,
  secretsStay,
  rightsStay,
  oneOrigin,
  someAdministrator,
  streamsGated,
  everyPulseDecided,
  noGen1Member,
  positionsRise,
]

export interface Violated extends Violation {
  readonly invariant: Invariant
}

/** What does not hold, in the order of the invariants. */
export function violatedBy(evidence: Evidence, invariants = INVARIANTS): Violated[] {
  return invariants.flatMap((invariant) =>
    invariant.violations(evidence).map((violation) => ({ invariant, ...violation })),
  )
}
