import { RigError } from '../errors.ts'
import type { Asker } from '../miniserver/api/trust-json.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { IntercomReference } from '../program/program.ts'
import type { TrustResult } from '../trust/message.ts'
import { answer, ask, type Call } from '../trust/request.ts'
import type { IntercomBlock, IntercomStep } from './bell.ts'
import { closeStream, isFull, openStream } from './streams.ts'

/** Who asks on the control API, and where the answer goes. */
export interface Viewing extends IntercomStep {
  readonly request: number
  readonly by: Uuid
}

/**
 * Somebody wants picture and sound. At the unit that has the Intercom its own permission decides, which was asked before; at another
 * the host's gate does. Answered with the stream's id, at once or by the host.
 *
 * Throws STREAM_LIMIT.
 */
export function viewIntercom(viewing: Viewing, block: IntercomBlock): Effect[] {
  const { request, by, env } = viewing
  if (block.kind === 'intercom-reference') {
    const { host: to, intercom } = block
    return ask(viewing, { to, then: { type: 'open-stream', request } }, { type: 'open-stream', intercom, by })
  }
  if (isFull(viewing, block.uuid)) throw new RigError('STREAM_LIMIT', `Three pictures of "${block.name}" are open.`)
  const stream = env.random(8)
  return [...openStream(viewing, stream, { intercom: block.uuid, by }), opened(request, stream)]
}

export function streamOpened(request: number, result: TrustResult): Effect[] {
  if (!result.ok) return [{ type: 'control-reply', request, reply: result }]
  const { value } = result
  if (value.type === 'stream') return [opened(request, value.stream)]
  const reply = { ok: false, code: 'FRAME_MALFORMED', message: 'the peer answered something else' } as const
  return [{ type: 'control-reply', request, reply }]
}

/** A client of the public API wants to see once who is at another unit's door; `lookAnswered` tells it. */
export function look(
  step: IntercomStep & { readonly by: Uuid },
  { host: to, intercom }: IntercomReference,
  asker: Asker,
): Effect[] {
  return ask(step, { to, then: { type: 'look', asker } }, { type: 'open-stream', intercom, by: step.by })
}

/** The look is over at once: there is nothing to see yet. */
export function lookAnswered(step: IntercomStep, from: Serial, asker: Asker, result: TrustResult): Effect[] {
  if (!result.ok) return [lookRefused(asker, result)]
  const { value } = result
  const over = { to: from, then: { type: 'look-over' } } as const
  const close = value.type === 'stream' ? ask(step, over, { type: 'close-stream', stream: value.stream }) : []
  return [...close, lookRefused(asker, { code: 'NOT_FOUND', message: 'no picture was taken' })]
}

export function lookRefused(
  asker: Asker,
  { code, message }: { readonly code: string; readonly message: string },
): Effect {
  return { type: 'api-reply', ...asker, reply: { code: LOOK_CODES[code] ?? 500, value: `${code}: ${message}` } }
}

/** Codes of the public API (docs/miniserver-protocol.md §1.5). */
const LOOK_CODES: Readonly<Record<string, number>> = {
  AV_NOT_ACTIVATED: 403,
  FORBIDDEN: 403,
  NOT_A_MEMBER: 403,
  NOT_FOUND: 404,
  STREAM_LIMIT: 503,
  CONNECTION_FAILED: 504,
}

/** Whoever looked looks no more. An id that is not open any more is closed already. */
export function leaveIntercom(viewing: Viewing, block: IntercomBlock, stream: string): Effect[] {
  const { state, request, by } = viewing
  if (block.kind === 'intercom-reference') {
    return ask(viewing, { to: block.host, then: { type: 'close-stream', request } }, { type: 'close-stream', stream })
  }
  const isOwn = state.intercoms.streams.get(stream)
  const closed = isOwn?.member === undefined && isOwn?.by === by ? closeStream(viewing, stream) : []
  return [...closed, { type: 'control-reply', request, reply: { ok: true, value: {} } }]
}

export function streamLeft(request: number, result: TrustResult): Effect[] {
  return [{ type: 'control-reply', request, reply: result.ok ? { ok: true, value: {} } : result }]
}

/** Of a member: it closes what it opened itself. */
export function closeAsked(call: Call, stream: string): Effect[] {
  const { state, from } = call
  const closed = isOf(state.intercoms.streams.get(stream)?.member, from) ? closeStream(call, stream) : []
  return [...closed, answer(call, { type: 'done' })]
}

function opened(request: number, stream: string): Effect {
  return { type: 'control-reply', request, reply: { ok: true, value: { stream } } }
}

const isOf = (member: Serial | undefined, from: Serial): boolean => member === from
