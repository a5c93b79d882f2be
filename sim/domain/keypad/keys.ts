import { type DeviceEffect, offer, type Seal } from '../device-step.ts'
import { nextId } from '../presentation-outbox.ts'
import { bellText, credentialText } from '../sealed-credential.ts'
import type { Key, KeypadProperties, KeypadState } from './keypad.ts'
import { flash, rest, show } from './lights.ts'

/** What is longer is no code, whatever it is (P-219). */
const DIGITS_MAX = 9

/** On a battery it reads tags for so long after the last key (P-218). */
export const AWAKE_MS = 10_000

/** The LEDs that count down (§3.6.4). */
const LEDS = 4

/** A key-press and all it needs; `nowMs` is the keypad's monotonic time. */
export interface Press {
  readonly properties: KeypadProperties
  readonly nowMs: number
  readonly seal: Seal
  readonly causedBy?: string
}

/**
 * Somebody presses a key (§3.6.3). Those of a locked keypad are dead: it shows that. On a battery each wakes its reader all the same, or
 * no tag could end the lock.
 */
export function pressed(state: KeypadState, key: Key, press: Press): DeviceEffect[] {
  const { properties, nowMs, causedBy } = press
  state.awakeUntilMs = nowMs + AWAKE_MS
  if (state.isLocked) return flash(state, 'red-fast', nowMs, causedBy)
  return [...(properties.keySound ? sound(causedBy) : []), ...act(state, key, press)]
}

/** A quarter of the time to the next digit is over. With the last of the LEDs the digits are told as they are. */
export function countedDown(state: KeypadState, press: Press): DeviceEffect[] {
  state.lit -= 1
  return state.lit > 0 ? countDown(state, press) : [...rest(state, press.properties), ...submit(state, press)]
}

/** Takes the digits away, and ends their count-down. */
export function takeDigits(state: KeypadState): { readonly digits: string; readonly effects: DeviceEffect[] } {
  const { digits } = state
  state.digits = ''
  state.lit = 0
  return { digits, effects: digits === '' ? [] : [{ type: 'cancel-timer', timer: 'count-down' }] }
}

function act(state: KeypadState, key: Key, press: Press): DeviceEffect[] {
  if (key === 'tick') return submit(state, press)
  return key === 'bell' ? ring(state, press) : typed(state, key, press)
}

function typed(state: KeypadState, digit: string, press: Press): DeviceEffect[] {
  if (state.digits === '') state.begunAtMs = press.nowMs
  state.digits = (state.digits + digit).slice(0, DIGITS_MAX)
  state.lit = LEDS
  return countDown(state, press)
}

function submit(state: KeypadState, press: Press): DeviceEffect[] {
  const textOf = (id: string, digits: string) => credentialText(id, { kind: 'code', id: digits })
  return tell(state, 'code-entered', textOf, press)
}

function ring(state: KeypadState, press: Press): DeviceEffect[] {
  return tell(state, 'bell-pressed', bellText, press)
}

/** Digits are a code, or may be one: they leave the keypad sealed. */
function tell(
  state: KeypadState,
  name: 'code-entered' | 'bell-pressed',
  textOf: (id: string, digits: string) => string,
  { properties, nowMs, seal, causedBy }: Press,
): DeviceEffect[] {
  const typedMs = state.digits === '' ? 0 : nowMs - state.begunAtMs
  const { digits, effects } = takeDigits(state)
  const sealed = seal(textOf(nextId(state.outbox), digits))
  const told = { name, sealed, typedMs, source: 'simulated', ...(causedBy !== undefined && { causedBy }) } as const
  return [...effects, ...rest(state, properties, causedBy), ...offer(state, told, nowMs)]
}

function countDown(state: KeypadState, { properties, nowMs, causedBy }: Press): DeviceEffect[] {
  const atMonotonicMs = nowMs + properties.digitTimeoutMs / LEDS
  return [...show(state, `white-${state.lit}`, causedBy), { type: 'set-timer', timer: 'count-down', atMonotonicMs }]
}

function sound(causedBy: string | undefined): DeviceEffect[] {
  return [{ type: 'state', name: 'sound', value: 'key', ...(causedBy !== undefined && { causedBy }) }]
}
