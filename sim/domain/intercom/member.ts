import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { IntercomReference, Program } from '../program/program.ts'
import type { TrustMessage, TrustResult } from '../trust/message.ts'
import { answer, ask, type Call, refuse } from '../trust/request.ts'
import { bellOf, type IntercomBlock, type IntercomStep, startBell, stopBell } from './bell.ts'
import { flowing } from './flowing.ts'
import { bellRecord } from './records.ts'
import type { Answering, BellBlock, Told } from './state.ts'

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
  // Messages are sent anew while their answer is on its way: what was rejected meanwhile does not begin again.
  if (bell.heard === id) return [done]
  bell.heard = id
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
  const over = heldNoMore(block.uuid, bell, ring)
  const stopped = bell.ring?.id === ring ? flowing(call, stopBell(call, block, 'cut')) : []
  return [done, ...over, ...stopped]
}

/** Of what this unit did with a ring the host shall hear; what was to be told of it before is of no account then. */
export function tellHost(step: IntercomStep, block: IntercomBlock, told: Omit<Told, 'block'>): Effect[] {
  if (block.kind !== 'intercom-reference') return []
  const { ring, how, by } = told
  const full = { ...told, block: block.uuid }
  step.state.intercoms.untold.set(ring, full)
  const sent = sendAnswer(step, block, full)
  if (how !== 'answered') return sent
  const bell = bellOf(step, block)
  bell.held = { ring, by }
  // It does not wait for the disk: whoever hangs up at once would be heard first.
  return [{ type: 'commit', records: [bellRecord(block.uuid, bell)], then: [] }, ...sent]
}

/** After a start nobody is in a call here any more, and hosts that may think so are told. */
export function callsOver({ intercoms, program }: IntercomStep['state']): void {
  for (const [block, { held }] of intercoms.blocks) {
    if (held !== undefined && program.controls.get(block)?.kind === 'intercom-reference')
      intercoms.untold.set(held.ring, { ...held, block, how: 'hung-up' })
  }
}

/** What a host has not heard of yet. */
export function tellAnswers(step: IntercomStep, host: Serial): Effect[] {
  const { intercoms, program } = step.state
  return [...intercoms.untold.values()].flatMap((told) => {
    const block = program.controls.get(told.block)
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
  if (untold.get(told.ring)?.how === told.how) untold.delete(told.ring)
  const bell = blocks.get(told.block)
  const isCall = result.ok && told.how === 'answered'
  if (bell === undefined || isCall) return []
  const over = heldNoMore(told.block, bell, told.ring)
  if (result.ok || told.how !== 'answered' || bell.call?.ring !== told.ring) return over
  bell.call = undefined
  const intercom = state.program.controls.get(told.block)?.name ?? told.block
  return [...over, { type: 'notice', name: 'intercom-call-refused', data: { intercom, code: result.code } }]
}

function heldNoMore(block: Uuid, bell: BellBlock, ring: string): Effect[] {
  if (bell.held?.ring !== ring) return []
  bell.held = undefined
  return [{ type: 'commit', records: [bellRecord(block, bell)], then: [] }]
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
