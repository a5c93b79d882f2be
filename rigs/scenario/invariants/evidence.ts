import type { TraceRecord } from '../../evidence/trace.ts'
import type { Grant, Revocation } from './revocations.ts'
import type { Secret } from './secrets.ts'
import type { UnitProgram } from './unit-program.ts'

/** What a run left behind for its invariants to be judged by. */
export interface Evidence {
  readonly records: readonly TraceRecord[]
  readonly units: readonly UnitSeen[]
  /** Rights before and after what nobody at that unit asked for: what came over its Trusts, and nothing else. */
  readonly syncs: readonly Sync[]
  readonly histories: readonly HistorySeen[]
  /** What origins took from their own users, and who was let in elsewhere as one of them. */
  readonly revocations: readonly Revocation[]
  readonly grants: readonly Grant[]
  /** What nobody may read, and everything that could be read: bus, trace, logs and disks. */
  readonly secrets: readonly Secret[]
  readonly texts: readonly ReadableText[]
}

/** Something that whoever looks could read, and where: `the bus at office/front-door/event`, `the disk of home`. */
export interface ReadableText {
  readonly where: string
  readonly text: string
}

/** A Miniserver as it was last seen: when the run ended, or before it could no longer be asked. */
export interface UnitSeen {
  readonly site: string
  readonly serial: string
  /** As the rig file says: 0 and 1 are Gen. 1. */
  readonly miniserverType: number
  /** What its wall clock showed then. */
  readonly wallMs: number
  readonly program: UnitProgram
  /** After how long a silence its users are disabled elsewhere (§3.3.6); 0: never. */
  readonly connectionTimeoutMs: number
  /**
   * Origins that it hears by its own account, with nothing left to do between them: it was asked when the run ended, and what the
   * world did to links and Miniservers was long enough ago.
   */
  readonly follows: readonly string[]
}

export interface Sync {
  readonly site: string
  /** Line of the step after which the difference was found. */
  readonly line: number
  readonly before: UnitProgram
  readonly after: UnitProgram
}

/** The history of the block at a reader when the run ended. */
export interface HistorySeen {
  readonly site: string
  readonly reader: string
  /** How many entries the block keeps, at the beginning of the run and at its end. */
  readonly lengths: readonly [number, number]
  /** Ids of decisions, oldest first. */
  readonly decisions: readonly string[]
  /** An older state of the unit was brought back during the run: its history may be older than what was seen. */
  readonly isRestored: boolean
}

/** An invariant that did not hold. */
export interface Violation {
  /** `office/front-door`, `home` */
  readonly where: string
  /** What was found, in a sentence without its full stop. */
  readonly found: string
  /** Line of the step at which it was seen, where that is known. */
  readonly line?: number
}

/**
 * Something that holds at the end of every scenario (docs/scenarios.md, 4.0).
 *
 * `violations` judges by the evidence alone, and by code of its own: a check that asked the code it checks would agree with it.
 */
export interface Invariant {
  readonly number: `I${number}`
  /** What holds, in a sentence without its full stop. */
  readonly sentence: string
  violations(evidence: Evidence): readonly Violation[]
}
