import { type DeviceEffect, offer, offerAgain, receive, type Seal } from '../device-step.ts'
import { nextId } from '../presentation-outbox.ts'
import { tagText } from '../sealed-credential.ts'
import { type KeypadInput, type KeypadProperties, type KeypadState, SIGNAL_COLOURS } from './keypad.ts'
import { countedDown, type Press, pressed, takeDigits } from './keys.ts'
import { learnTag, startLearning, stopLearning } from './learn-mode.ts'
import { flash, rest } from './lights.ts'

/** Answers one input; `nowMs` is the keypad's monotonic time. */
export function stepKeypad(
  properties: KeypadProperties,
  state: KeypadState,
  input: KeypadInput,
  nowMs: number,
  seal: Seal,
): DeviceEffect[] {
  const causedBy = 'causedBy' in input && input.causedBy !== undefined ? { causedBy: input.causedBy } : {}
  const press: Press = { properties, nowMs, seal, ...causedBy }
  switch (input.type) {
    case 'tapped':
      return tapped(state, input, press)
    case 'pressed':
      return pressed(state, input.key, press)
    case 'battery-low':
      return offer(state, { name: 'battery-low', source: 'simulated', ...causedBy }, nowMs)
    case 'receipt':
      return receive(state, input.event)
    case 'feedback':
      return flash(state, SIGNAL_COLOURS[input.signal], nowMs, input.causedBy)
    case 'lock':
      return lock(state, input.isLocked, press)
    case 'light':
      state.light = input.light
      return rest(state, properties, input.causedBy)
    case 'learn':
      return startLearning(state, input.arming, press)
    case 'stop-learning':
      return stopLearning(state, press)
    case 'timer':
      return timer(state, input.timer, press)
  }
}

/** With the digits that were typed before it. On a battery it is seen only while the keypad is awake; what is gone before it was read never is. */
function tapped(state: KeypadState, input: KeypadInput & { type: 'tapped' }, press: Press): DeviceEffect[] {
  const { tag, source, tooSoon } = input
  if (state.arming !== undefined) return learnTag(state, state.arming, { text: tag.id, source, tooSoon }, press)
  const { properties, nowMs, seal, causedBy } = press
  if (tooSoon === 'reading' || (properties.power === 'battery' && nowMs >= state.awakeUntilMs)) return []
  const typedMs = nowMs - state.begunAtMs
  const { digits, effects } = takeDigits(state)
  const sealed = seal(tagText(nextId(state.outbox), tag, digits))
  const typed = digits === '' ? {} : { typedMs }
  const seen = { name: 'tag-presented', sealed, source, ...typed, ...(causedBy !== undefined && { causedBy }) } as const
  return [...effects, ...rest(state, properties, causedBy), ...offer(state, seen, nowMs)]
}

function lock(state: KeypadState, isLocked: boolean, { properties, causedBy }: Press): DeviceEffect[] {
  if (state.isLocked === isLocked) return []
  state.isLocked = isLocked
  return [...takeDigits(state).effects, ...rest(state, properties, causedBy)]
}

function timer(state: KeypadState, name: (KeypadInput & { type: 'timer' })['timer'], press: Press): DeviceEffect[] {
  if (name === 'retry') return offerAgain(state, press.nowMs)
  if (name === 'learn') return stopLearning(state, press)
  if (name === 'count-down') return countedDown(state, press)
  state.isFlashing = false
  return rest(state, press.properties)
}
