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
  return [
    ...hold(state, device, 'online', moment),
    { type: 'set-timer', timer: `device/${device}`, atMonotonicMs: moment.at.monotonicMs + SILENCE_MAX_MS },
  ]
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
  const bits = presence === 'online' ? 0 : OFFLINE_BIT
  const keypads = decidingBlocks(state.program).filter(
    (block) => block.kind === 'authentication-nfc-code-touch' && block.reader === device,
  )
  return [
    { type: 'notice', name: `device-${presence}`, data: { device } },
    ...keypads.flatMap((block) =>
      setApiState(state, { control: block.uuid, name: 'deviceState', value: bits }, moment.at, moment.env),
    ),
  ]
}
