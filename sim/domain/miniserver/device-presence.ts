import { setApiState } from './api/values.ts'
import { decidingBlocks } from './block.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** Three missed signs of life, one a minute, and a device is held offline (docs/design.md, "Between devices"). */
export const SILENCE_MAX_MS = 180_000

/** §3.6.5, deviceState bit 0. */
const OFFLINE_BIT = 1

/** A sign of life. */
export function deviceAlive(state: MiniserverState, device: string, moment: Moment): Effect[] {
  return [...hold(state, device, 'online', moment), listen(device, moment)]
}

/** After a restart: who was there must say so again in time, and API clients are told who was not. */
export function devicesAfterBoot(state: MiniserverState, moment: Moment): Effect[] {
  return [...state.devices].flatMap(([device, presence]) =>
    presence === 'online' ? [listen(device, moment)] : show(state, device, presence, moment),
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
  return [{ type: 'notice', name: `device-${presence}`, data: { device } }, ...show(state, device, presence, moment)]
}

function show(state: MiniserverState, device: string, presence: 'online' | 'offline', { at, env }: Moment): Effect[] {
  const value = presence === 'online' ? 0 : OFFLINE_BIT
  return decidingBlocks(state.program)
    .filter((block) => block.kind === 'authentication-nfc-code-touch' && block.reader === device)
    .flatMap(({ uuid }) => setApiState(state, { control: uuid, name: 'deviceState', value }, at, env))
}

function listen(device: string, { at }: Moment): Effect {
  return { type: 'set-timer', timer: `device/${device}`, atMonotonicMs: at.monotonicMs + SILENCE_MAX_MS }
}
