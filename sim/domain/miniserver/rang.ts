import { RigError } from '../errors.ts'
import { type IntercomStep, intercomAt } from '../intercom/bell.ts'
import { flowing } from '../intercom/flowing.ts'
import { ringHere } from '../intercom/inputs.ts'
import type { IntercomControl } from '../program/program.ts'
import { bellDigitsOf } from '../sealed-credential.ts'
import { blocksAt } from './block.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import type { DeviceEvent } from './input.ts'
import { ring } from './keypad-block/bell.ts'
import type { Moment } from './moment.ts'
import { PRESENTATION_AGE_MAX_MS } from './presentation-age.ts'
import { malformed } from './presented.ts'
import { receiptOf, repeated, takenOver } from './receipts.ts'
import { blockMeant } from './selection.ts'
import type { MiniserverState } from './state.ts'

type Rang = DeviceEvent & { readonly type: 'rang' }

/** Answers the bell of a keypad. One that comes too late rings for nobody any more (P-82). */
export function rang(state: MiniserverState, device: string, event: Rang, moment: Moment): Effect[] {
  const again = repeated(state, device, event.id)
  if (again !== undefined) return again
  const intercom = blocksAt(state.program, device).length > 0 ? undefined : intercomAt(state.program, device)
  if (intercom !== undefined) {
    const then = intercomAnswers({ state, ...moment }, intercom, event)
    return takenOver(state, { eventId: event.id, then }, moment.at)
  }
  const digits = unseal(device, event, moment.env)
  if (digits === undefined) return malformed(device, event.id)
  return takenOver(state, { eventId: event.id, then: answers(state, device, event, digits, moment) }, moment.at)
}

/** An Intercom's own button: it rings at its own block; whether anywhere else is what that is wired to. */
function* intercomAnswers(step: IntercomStep, block: IntercomControl, { id, ageMs }: Rang): Generator<Effect, void> {
  if (ageMs <= PRESENTATION_AGE_MAX_MS) yield* flowing(step, ringHere(step, block, id), id)
  yield receiptOf(block.device, id)
}

function* answers(
  state: MiniserverState,
  device: string,
  { id, ageMs }: Rang,
  digits: string,
  moment: Moment,
): Generator<Effect, void> {
  const block = blockMeant(state, device, moment.at.monotonicMs - ageMs)
  const isHeard = typeof block !== 'string' && ageMs <= PRESENTATION_AGE_MAX_MS
  if (isHeard && block.kind === 'authentication-nfc-code-touch') yield* ring(state, block, digits, id, moment)
  yield receiptOf(device, id)
}

function unseal(device: string, { id, sealed }: Rang, env: Env): string | undefined {
  try {
    return bellDigitsOf(id, env.open(device, sealed))
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return undefined
  }
}
