import type { AccessIndex } from '../access/access-index.ts'
import type { Program } from '../program/program.ts'
import type { MemberInfo } from '../trust/membership.ts'
import type { TrustState } from '../trust/state.ts'
import type { ApiState } from './api/state.ts'
import type { BlockState } from './block-state.ts'
import type { DeviceCodes } from './device-code.ts'

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
  readonly api: ApiState
  /** By reader name. */
  readonly blocks: Map<string, BlockState>
  /** Access codes of keypads themselves, by block. */
  readonly codes: DeviceCodes
  /** Presentations answered, and when by monotonic time; a repeat changes nothing. */
  readonly receipts: Map<string, number>
  /** Devices of the site that were heard, and whether they are held online. */
  readonly devices: Map<string, 'online' | 'offline'>
}

export interface Identity extends MemberInfo {
  readonly site: string
}
