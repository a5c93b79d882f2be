import type { IdleReason } from '../../sim/domain/access/audit/answer.ts'
import type { Reason } from '../../sim/domain/access/decision.ts'

/**
 * Who may enter which door when, over an interval: what `audit` answers in every form, and what its heat map draws.
 *
 * Of each minute it says what would be decided at its beginning (P-150), with every origin online (P-151), the operating modes that
 * are switched now (P-152) and nobody deleted (P-153). Instants are UTC (`2026-10-25T00:30:00Z`), whole minutes; every interval is
 * [from, until). Doors and users are named by their place in `doors` and `users`, answers by theirs in `answers`: pairs that are
 * answered alike share one.
 */
export interface Audit {
  readonly schema: 'loxrig-audit/1'
  /** The rig's name. */
  readonly rig: string
  readonly from: string
  readonly until: string
  /** Minutes from `from` to `until`: what a door that is always open counts. */
  readonly minutes: number
  /** By site, then by name. */
  readonly doors: readonly AuditedDoor[]
  /** By name, then by origin. */
  readonly users: readonly AuditedUser[]
  readonly answers: readonly AuditAnswer[]
  /** By door, then by user. Of a pair that is not here the user has no permission at the door, whatever the status, or is not known there. */
  readonly cells: readonly AuditCell[]
}

/** An `access:` object; it is judged by the clock and the time zone of its own site. */
export interface AuditedDoor {
  readonly site: string
  readonly name: string
  readonly timeZone: string
}

/** A person, once, however many sites know them. */
export interface AuditedUser {
  readonly name: string
  /** The name of the Miniserver that owns the user, as in `Anna@Office`. */
  readonly origin: string
}

export interface AuditCell {
  readonly door: number
  readonly user: number
  readonly answer: number
}

/** One way of being answered over the whole interval. */
export interface AuditAnswer {
  /** In how many of its minutes the door opens. */
  readonly minutes: number
  /** Without a gap from `from` to `until` of the audit; neighbours differ. */
  readonly runs: readonly AuditRun[]
  /** Of `DENIED`: every permission that refuses. */
  readonly denies?: readonly AuditVia[]
  /** Every allow that no run is by; absent where there is none. */
  readonly idle?: readonly AuditIdleAllow[]
}

/** An allow that opens nothing by itself, and why. */
export interface AuditIdleAllow extends AuditVia {
  readonly because: IdleReason
}

export interface AuditRun {
  readonly from: string
  readonly until: string
  readonly reason: Reason
  /** Of `ALLOWED`: the assignment that opens, as an explanation names it. */
  readonly via?: AuditVia
}

export interface AuditVia {
  /** `U:Anna`, or the way over groups: `UG:Employees/UG:Cleaning`. */
  readonly path: string
  /** Absent where the door opens by Full Access, or by an allow without a schedule: at all times. */
  readonly schedule?: string
}
