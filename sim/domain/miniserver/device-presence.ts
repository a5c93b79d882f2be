import { intercomAt } from '../intercom/bell.ts'
import type { Uuid } from '../program/names.ts'
import type { AuthenticationNfcCodeTouch } from '../program/program.ts'
import { setApiState } from './api/values.ts'
import { blockOfReader, decidingBlocks } from './block.ts'
import type { Effect } from './effect.ts'
import { tellLight } from './keypad-block/light.ts'
import { isDead, lockCommand } from './keypad-lock.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** Three missed signs of life, one a minute, and a device is held offline (docs/design.md, "Between devices"). */
export const SILENCE_MAX_MS = 180_000

/** §3.6.5, deviceState bit 0. */
const OFFLINE_BIT = 1
/** Bit 1: nobody has assigned a device yet. */
const DUMMY_BIT = 2
/** Bit 2: on a battery it reads tags, and learns none. */
const NFC_UNAVAILABLE_BIT = 4

/** A sign of life. */
export function deviceAlive(state: MiniserverState, device: string, moment: Moment): Effect[] {
  return [...hold(state, device, 'online', moment), listen(device, moment)]
}

/** After a restart: who was there must say so again in time, and API clients are told who was not. */
export function devicesAfterBoot(state: MiniserverState, moment: Moment): Effect[] {
  const heard = [...state.devices].flatMap(([device, presence]) =>
    presence === 'online'
      ? [listen(device, moment), ...show(state, device, presence, moment)]
      : show(state, device, presence, moment),
  )
  const unheard = decidingBlocks(state.program).filter(({ reader }) => !state.devices.has(reader))
  return [...heard, ...unheard.flatMap(({ reader }) => show(state, reader, 'online', moment))]
}

/** What the device says of itself on the bus, or its last will. */
export function deviceState(
  state: MiniserverState,
  device: string,
  said: 'init' | 'ready' | 'lost' | 'disconnected',
  moment: Moment,
): Effect[] {
  if (said !== 'ready') return hold(state, device, 'offline', moment)
  const was = state.devices.get(device)
  const held = hold(state, device, 'online', moment)
  // It has just started, also where nobody noticed that it was away.
  return was === 'online' ? [...held, ...remind(state, device)] : held
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
  const tell = (control: Uuid, value: number) => setApiState(state, { control, name: 'deviceState', value }, at, env)
  const block = blockOfReader(state.program, device)
  if (block !== undefined)
    return block.kind === 'authentication-nfc-code-touch' ? tell(block.uuid, deviceStateOf(block, presence)) : []
  const intercom = intercomAt(state.program, device)
  return intercom === undefined ? [] : tell(intercom.uuid, Number(presence === 'online'))
}

/** The values that the app asks about: 0, 1, 4 and 5, and of a dummy 3 in the Tree and 7 in the air. */
function deviceStateOf({ keypad, isDummy }: AuthenticationNfcCodeTouch, presence: 'online' | 'offline'): number {
  if (isDummy === true) return OFFLINE_BIT + DUMMY_BIT + (keypad?.variant === 'air' ? NFC_UNAVAILABLE_BIT : 0)
  return (presence === 'online' ? 0 : OFFLINE_BIT) + (keypad?.power === 'battery' ? NFC_UNAVAILABLE_BIT : 0)
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
