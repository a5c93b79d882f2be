import type { Membership, TrustImport } from '../trust/membership.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from './names.ts'
import type { Scope, User, UserGroup } from './program.ts'

/** One change of a program, in a Config document or, from the App, on the running program (§3.2, AMB-16). */
export type ProgramEdit =
  | { readonly type: 'add-user'; readonly user: User }
  | { readonly type: 'edit-user'; readonly uuid: Uuid; readonly change: Partial<Omit<User, 'uuid' | 'origin'>> }
  | { readonly type: 'delete-user'; readonly uuid: Uuid }
  | { readonly type: 'add-group'; readonly group: UserGroup }
  | { readonly type: 'delete-group'; readonly uuid: Uuid }
  | { readonly type: 'assign-to-group'; readonly principal: PrincipalKey; readonly group: Uuid }
  | { readonly type: 'remove-from-group'; readonly principal: PrincipalKey; readonly group: Uuid }
  | { readonly type: 'assign'; readonly principal: PrincipalKey; readonly object: ObjectKey; readonly scopes: readonly Scope[]; readonly effect: 'allow' | 'deny'; readonly schedule?: Uuid }
  | { readonly type: 'revoke'; readonly principal: PrincipalKey; readonly object: ObjectKey; readonly scopes: readonly Scope[] }
  | { readonly type: 'create-trust'; readonly trust: Membership }
  | { readonly type: 'add-member'; readonly trustUuid: Uuid; readonly serial: Serial }
  | { readonly type: 'note-key'; readonly trustUuid: Uuid; readonly generation: number; readonly secretHash: string }
  | { readonly type: 'add-import'; readonly entry: TrustImport }
  | { readonly type: 'remove-import'; readonly entry: TrustImport }
