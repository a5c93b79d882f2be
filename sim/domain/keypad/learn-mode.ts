import { type DeviceEffect, offer } from '../device-step.ts'
import { nextId, type Presentation } from '../presentation-outbox.ts'
import { credentialText } from '../sealed-credential.ts'
import type { KeypadState } from './keypad.ts'
import type { Press } from './keys.ts'
import { takeDigits } from './keys.ts'
import { type Arming, LEARN_MS, learn, type TooSoon } from './learning.ts'
import { rest } from './lights.ts'

/**
 * Learn mode, or its window once more: for the next card, by what was said last (§3.6.5). An id that is on a card already is for no
 * other: lines may say a thing twice.
 */
export function startLearning(
  state: KeypadState,
  arming: Arming,
  { properties, nowMs, causedBy }: Press,
): DeviceEffect[] {
  if (arming.id !== undefined && arming.id === state.writtenId) return []
  const { effects } = takeDigits(state)
  state.arming = arming
  return [
    ...effects,
    ...rest(state, properties, causedBy),
    { type: 'set-timer', timer: 'learn', atMonotonicMs: nowMs + LEARN_MS },
  ]
}

/** It is over, whether or not a card came. */
export function stopLearning(state: KeypadState, { properties, causedBy }: Press): DeviceEffect[] {
  if (state.arming === undefined) return []
  delete state.arming
  return [{ type: 'cancel-timer', timer: 'learn' }, ...rest(state, properties, causedBy)]
}

/** One card for each arming; it is learned or formatted, and not presented. `text`: what is on it. */
export function learnTag(
  state: KeypadState,
  arming: Arming,
  held: { readonly text: string; readonly source: Presentation['source']; readonly tooSoon: TooSoon | undefined },
  press: Press,
): DeviceEffect[] {
  const { nowMs, seal, causedBy } = press
  const { source } = held
  const { event, text: written, fault } = learn(arming, held.text, held.tooSoon)
  if (event === 'tag-learned' && arming.id !== undefined) state.writtenId = arming.id
  const sealed = seal(credentialText(nextId(state.outbox), { kind: 'tag', id: written }))
  const why = fault === undefined ? {} : { fault }
  const done = { name: event, sealed, source, ...why, ...(causedBy !== undefined && { causedBy }) }
  return [...stopLearning(state, press), ...offer(state, done, nowMs)]
}
