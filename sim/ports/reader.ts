import type { Credential } from '../domain/access/credential.ts'
import type { RigErrorCode } from '../domain/errors.ts'
import type { FeedbackSignal } from '../domain/miniserver/effect.ts'

/** What happens at a reader. `lost` and `found` bracket the time in which nothing can be presented. */
export type ReaderEvent =
  | {
      readonly type: 'presented'
      readonly credential: Credential
      /** When its driver saw it, by the monotonic clock of the process, in milliseconds; absent where nobody knows. */
      readonly seenMs?: number
    }
  | { readonly type: 'removed' }
  | { readonly type: 'lost'; readonly code: RigErrorCode; readonly message: string }
  | { readonly type: 'found' }

/**
 * Something that reads credentials: a simulated slot, a PC/SC reader, a serial reader.
 *
 * Events come in the order in which they happened. A reader that vanishes says `lost` once and, when it is there again,
 * `found` once; it does not end. Iteration ends only when the reader is disposed. One consumer.
 */
export interface Reader extends AsyncDisposable {
  readonly name: string
  events(): AsyncIterable<ReaderEvent>
  /** Shows whoever presented what became of it, by light and sound; absent where the reader has neither, or none that is known. */
  show?(signal: FeedbackSignal): void
}
