import type { Credential } from '../access/credential.ts'
import {
  type DeviceEffect,
  offerAgain,
  type PresentingState,
  present,
  receive,
  type Seal,
  unpowered,
} from '../device-step.ts'
import type { Presentation } from '../presentation-outbox.ts'

/** An NFC Code Touch: its outbox, and the colour its LEDs show (§3.6.4). */
export interface KeypadState extends PresentingState {
  led: Led
}

export type Led = 'off' | 'green' | 'red' | 'red-fast'

export type KeypadInput =
  | {
      readonly type: 'tapped'
      readonly tag: Credential
      readonly source: Presentation['source']
      readonly causedBy?: string
    }
  | { readonly type: 'receipt'; readonly event: string }
  | { readonly type: 'feedback'; readonly signal: keyof typeof COLOURS; readonly causedBy?: string }
  | { readonly type: 'timer'; readonly timer: 'retry' | 'feedback' }

/** Four fades of half a second each [P]. */
export const FEEDBACK_MS = 2_000

const COLOURS = { granted: 'green', denied: 'red', locked: 'red-fast' } as const

export function idleKeypad(prefix: string): KeypadState {
  return { ...unpowered(prefix), led: 'off' }
}

/** Answers one input; `nowMs` is the keypad's monotonic time. */
export function stepKeypad(state: KeypadState, input: KeypadInput, nowMs: number, seal: Seal): DeviceEffect[] {
  switch (input.type) {
    case 'tapped':
      return present(state, seenTag(input), nowMs, seal)
    case 'receipt':
      return receive(state, input.event)
    case 'feedback':
      return [
        ...show(state, COLOURS[input.signal], input.causedBy),
        { type: 'set-timer', timer: 'feedback', atMonotonicMs: nowMs + FEEDBACK_MS },
      ]
    case 'timer':
      return input.timer === 'retry' ? offerAgain(state, nowMs) : show(state, 'off')
  }
}

function seenTag(input: KeypadInput & { type: 'tapped' }) {
  const { tag, source, causedBy } = input
  return { name: 'tag-presented', credential: tag, source, ...(causedBy !== undefined && { causedBy }) } as const
}

function show(state: KeypadState, led: Led, causedBy?: string): DeviceEffect[] {
  state.led = led
  return [{ type: 'state', name: 'led', value: led, ...(causedBy !== undefined && { causedBy }) }]
}
