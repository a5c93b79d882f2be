import type { PrincipalKey, Uuid } from '../program/names.ts'
import type { User } from '../program/program.ts'
import type { AncestorSet } from './ancestor-table.ts'
import type { Entry, ObjectEntries } from './entries.ts'
import type { Activity } from './status.ts'

/** A user, group or Trust member, as permissions are asked for it. `offset` and `fullAccess` repeat its set's. */
export interface Principal {
  readonly key: PrincipalKey
  readonly set: AncestorSet
  readonly offset: number
  readonly fullAccess: number | undefined
  /** What a user or member is assigned itself; a group's own assignments are found among its ancestors'. */
  own: OwnEntries | undefined
}

export type OwnEntries = Map<ObjectEntries, Entry>

export interface UserPrincipal extends Principal {
  readonly uuid: Uuid
  readonly user: User
  readonly activity: Activity
  /** By which `People` knows it. */
  readonly number: number
}

/** What of somebody decides, beside its status. */
export type Holder = Pick<Principal, 'offset' | 'fullAccess' | 'own'>
