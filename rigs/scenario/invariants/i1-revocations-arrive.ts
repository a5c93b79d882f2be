import type { Evidence, Invariant } from './evidence.ts'
import type { Grant, Revocation } from './revocations.ts'

/** How long a message of a Trust and the answer to it may take, where the connection timeout is shorter (§3.3.4, P-96, P-188). */
const PROPAGATION_MS = 15_000

/** What is heard of a grant comes after it, on a machine with much to do by so much at most (P-188). */
const LATENESS_MS = 1_000

/** I1: whoever an origin no longer lets in is let in nowhere, as soon as its consumers know, or no longer hear it. */
export const revocationsArrive: Invariant = {
  number: 'I1',
  sentence: 'no replica grants access later than the connection timeout after its origin revoked it',
  violations: (evidence) => {
    const timeoutMs = timeoutsOf(evidence)
    return evidence.grants.flatMap((grant) => {
      const found = evidence.revocations.flatMap((revocation) => {
        const lateMs = lateness(grant, revocation, timeoutMs.get(revocation.origin) ?? 0)
        if (lateMs === undefined) return []
        const found = `${grant.name} was let in ${seconds(lateMs)} after ${revocation.origin} had taken ${takenOf(revocation)}`
        return [{ where: grant.where, found, ...(grant.line !== undefined && { line: grant.line }) }]
      })
      // Who is deleted has lost everything else as well.
      return found.slice(0, 1)
    })
  },
}

/** How long after the revocation, where that is too long. A timeout of 0 is none: then nothing bounds it (C32). */
function lateness(grant: Grant, revocation: Revocation, timeoutMs: number): number | undefined {
  const { origin, user, what, atMs, untilMs } = revocation
  if (grant.origin !== origin || grant.user !== user || timeoutMs === 0) return undefined
  if (what !== 'user' && what !== grant.credential) return undefined
  const isLate = grant.atMs > atMs + Math.max(PROPAGATION_MS, timeoutMs) + LATENESS_MS && grant.atMs < untilMs
  return isLate ? grant.atMs - atMs : undefined
}

function timeoutsOf({ units }: Evidence): Map<string, number> {
  return new Map(units.map(({ serial, connectionTimeoutMs }) => [serial, connectionTimeoutMs]))
}

function takenOf({ name, what }: Revocation): string {
  return what === 'user' ? `${name} away` : `${name} the last ${what}`
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1_000)} s`
}
