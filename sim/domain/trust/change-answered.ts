import { RigError } from '../errors.ts'
import { apiRefusal, userAnswer } from '../miniserver/api/asked-answer.ts'
import { changeProgram } from '../miniserver/change-program.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import type { AskedBy } from './asked-by.ts'
import type { FeedPosition } from './membership.ts'
import type { TrustResult } from './message.ts'
import type { Call } from './request.ts'
import { originPosition, type TrustState } from './state.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** How long who asked waits for the origin's page, after the origin has carried it out [P]. */
const PAGE_MAX_MS = 2_000

/** A change that somebody here asked an origin for. */
interface AskedFor {
  readonly to: Serial
  readonly id: string
  readonly by: AskedBy
}

/**
 * The origin has carried out a change that somebody here asked for, or refuses it. Who asked is told at once where it is refused;
 * otherwise when the page with it is here, so that who looks then finds it.
 */
export function changeAnswered(step: Step, { to, id, by }: AskedFor, result: TrustResult): Effect[] {
  if (!result.ok) return [refused(by, result.code, result.message)]
  if (result.value.type !== 'changed') return [refused(by, 'FRAME_MALFORMED', 'the origin answered something else')]
  const { codeIsShared, position } = result.value
  if (position === undefined || isHere(step.state, to, position)) return carriedOut(step, by, codeIsShared)
  step.state.trust.requests.set(id, { to, then: { type: 'change-user', by, held: { codeIsShared, position } } })
  return [{ type: 'set-timer', timer: `trust/request/${id}`, atMonotonicMs: step.at.monotonicMs + PAGE_MAX_MS }]
}

/**
 * What was held back until a page of this origin is here, and now is. `answers` go out before anything else that the page sets off:
 * it may close the sockets they go to; `edits` after it, since they build on it.
 */
export function changesArrived(step: Step, origin: Serial): { answers: Effect[]; edits: Effect[] } {
  const arrived: { readonly id: string; readonly by: AskedBy }[] = []
  for (const [id, { to, then }] of step.state.trust.requests) {
    if (to !== origin || then.type !== 'change-user' || then.held === undefined) continue
    if (isHere(step.state, origin, then.held.position)) arrived.push({ id, by: then.by })
  }
  if (arrived.length === 0) return NOTHING_ARRIVED
  const goOn = (all: typeof arrived) => all.flatMap(({ id }) => pageMissed(step, id))
  return {
    answers: goOn(arrived.filter(({ by }) => by.rest.length === 0)),
    edits: goOn(arrived.filter(({ by }) => by.rest.length > 0)),
  }
}

const NOTHING_ARRIVED = { answers: [], edits: [] }

/** Whether the origin has carried out the change that was asked for with this id, and only its page is waited for. */
export function isHeld({ trust }: MiniserverState, id: string): boolean {
  return heldChange(trust, id) !== undefined
}

/** Goes on with a change that was held back, whether its page is here or not; with others nothing. */
export function pageMissed(step: Step, id: string): Effect[] {
  const { trust } = step.state
  const then = heldChange(trust, id)
  if (then === undefined) return []
  trust.requests.delete(id)
  return [{ type: 'cancel-timer', timer: `trust/request/${id}` }, ...carriedOut(step, then.by, then.codeIsShared)]
}

function heldChange({ requests }: TrustState, id: string) {
  const then = requests.get(id)?.then
  return then?.type === 'change-user' && then.held !== undefined ? { by: then.by, ...then.held } : undefined
}

function isHere({ trust }: MiniserverState, origin: Serial, { epoch, seq }: FeedPosition): boolean {
  const present = originPosition(trust, origin)
  return present !== undefined && (present.epoch > epoch || (present.epoch === epoch && present.seq >= seq))
}

function carriedOut(step: Step, by: AskedBy, codeIsShared: boolean): Effect[] {
  if (by.rest.length === 0) return succeeded(step, by, codeIsShared, step.state.program.rev)
  try {
    const editor = editorOf(step.state, by)
    return changeProgram({ ...step, editor }, by.rest, (rev) => succeeded(step, by, codeIsShared, rev))
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return [refused(by, error.code, error.message)]
  }
}

/** 504: the origin could not be asked, or has not said in time what came of it (§3.3.7, C26, C28). Nothing changes here. */
export function originUnreachable(by: AskedBy, reason: string): Effect[] {
  return [
    refused(
      by,
      'CONNECTION_FAILED',
      `The Miniserver this user belongs to has not confirmed the change (${reason}); trying again is safe.`,
    ),
  ]
}

/** Throws FORBIDDEN where whoever asked is gone meanwhile. */
export function editorOf({ program }: MiniserverState, { editor: { user: uuid, scope } }: Pick<AskedBy, 'editor'>) {
  const user = program.users.get(uuid)
  if (user === undefined) throw new RigError('FORBIDDEN', 'Whoever asked for it is gone.')
  return { user, scope }
}

function succeeded(step: Step, by: AskedBy, codeIsShared: boolean, rev: number): Effect[] {
  if (by.via === 'api') return userAnswer(step, by, codeIsShared)
  return [{ type: 'control-reply', request: by.request, reply: { ok: true, value: { rev } } }]
}

function refused(by: AskedBy, code: string, message: string): Effect {
  if (by.via === 'api') return apiRefusal(by, code, message)
  return { type: 'control-reply', request: by.request, reply: { ok: false, code, message } }
}
