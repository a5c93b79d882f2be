import { intercomTimer } from '../intercom/step.ts'
import { datagramReceived } from '../intercommunication/receive.ts'
import { INTERCOMMUNICATION, intercommunicationCycle, outputDue } from '../intercommunication/send.ts'
import { linkNoted } from '../trust/peer-links.ts'
import { trustFailed, trustMessage, trustTimer } from '../trust/step.ts'
import { trustIoTimer } from '../trust-io/step.ts'
import { apiClosed, apiCommand, apiOpened } from './api/step.ts'
import { booted } from './booted.ts'
import { controlCommand } from './control/control.ts'
import { deviceAlive, deviceState, deviceTimer } from './device-presence.ts'
import { inputTimer } from './digital-input.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import { expiryTimer } from './expiry.ts'
import { factoryReset } from './factory-reset.ts'
import type { Input } from './input.ts'
import { preselectionTimer } from './keypad-block/preselection.ts'
import { lockTimer } from './keypad-lock.ts'
import { learned } from './learning/learned.ts'
import { logicTimer } from './logic/start.ts'
import { presented } from './presented.ts'
import { pulseTimer } from './pulse.ts'
import { rang } from './rang.ts'
import { receiptsTimer } from './receipts.ts'
import { reported } from './reported.ts'
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
      return deviceEvent(state, input, env)
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
    case 'datagram':
      return datagramReceived(state, input.received, { at: input.at, env })
    case 'trust-link':
      return linkNoted(state, input.note)
  }
}

function deviceEvent(
  state: MiniserverState,
  { device, event, at }: Input & { type: 'device-event' },
  env: Env,
): Effect[] {
  switch (event.type) {
    case 'presented':
      return presented(state, device, event, at, env)
    case 'learned':
      return learned(state, device, event, at, env)
    case 'rang':
      return rang(state, device, event, { at, env })
    case 'reported':
      return reported(state, device, event, at)
    case 'departed':
      return [{ type: 'receipt', device, eventId: event.id }]
  }
}

/** Timers are named `<owner>` or `<owner>/<what>`. */
function timer(state: MiniserverState, { timer: name, at }: Input & { type: 'timer' }, env: Env): Effect[] {
  const [owner, ...what] = name.split('/')
  switch (owner) {
    case 'pulse':
      return pulseTimer(state, what[0] ?? '', what[1] ?? '', { at, env })
    case 'input':
      return inputTimer(state, what[0] ?? '', { at, env })
    case 'lock':
      return lockTimer(state, what[0] ?? '')
    case 'preselection':
      return preselectionTimer(state, what[0] ?? '')
    case 'logic':
      return logicTimer(state, what[0] ?? '', { at, env })
    case 'receipts':
      return receiptsTimer(state, at)
    case 'device':
      return deviceTimer(state, what[0] ?? '', { at, env })
    case 'expiry':
      return expiryTimer({ state, at, env })
    case INTERCOMMUNICATION:
      return what[0] === undefined ? intercommunicationCycle(state, { at }) : outputDue(state, what[0], { at })
    case 'intercom':
      return intercomTimer({ state, at, env }, what[0] ?? '', what[1] ?? '', what[2] ?? '')
    case 'io':
      return trustIoTimer({ state, at, env }, what[0] ?? '', what[1] ?? '')
    case 'trust':
      return trustTimer(state, name, at, env)
    default:
      throw new TypeError(`no timer ${name}`)
  }
}
