import type { AppSession } from '../app/session.ts'
import type { RigClient } from '../control/client-face.ts'
import type { Estate } from '../estate.ts'
import type { Person } from './person.ts'
import type { Hands } from './readers/hands.ts'
import type { Seen } from './seen.ts'

/** A revision, a sequence number, an id: nothing secret. */
export type Noted = string | number

/** Where the steps of one run take place. */
export interface Stage {
  /** The rig's commands; steps do nothing that these do not. */
  readonly rig: RigClient
  readonly estate: Estate
  /** What the bus said, since when. */
  readonly seen: Seen
  /** Key files of Trusts by the names that the scenario gives them. Secrets: they appear in no trace. */
  readonly keyFiles: Map<string, string>
  /** Apps that logged in, by the lower case of the names that the scenario gives them; also after they ended. */
  readonly apps: Map<string, AppSession>
  /** What expectations found and kept with `as`, by name. */
  readonly notes: Map<string, Noted>
  /** Who carries out prompts; absent where nobody does. */
  readonly person?: Person
  /** What people do at the readers that are real; absent where none is. */
  readonly hands?: Hands
}
