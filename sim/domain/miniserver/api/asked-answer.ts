import type { User } from '../../program/program.ts'
import type { AskedBy } from '../../trust/asked-by.ts'
import { changeAskedFor } from '../../trust/asked-change.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { refusal } from './manage.ts'
import { neverSeen } from './never-seen.ts'
import type { Asker } from './trust-json.ts'
import { userJson } from './user-json.ts'

type AskedByClient = Extract<AskedBy, { via: 'api' }>

/** What a client is told when the origin of a user has changed it. Who is gone meanwhile is told nothing. */
export function userAnswer(
  step: Pick<ApiContext, 'state' | 'at' | 'env'>,
  by: AskedByClient,
  codeIsShared: boolean,
): Effect[] {
  const { api, program } = step.state
  const session = api.sessions.get(by.session)
  const changed = program.users.get(by.user)
  const notices = by.tagIsNew === true && changed !== undefined ? [neverSeen(changed)] : []
  const caller = program.users.get(by.editor.user)
  if (session === undefined || caller === undefined) return notices
  const context = { ...step, session, request: by.request, user: caller }
  if (by.shows !== undefined && changed !== undefined) {
    // The origin's feed is on its way.
    const user = { ...changed, ...changeAskedFor(changed, by.shows) } as User
    return [reply(context, 200, userJson(context, user)), ...notices]
  }
  return [reply(context, codeIsShared || by.codeIsShared === true ? 201 : 200, ''), ...notices]
}

export function apiRefusal({ session, request }: Asker, code: string, message: string): Effect {
  return { type: 'api-reply', session, request, reply: refusal(code, message) }
}
