import type { Credential } from '../access/credential.ts'
import type { Received } from '../intercommunication/receive.ts'
import type { LearnFault } from '../keypad/learning.ts'
import type { Serial } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import type { TrustMessage } from '../trust/message.ts'
import type { LinkNote } from '../trust/peer-links.ts'
import type { ApiCommand } from './api-command.ts'
import type { ControlCommand } from './control/command.ts'

/** Everything that can reach a Miniserver. Each comes with the instant at which it did. */
export type Input = { readonly at: Stamp } & (
  | { readonly type: 'booted' }
  | { readonly type: 'timer'; readonly timer: string }
  | { readonly type: 'device-event'; readonly device: string; readonly event: DeviceEvent }
  | { readonly type: 'device-alive'; readonly device: string }
  | {
      readonly type: 'device-state'
      readonly device: string
      readonly state: 'init' | 'ready' | 'lost' | 'disconnected'
    }
  /** A WebSocket, or with `http` one request. `address` is the client's, by which failed logins are counted; `inClear`: not over TLS. */
  | {
      readonly type: 'api-opened'
      readonly session: string
      readonly scope: 'internal' | 'external'
      readonly inClear?: boolean
      readonly address?: string
      readonly http?: boolean
    }
  /** `encrypted`: under the key of its session (`enc`, `fenc`); left out: it was not. */
  | {
      readonly type: 'api-command'
      readonly session: string
      readonly request: number
      readonly command: ApiCommand
      readonly encrypted?: boolean
    }
  | { readonly type: 'api-closed'; readonly session: string }
  | { readonly type: 'control'; readonly request: number; readonly caller: Caller; readonly command: ControlCommand }
  /** Power off, a card with a new password in, power on (§3.9): a person's doing, never the network's. */
  | { readonly type: 'sd-card-inserted'; readonly message: string; readonly sealed: string }
  /** Somebody who stands before it resets it to factory (§3.9). */
  | { readonly type: 'factory-reset'; readonly message: string; readonly sealed: string }
  | { readonly type: 'trust-message'; readonly from: Serial; readonly message: TrustMessage }
  | { readonly type: 'trust-failed'; readonly to: Serial; readonly id: string; readonly reason: string }
  /** What came to the port of Network Intercommunication. */
  | { readonly type: 'datagram'; readonly received: Received }
  /** What the unit's own links tell of themselves. */
  | { readonly type: 'trust-link'; readonly note: LinkNote }
)

/** An input less its instant, which the device around the step adds. */
export type UntimedInput = Input extends infer Each ? (Each extends Input ? Omit<Each, 'at'> : never) : never

/** What a device saw, with its own id; a repeat of an id changes nothing. `ageMs` by the device's own clock. */
export type DeviceEvent =
  | {
      readonly type: 'presented'
      readonly id: string
      readonly ageMs: number
      readonly sealed: string
      readonly kind: Credential['kind']
      /** Of digits: since when they were typed. */
      readonly typedMs?: number
      readonly causedBy?: string
    }
  /** The bell of a keypad; `sealed` are the digits before it. */
  | {
      readonly type: 'rang'
      readonly id: string
      readonly ageMs: number
      readonly sealed: string
      readonly causedBy?: string
    }
  | { readonly type: 'reported'; readonly id: string; readonly what: 'battery-low' | 'tampered' }
  /** What a keypad did with a card in learn mode; `sealed` is what is on it now (keypad/card.ts). */
  | {
      readonly type: 'learned'
      readonly id: string
      readonly ageMs: number
      readonly sealed: string
      readonly outcome: 'learned' | 'formatted' | 'failed'
      readonly fault?: LearnFault
      readonly causedBy?: string
    }
  | { readonly type: 'departed'; readonly id: string; readonly causedBy?: string }

/** Who speaks on the control API: a user of this Miniserver, proved by password, and the listener it came through. */
export interface Caller {
  readonly user: string
  readonly password: string
  readonly scope: 'internal' | 'external'
}
