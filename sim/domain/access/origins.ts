import type { Serial } from '../program/names.ts'
import type { FeedPosition } from '../trust/membership.ts'

/** What deciding and explaining must know of the Miniservers that own this unit's replicas (§3.3.6). */
export interface Origins {
  /** Whether the origin was heard within the connection timeout. */
  isOnline(serial: Serial): boolean
  /** What the origin is called, the host in `Anna@Office`; its serial where no name is known. */
  name(serial: Serial): string
  /** The last record of the origin that was applied here; `undefined` before the first. */
  position(serial: Serial): FeedPosition | undefined
}
