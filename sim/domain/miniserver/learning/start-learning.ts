import { armingText } from '../../keypad/learning.ts'
import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import type { Moment } from '../moment.ts'
import type { MiniserverState } from '../state.ts'
import { knownApps, ownApp } from './tag-keys.ts'

/** Why a keypad cannot learn tags now (§3.6.5); `undefined`: it can, as far as is known: after a start nothing was heard of any. */
export function learnRefusal(
  { devices }: MiniserverState,
  { reader, keypad, isDummy }: AuthenticationNfcCodeTouch,
): { readonly code: 'DEVICE_OFFLINE' | 'UNSUPPORTED'; readonly message: string } | undefined {
  if (isDummy === true) return { code: 'DEVICE_OFFLINE', message: `keypad ${reader} is a dummy: no device is assigned` }
  if (devices.get(reader) === 'offline') return { code: 'DEVICE_OFFLINE', message: `keypad ${reader} is offline` }
  if (keypad?.power !== 'battery') return undefined
  return { code: 'UNSUPPORTED', message: `keypad ${reader} runs on a battery and cannot learn tags` }
}

/**
 * Puts a keypad into learn mode, or makes it last longer: for the next card, and for `LEARN_MS` at most (§3.6.5). The last one who does
 * so wins (P-74). An encrypted card is given an id that nothing had before. `then` follows when the keypad was told.
 */
export function startLearning(
  state: MiniserverState,
  { reader }: AuthenticationNfcCodeTouch,
  task: 'learn' | 'format',
  { env }: Moment,
  then: readonly Effect[] = [],
): Effect[] {
  const { app, records } = ownApp(state, env)
  const apps = knownApps(state, env)
  const arming = task === 'format' ? { task, apps } : { task, apps, app, id: newId(env.random(ID_BYTES)) }
  const sealed = env.seal(reader, armingText(arming))
  const effects: Effect[] = [{ type: 'command', device: reader, command: { type: 'learn', sealed } }, ...then]
  // A key that was lost would leave cards that nobody can read.
  return records.length === 0 ? effects : [{ type: 'commit', records, then: effects }]
}

export function stopLearning({ reader }: AuthenticationNfcCodeTouch): Effect[] {
  return [{ type: 'command', device: reader, command: { type: 'stop-learning' } }]
}

const ID_BYTES = 8

/** `0F B9 B6 D2 06 54 03 1F EC`. */
function newId(hex: string): string {
  return [...(hex.toUpperCase().match(/../g) ?? []), 'EC'].join(' ')
}
