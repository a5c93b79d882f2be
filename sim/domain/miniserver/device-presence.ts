import { setApiState } from './api/values.ts'
import { decidingBlocks } from './block.ts'
import type { Effect } from './effect.ts'
import { tellLight } from './keypad-block/light.ts'
import { isDead, lockCommand } from './keypad-lock.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** Three missed signs of life, one a minute, and a device is held offline (docs/design.md, "Between devices"). */
export const SILENCE_MAX_MS = 180_000

/** §3.6.5, deviceState bit 0. */
const OFFLINE_BIT = 1
/** Bit 2: on a battery it reads tags, and learns none. */
const NFC_UNAVAILABLE_BIT = 4

/** A sign of life. */
export function deviceAlive(state: MiniserverState, device: string, moment: Moment): Effect[] {
  return [...hold(state, device, 'online', moment), listen(device, moment)]
}

/** After a restart: who was there must say so again in time, and API clients are told who was not. */
export function devicesAfterBoot(state: MiniserverState, moment: Moment): Effect[] {
  return [...state.devices].flatMap(([device, presence]) =>
    presence === 'online'
      ? [listen(device, moment), ...show(state, device, presence, moment)]
      : show(state, device, presence, moment),
  )
}

/** What the device says of itself on the bus, or its last will. */
export function deviceState(
  state: MiniserverState,
  device: string,
  said: 'init' | 'ready' | 'lost' | 'disconnected',
  moment: Moment,
): Effect[] {
  return hold(state, device, said === 'ready' ? 'online' : 'offline', moment)
}

/** Nothing was heard for too long. */
export function deviceTimer(state: MiniserverState, device: string, moment: Moment): Effect[] {
  return hold(state, device, 'offline', moment)
}

function hold(state: MiniserverState, device: string, presence: 'online' | 'offline', moment: Moment): Effect[] {
  if (state.devices.get(device) === presence) return []
  state.devices.set(device, presence)
  const notice: Effect = { type: 'notice', name: `device-${presence}`, data: { device } }
  return [notice, ...show(state, device, presence, moment), ...(presence === 'online' ? remind(state, device) : [])]
}

function show(state: MiniserverState, device: string, presence: 'online' | 'offline', { at, env }: Moment): Effect[] {
  return decidingBlocks(state.program).flatMap((block) => {
    if (block.kind !== 'authentication-nfc-code-touch' || block.reader !== device) return []
    const { uuid, keypad } = block
    const value = (presence === 'online' ? 0 : OFFLINE_BIT) + (keypad?.power === 'battery' ? NFC_UNAVAILABLE_BIT : 0)
    return setApiState(state, { control: uuid, name: 'deviceState', value }, at, env)
  })
}

/** A keypad that was away has forgotten that its keys are dead, and what its status LED shows. */
function remind({ blocks }: MiniserverState, device: string): Effect[] {
  const own = blocks.get(device)
  if (own === undefined) return []
  const { lights = '' } = own
  return [...(isDead(own) ? [lockCommand(device, true)] : []), ...(lights === '' ? [] : [tellLight(device, lights)])]
}

function listen(device: string, { at }: Moment): Effect {
  return { type: 'set-timer', timer: `device/${device}`, atMonotonicMs: at.monotonicMs + SILENCE_MAX_MS }
}
