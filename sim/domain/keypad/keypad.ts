import type { Credential } from '../access/credential.ts'
import { type DeviceTimer, type PresentingState, unpowered } from '../device-step.ts'
import type { Presentation } from '../presentation-outbox.ts'
import type { Arming, TooSoon } from './learning.ts'

/** What kind of NFC Code Touch it is, and how it is set up (§3.6.2, §3.6.4). */
export interface KeypadProperties {
  readonly variant: 'tree' | 'air'
  /** On a battery it reads a tag only after a key, and shows no permanent light. */
  readonly power: 'mains' | 'battery'
  readonly generation: 1 | 2
  /** Whether a key that is pressed is heard. */
  readonly keySound: boolean
  /** How long it waits for the next digit (P-49). */
  readonly digitTimeoutMs: number
}

export const ORDINARY_KEYPAD: KeypadProperties = {
  variant: 'tree',
  power: 'mains',
  generation: 2,
  keySound: true,
  digitTimeoutMs: 5_000,
}

/** An NFC Code Touch: its outbox, the digits that were typed and not yet told, and what its LEDs show (§3.6.3, §3.6.4). */
export interface KeypadState extends PresentingState {
  led: Led
  /** Whether that is a feedback, which is over after a while. */
  isFlashing: boolean
  digits: string
  /** When the first of the digits was pressed, by monotonic time. */
  begunAtMs: number
  /** LEDs of the count-down that still shine. */
  lit: number
  /** While it is locked its keys are dead, and the LEDs say so. */
  isLocked: boolean
  /** What its status LED shows if nothing else is shown: of `r`, `g`, `b` and `w` those that are on. */
  light: string
  /** On a battery: until when it reads tags. */
  awakeUntilMs: number
  /** What it does to the next tag instead of presenting it: it is in learn mode (§3.6.5). */
  arming?: Arming
  /** What the last arming was for, once a card came for it. */
  writtenId?: string
}

/** `white-4` to `white-1` count down; `light-rg` is the status LED. */
export type Led =
  | 'off'
  | 'white'
  | `white-${number}`
  | 'green'
  | 'red'
  | 'red-fast'
  | 'cyan'
  | 'yellow'
  | `light-${string}`

export const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'tick', 'bell'] as const
export type Key = (typeof KEYS)[number]

/** What a Miniserver has its keypad show, and in which colour (§3.6.4). `awaiting`: more is needed (P-220). */
export const SIGNAL_COLOURS = {
  granted: 'green',
  denied: 'red',
  locked: 'red-fast',
  rung: 'green',
  awaiting: 'white',
  learned: 'green',
  unreadable: 'yellow',
} as const satisfies Record<string, Led>

export type KeypadInput =
  | {
      readonly type: 'tapped'
      readonly tag: Credential
      readonly tooSoon?: TooSoon
      readonly source: Presentation['source']
      readonly causedBy?: string
    }
  | { readonly type: 'pressed'; readonly key: Key; readonly causedBy?: string }
  /** Its battery is nearly empty. */
  | { readonly type: 'battery-low'; readonly causedBy?: string }
  | { readonly type: 'receipt'; readonly event: string }
  | { readonly type: 'feedback'; readonly signal: keyof typeof SIGNAL_COLOURS; readonly causedBy?: string }
  | { readonly type: 'lock'; readonly isLocked: boolean; readonly causedBy?: string }
  | { readonly type: 'light'; readonly light: string; readonly causedBy?: string }
  | { readonly type: 'learn'; readonly arming: Arming; readonly causedBy?: string }
  | { readonly type: 'stop-learning'; readonly causedBy?: string }
  | { readonly type: 'timer'; readonly timer: DeviceTimer }

export function idleKeypad(prefix: string): KeypadState {
  const typed = { digits: '', begunAtMs: 0, lit: 0 }
  return { ...unpowered(prefix), ...typed, led: 'off', isFlashing: false, isLocked: false, light: '', awakeUntilMs: 0 }
}
