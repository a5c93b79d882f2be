import type { FeedbackSignal } from '../../sim/domain/miniserver/effect.ts'
import type { NfcReader } from './pcsc-library.ts'

/** What one client of the daemon says, in the order in which it happened. After `broken` it is of no more use. */
export type PcscHappening =
  | { readonly type: 'appeared'; readonly reader: NfcReader }
  | {
      readonly type: 'card'
      readonly reader: NfcReader
      readonly atr: Uint8Array
      readonly seenMs: number
      readonly isStillThere: () => boolean
    }
  | { readonly type: 'card-off'; readonly reader: NfcReader }
  | { readonly type: 'unreadable'; readonly cause: Error }
  | { readonly type: 'vanished'; readonly reader: NfcReader }
  | { readonly type: 'broken'; readonly cause: Error }
  /** Of ours: somebody wants the reader to show something. It waits its turn, since a reader does one thing at a time. */
  | { readonly type: 'feedback'; readonly signal: FeedbackSignal }

/** Takes what happens. Called from the addon's callbacks, so it may queue and nothing else. */
export type SayHappening = (happening: PcscHappening) => void
