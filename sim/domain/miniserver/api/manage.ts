import { checkMayEdit, checkMayView, type Editor, hasRight } from '../../access/roles.ts'
import { RigError, type RigErrorCode } from '../../errors.ts'
import { draftOf } from '../../program/draft.ts'
import { applyEdit, type ProgramEdit } from '../../program/edit.ts'
import type { SystemRight } from '../../program/names.ts'
import type { User } from '../../program/program.ts'
import type { ApiCommand } from '../api-command.ts'
import { changeProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { countOverreach, isLockedOut } from './overreach.ts'

/** A request that needs rights beyond using the App, and whose it is. */
export interface Managing extends ApiContext {
  readonly user: User
}

export type ManagingHandler<Type extends ApiCommand['type']> = (
  context: Managing,
  command: Extract<ApiCommand, { type: Type }>,
) => Effect[]

/**
 * Answers a request of somebody who manages users or operating times. What is refused is answered with a code and a sentence:
 * 403 without the right (counted, and from the fifth on 429), for the last administrator, and for what belongs to others; 504 for
 * what only another Miniserver can do, and has not; 404 for what is not there; 400 for what breaks a rule (docs/miniserver-protocol.md §1.5).
 */
export function managing<Type extends ApiCommand['type']>(handler: ManagingHandler<Type>) {
  return (context: ApiContext, command: Extract<ApiCommand, { type: Type }>, user: User): Effect[] =>
    managed(context, user, (own) => handler(own, command))
}

/** The same for one request. */
export function managed(context: ApiContext, user: User, answer: (context: Managing) => Effect[]): Effect[] {
  if (isLockedOut(context, user)) return [reply(context, 429, 'too many requests without sufficient rights')]
  try {
    return answer({ ...context, user })
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    const { code, value } = refusal(error.code, error.message)
    return [reply(context, code, value)]
  }
}

/** Throws FORBIDDEN, and counts it, unless the caller has the right in the scope of the connection. */
export function mustHaveRight(context: Managing, right: SystemRight): void {
  const { state, session, user } = context
  if (hasRight(state.program, user, right, session.scope)) return
  countOverreach(context, user)
  throw new RigError('FORBIDDEN', `"${user.name}" lacks the right ${right} here.`)
}

/** The same for looking at a user: administrators are administrators' to see (§3.4.6). */
export function mustSee(context: Managing, viewed: User): void {
  const { state } = context
  counted(context, () => checkMayView(state.program, editorOf(context), `user:${viewed.uuid}`))
}

/** Throws, and counts it, unless the caller may make all of these edits, one after the other. */
export function mustEdit(context: Managing, edits: readonly ProgramEdit[]): void {
  const { state } = context
  const draft = edits.length > 1 ? draftOf(state.program) : state.program
  for (const edit of edits) {
    counted(context, () => checkMayEdit(draft, editorOf(context), edit))
    if (draft !== state.program) applyEdit(draft, edit, state.identity)
  }
}

/** Edits the running program as the caller, if the caller may; the answer goes out once that is durable. */
export function editAs(context: Managing, edits: readonly ProgramEdit[], answer: () => readonly Effect[]): Effect[] {
  mustEdit(context, edits)
  return changeProgram(context, edits, answer)
}

/** How a refusal is answered. Codes that no request is refused with are those of a failure inside. */
export function refusal(code: string, message: string) {
  const known = code as RigErrorCode
  return { code: CODES[known] ?? 500, value: SENTENCES[known] ?? message } as const
}

/** What succeeded without anything to tell (P-121). */
export function done(context: ApiContext, code = 200): Effect {
  return reply(context, code, '')
}

/** The caller, and the scope of the connection. */
export function editorOf({ user, session }: Managing): Editor {
  return { user, scope: session.scope }
}

const CODES: { readonly [Code in RigErrorCode]?: number } = {
  NOT_FOUND: 404,
  NAME_TAKEN: 400,
  INVALID: 400,
  FORBIDDEN: 403,
  LAST_ADMINISTRATOR: 403,
  CODE_IN_USE: 409,
  CONNECTION_FAILED: 504,
  NOT_A_MEMBER: 504,
}

/** As the vendor words it. */
const SENTENCES: { readonly [Code in RigErrorCode]?: string } = {
  LAST_ADMINISTRATOR: 'delete of last admin not allowed',
}

/** Counts what the caller may not. */
export function counted(context: Managing, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (error instanceof RigError && error.code === 'FORBIDDEN') countOverreach(context, context.user)
    throw error
  }
}
