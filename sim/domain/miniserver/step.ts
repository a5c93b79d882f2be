import { trustFailed, trustMessage, trustTimer } from '../trust/step.ts'
import { apiClosed, apiCommand, apiOpened } from './api/step.ts'
import { booted } from './booted.ts'
import { controlCommand } from './control/control.ts'
import { deviceAlive, deviceState, deviceTimer } from './device-presence.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import { expiryTimer } from './expiry.ts'
import { factoryReset } from './factory-reset.ts'
import type { Input } from './input.ts'
import { lockTimer } from './keypad-lock.ts'
import { presented, receiptsTimer } from './presented.ts'
import { pulseTimer } from './pulse.ts'
import { sdCardInserted } from './sd-card-inserted.ts'
import type { MiniserverState } from './state.ts'

/** The whole Miniserver as one state machine: answers one input by changing `state` in place and saying what must follow. */
export function stepMiniserver(state: MiniserverState, input: Input, env: Env): Effect[] {
  switch (input.type) {
    case 'booted':
      return booted(state, input.at, env)
    case 'timer':
      return timer(state, input, env)
    case 'device-event':
      if (input.event.type === 'presented') return presented(state, input.device, input.event, input.at, env)
      return [{ type: 'receipt', device: input.device, eventId: input.event.id }]
    case 'device-alive':
      return deviceAlive(state, input.device, { at: input.at, env })
    case 'device-state':
      return deviceState(state, input.device, input.state, { at: input.at, env })
    case 'api-opened':
      return apiOpened(state, input)
    case 'api-command':
      return apiCommand(state, input, env)
    case 'api-closed':
      return apiClosed(state, input)
    case 'sd-card-inserted':
      return sdCardInserted(state, input, { at: input.at, env })
    case 'factory-reset':
      return factoryReset(state, input, { at: input.at, env })
    case 'control':
      return controlCommand(state, input, env)
    case 'trust-message':
      return trustMessage(state, input.from, input.message, input.at, env)
    case 'trust-failed':
      return trustFailed(state, input)
  }
}

/** Timers are named `<owner>` or `<owner>/<what>`. */
function timer(state: MiniserverState, { timer: name, at }: Input & { type: 'timer' }, env: Env): Effect[] {
  const [owner, ...what] = name.split('/')
  switch (owner) {
    case 'pulse':
      return pulseTimer(state, what[0] ?? '', what[1] ?? '', { at, env })
    case 'lock':
      return lockTimer(state, what[0] ?? '')
    case 'receipts':
      return receiptsTimer(state, at)
    case 'device':
      return deviceTimer(state, what[0] ?? '', { at, env })
    case 'expiry':
      return expiryTimer({ state, at, env })
    case 'trust':
      return trustTimer(state, name, at, env)
    default:
      throw new TypeError(`no timer ${name}`)
  }
}
