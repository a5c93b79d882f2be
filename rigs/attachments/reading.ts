import type { Credential } from '../../sim/domain/access/credential.ts'
import type { AttachedSource } from './open-reader.ts'

/**
 * What was held to a reader, and the message that carries it to its device. It stays in the process of the rig: it has the id of
 * somebody's credential, which the message has sealed.
 */
export interface Reading {
  /** Id of the command on the bus. */
  readonly command: string
  readonly site: string
  readonly reader: string
  readonly source: AttachedSource | 'simulated'
  readonly credential: Credential
  /** When its driver saw it, by the monotonic clock of this process (`performance.now()`); absent where nothing real was read. */
  readonly seenMs?: number
}
