import type { PermissionPath } from '../../sim/domain/access/decision.ts'
import type { Fault, Position } from '../rig-file/fault.ts'

/** A check that is not so. Its `message` says what was expected, what is, of whom, where and when. */
export interface CheckFailure extends Fault {
  readonly name?: string
  /** The instant, UTC: the first at which it is not so. */
  readonly at: string
  readonly expected: string
  readonly found: string
  readonly because: readonly Because[]
}

/** Why one principal may or may not use one object then. */
export interface Because {
  readonly principal: string
  /** With its site. */
  readonly object: string
  readonly scope: 'internal' | 'external' | 'both' | 'physical'
  readonly reason: string
  /** All groups they are in, nearest first. */
  readonly groups: readonly string[]
  readonly paths: readonly BecausePath[]
}

export interface BecausePath extends PermissionPath {
  /** Where that permission is written; absent for Full Access and what a scenario or a person gave. */
  readonly written?: Position
}
