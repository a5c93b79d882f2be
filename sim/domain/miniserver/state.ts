import type { AccessIndex } from '../access/access-index.ts'
import type { IntercomsState } from '../intercom/state.ts'
import type { IntercommunicationState } from '../intercommunication/state.ts'
import type { Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { MemberInfo } from '../trust/membership.ts'
import type { TrustState } from '../trust/state.ts'
import type { TrustIoState } from '../trust-io/state.ts'
import type { ApiState } from './api/state.ts'
import type { BlockState } from './block-state.ts'
import type { LogicState } from './logic/state.ts'

/** A whole Miniserver. Only `step()` changes it, in place; nothing else may hold any part of it. */
export interface MiniserverState {
  /** Replaced by a firmware update, and by a new name. */
  identity: Identity
  /** What it was called when it was made. */
  readonly givenName: string
  /** The running program, authoritative for authentication. */
  program: Program
  /** Compiled from `program`; kept in step with it. */
  access: AccessIndex
  readonly trust: TrustState
  /** Inputs and outputs shared in Trusts. */
  readonly io: TrustIoState
  /** Bells, calls, gates and pictures of Intercoms. */
  readonly intercoms: IntercomsState
  /** What comes and goes by Network Intercommunication. */
  readonly intercommunication: IntercommunicationState
  readonly api: ApiState
  /** What wires carry, and what blocks of logic know. */
  readonly logic: LogicState
  /** By reader name. */
  readonly blocks: Map<string, BlockState>
  /** Digital inputs of keypads whose pulse runs, and the event that began it. */
  readonly pulsingInputs: Map<Uuid, string>
  /** Tags that were learned here, and those that somebody was given, both since the unit started. */
  readonly learnedTags: Set<string>
  readonly boundTags: Set<string>
  /** Presentations answered, and when by monotonic time; a repeat changes nothing. */
  readonly receipts: Map<string, number>
  /** Devices of the site that were heard, and whether they are held online. */
  readonly devices: Map<string, 'online' | 'offline'>
}

export interface Identity extends MemberInfo {
  readonly site: string
}
