import { RigError } from '../errors.ts'
import { apiRefusal, userAnswer } from '../miniserver/api/asked-answer.ts'
import { changeProgram } from '../miniserver/change-program.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { AskedBy } from './asked-by.ts'
import type { TrustResult } from './message.ts'
import type { Call } from './request.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** The origin has carried out a change that somebody here asked for, or refuses it: what is left is done, and who asked is told. */
export function changeAnswered(step: Step, by: AskedBy, result: TrustResult): Effect[] {
  if (!result.ok) return [refused(by, result.code, result.message)]
  if (result.value.type !== 'changed') return [refused(by, 'FRAME_MALFORMED', 'the origin answered something else')]
  const { codeIsShared } = result.value
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
    refused(by, 'CONNECTION_FAILED', `The Miniserver this user belongs to has not confirmed the change (${reason}); trying again is safe.`),
  ]
}

function editorOf({ program }: MiniserverState, { editor: { user: uuid, scope } }: AskedBy) {
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
