import type { DeviceEffect } from '../device-step.ts'
import type { KeypadProperties, KeypadState, Led } from './keypad.ts'

/** Four fades of half a second each [P]. */
export const FEEDBACK_MS = 2_000

/** Shows something for a while. */
export function flash(state: KeypadState, led: Led, nowMs: number, causedBy?: string): DeviceEffect[] {
  const shown = show(state, led, causedBy)
  state.isFlashing = true
  return [...shown, { type: 'set-timer', timer: 'feedback', atMonotonicMs: nowMs + FEEDBACK_MS }]
}

/** Unless a feedback is shown: what it shows if nothing happens (§3.6.4): digits count down, it is locked, else its status LED; on a battery nothing. */
export function rest(state: KeypadState, properties: KeypadProperties, causedBy?: string): DeviceEffect[] {
  if (state.isFlashing && state.arming === undefined) return []
  const led = restingLed(state, properties)
  return state.led === led ? [] : show(state, led, causedBy)
}

/** Ends a feedback that is still shown. */
export function show(state: KeypadState, led: Led, causedBy?: string): DeviceEffect[] {
  state.isFlashing = false
  state.led = led
  return [{ type: 'state', name: 'led', value: led, ...(causedBy !== undefined && { causedBy }) }]
}

function restingLed({ arming, isLocked, light, lit }: KeypadState, { power }: KeypadProperties): Led {
  if (arming !== undefined) return 'cyan'
  if (lit > 0) return `white-${lit}`
  if (power === 'battery') return 'off'
  if (isLocked) return 'red-fast'
  return light === '' ? 'off' : `light-${light}`
}
