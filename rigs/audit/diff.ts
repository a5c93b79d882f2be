/**
 * What two audits of the same interval say otherwise: who gains, who loses, when, and because of what.
 *
 * Users and doors are the same where their names and sites are. Instants are as in `Audit`.
 */
export interface AuditDiff {
  readonly schema: 'loxrig-audit-diff/1'
  readonly from: string
  readonly until: string
  /** What is compared, in words: `two-sites`, `document config`. */
  readonly before: string
  readonly after: string
  /** By door, then by user. Pairs that may enter in the same minutes are not here, whatever the reasons. */
  readonly changes: readonly AccessChange[]
}

export interface AccessChange {
  readonly site: string
  readonly door: string
  /** The door's, after. */
  readonly timeZone: string
  readonly user: string
  /** The name of the Miniserver that owns the user, as in `Anna@Office`. */
  readonly origin: string
  readonly gained: readonly AccessSpan[]
  readonly lost: readonly AccessSpan[]
  /** What is said otherwise of what counts for this user at this door. */
  readonly causes: readonly AccessCause[]
}

export interface AccessSpan {
  readonly from: string
  readonly until: string
}

export interface AccessCause {
  /** `allow group:Staff access:Front Door`. */
  readonly name: string
  /** Absent where there was no such thing, or is none any more. */
  readonly before?: CauseSide
  readonly after?: CauseSide
}

export interface CauseSide {
  readonly value: string
  /** `rigs/two-sites.yaml:41`, where a rig file says it. */
  readonly where?: string
}
