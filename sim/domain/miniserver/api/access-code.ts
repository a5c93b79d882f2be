import type { ProgramEdit } from '../../program/edit.ts'
import { changeProgram } from '../change-program.ts'
import { codeDigest, digestsOfCode } from '../code-digests.ts'
import { isDeviceCode } from '../device-code.ts'
import { reply } from './context.ts'
import { done, type Managing, type ManagingHandler, mustBeOwn, mustEdit, mustHaveRight } from './manage.ts'

/**
 * `updateuseraccesscode` (§3.6.1): 200 where nobody else has the code, 201 where somebody has, 409 where a device has it and nothing
 * changes. What is no code removes the user's. 400, not 404, where there is no such user.
 */
export const updateAccessCode: ManagingHandler<'update-access-code'> = (context, { user: uuid, code }) => {
  const { state, env } = context
  mustHaveRight(context, uuid === context.user.uuid ? 'ChangeOwnPasswords' : 'UserManagement')
  const user = state.program.users.get(uuid)
  if (user === undefined) return [reply(context, 400, 'user not found')]
  mustBeOwn(context, user)

  const digest = CODE.test(code) ? codeDigest(state, env, state.identity.serial, code) : undefined
  const edit: ProgramEdit = { type: 'edit-user', uuid, change: { codeDigest: digest } }
  mustEdit(context, [edit])
  if (digest !== undefined && isDeviceCode(state, digest)) return [reply(context, 409, 'code in use of a keypad')]
  const isShared = digest !== undefined && isHeldByOther(context, uuid, code)
  return changeProgram(context, [edit], () => [done(context, isShared ? 201 : 200)])
}

/** Leading zeros count, so a code is text. */
const CODE = /^\d{2,8}$/

function isHeldByOther({ state, env }: Managing, uuid: string, code: string): boolean {
  const { candidates, users } = state.access
  const holders = digestsOfCode(state, env, code).flatMap((digest) => candidates.code.get(digest) ?? [])
  return holders.some((holder) => holder !== users.get(uuid)?.number)
}
