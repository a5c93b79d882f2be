import type { ProgramEdit } from '../program/edit.ts'
import type { Uuid } from '../program/names.ts'
import type { Scope } from '../program/program.ts'
import type { AskedChange } from './asked-change.ts'

/** Who had an origin asked to change a user, and what goes on here when it has. Plain data. */
export type AskedBy = {
  readonly request: number
  readonly editor: { readonly user: Uuid; readonly scope: Exclude<Scope, 'physical'> }
  /** What of the same change is this unit's own; carried out after it. */
  readonly rest: readonly ProgramEdit[]
} & (
  | { readonly via: 'control' }
  | {
      readonly via: 'api'
      readonly session: string
      /** The user whose change it was. */
      readonly user: Uuid
      /** Answered with the user in full, with this change; otherwise with nothing. */
      readonly shows?: AskedChange
      /** The access code is somebody else's here, too. */
      readonly codeIsShared?: boolean
      /** A tag is given that nobody here had. */
      readonly tagIsNew?: boolean
    }
)
