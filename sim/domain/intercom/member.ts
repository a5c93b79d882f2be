import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { IntercomReference, Program } from '../program/program.ts'
import type { TrustMessage, TrustResult } from '../trust/message.ts'
import { answer, ask, type Call, refuse } from '../trust/request.ts'
import { bellOf, type IntercomBlock, type IntercomStep, startBell, stopBell } from './bell.ts'
import { flowing } from './flowing.ts'
import type { Answering, Told } from './state.ts'

type Message<Type extends TrustMessage['type']> = Extract<TrustMessage, { type: Type }>

/** The host rings here. A ring that is as old as it may get is dropped (P-64). */
export function rungByHost(call: Call, { intercom, ring: id, ageMs, maxBellMs }: Message<'ring'>): Effect[] {
  const { state, from, at } = call
  const block = referenceTo(state.program, from, intercom)
  if (block === undefined) return [refuse(call, 'NOT_USED', `${state.identity.name} has no block for it`)]
  const done = answer(call, { type: 'done' })
  if (maxBellMs > 0 && ageMs >= maxBellMs) {
    const data = { intercom: block.name, member: state.identity.serial, code: 'RING_EXPIRED' }
    return [refuse(call, 'RING_EXPIRED', 'it came too late'), { type: 'notice', name: 'intercom-ring-expired', data }]
  }
  const bell = bellOf(call, block)
  if (bell.ring?.id === id || bell.call?.ring === id || state.intercoms.untold.get(block.uuid)?.ring === id)
    return [done]
  // What rings from before is not known at the host any more.
  const over = bell.ring === undefined ? [] : flowing(call, stopBell(call, block, 'unanswered'))
  const ring = { id, sinceWallMs: at.wallMs - ageMs }
  const started = startBell(call, block, ring, maxBellMs === 0 ? undefined : maxBellMs - ageMs)
  return [done, ...over, ...flowing(call, started)]
}

/** This unit is not authorised any more. */
export function ringEnded(call: Call, { intercom, ring }: Message<'ring-ended'>): Effect[] {
  const done = answer(call, { type: 'done' })
  const block = referenceTo(call.state.program, call.from, intercom)
  if (block === undefined) return [done]
  const bell = bellOf(call, block)
  if (bell.call?.ring === ring) bell.call = undefined
  return bell.ring?.id === ring ? [done, ...flowing(call, stopBell(call, block, 'cut'))] : [done]
}

/** Of what this unit did with a ring the host shall hear; what was to be told before is of no account then. */
export function tellHost(step: IntercomStep, block: IntercomBlock, told: Told): Effect[] {
  if (block.kind !== 'intercom-reference') return []
  step.state.intercoms.untold.set(block.uuid, told)
  return sendAnswer(step, block, told)
}

/** What a host has not heard of yet. */
export function tellAnswers(step: IntercomStep, host: Serial): Effect[] {
  const { intercoms, program } = step.state
  return [...intercoms.untold].flatMap(([uuid, told]) => {
    const block = program.controls.get(uuid)
    return block?.kind === 'intercom-reference' && block.host === host ? sendAnswer(step, block, told) : []
  })
}

/** The host knows. Where it rang no more when somebody answered, there is no call. */
export function answerTaken(
  { state }: Pick<IntercomStep, 'state'>,
  told: { readonly block: Uuid; readonly ring: string; readonly how: Answering },
  result: TrustResult,
): Effect[] {
  const { untold, blocks } = state.intercoms
  const waiting = untold.get(told.block)
  if (waiting?.ring === told.ring && waiting.how === told.how) untold.delete(told.block)
  const bell = blocks.get(told.block)
  if (result.ok || told.how !== 'answered' || bell?.call?.ring !== told.ring) return []
  bell.call = undefined
  const intercom = state.program.controls.get(told.block)?.name ?? told.block
  return [{ type: 'notice', name: 'intercom-call-refused', data: { intercom, code: result.code } }]
}

function sendAnswer(step: IntercomStep, block: IntercomReference, { ring, how, by }: Told): Effect[] {
  const { host, intercom, uuid } = block
  for (const { then } of step.state.trust.requests.values()) {
    if (then.type === 'ring-answered' && then.ring === ring && then.how === how) return []
  }
  const then = { type: 'ring-answered', block: uuid, ring, how } as const
  return ask(step, { to: host, then }, { type: 'ring-answered', intercom, ring, how, by })
}

function referenceTo({ controls }: Program, host: Serial, intercom: Uuid): IntercomReference | undefined {
  for (const control of controls.values()) {
    if (control.kind === 'intercom-reference' && control.host === host && control.intercom === intercom) return control
  }
  return undefined
}
