import type { Editor } from '../../access/roles.ts'
import type { Stamp } from '../../time.ts'
import type { Env } from '../env.ts'
import type { MiniserverState } from '../state.ts'

/** What a control command is answered from. `request` names the answer where it comes later. */
export interface ControlContext {
  readonly state: MiniserverState
  readonly request: number
  readonly at: Stamp
  readonly env: Env
  /** Who asks. */
  readonly editor: Editor
}
