import { nfcInputsOf } from '../../program/nfc-inputs.ts'
import { codeDigest, digestsOfCode } from '../code-digests.ts'
import { changeUser, mustChange } from './change-user.ts'
import { reply } from './context.ts'
import { type Managing, type ManagingHandler, mustHaveRight } from './manage.ts'

/**
 * `updateuseraccesscode` (§3.6.1): 200 where nobody else has the code, 201 where somebody has, 409 where a device has it and nothing
 * changes. What is no code removes the user's. 400, not 404, where there is no such user. The digits never leave this unit: of a user of
 * another one the digest under that one's key does.
 */
export const updateAccessCode: ManagingHandler<'update-access-code'> = (context, { user: uuid, code }) => {
  const { state, env } = context
  mustHaveRight(context, uuid === context.user.uuid ? 'ChangeOwnPasswords' : 'UserManagement')
  const user = state.program.users.get(uuid)
  if (user === undefined) return [reply(context, 400, 'user not found')]

  const digest = CODE.test(code) ? codeDigest(state, env, user.origin ?? state.identity.serial, code) : undefined
  const edit = { user, change: { codeDigest: digest } }
  mustChange(context, edit)
  if (digest !== undefined && isCodeOfKeypad(context, code)) return [reply(context, 409, 'code in use of a keypad')]
  return changeUser(context, { ...edit, codeIsShared: digest !== undefined && isHeldByOther(context, uuid, code) })
}

/** Leading zeros count, so a code is text. */
const CODE = /^\d{2,8}$/

/** Codes of keypads, input codes too, are under this unit's own key, whoever's user is about to have the same. */
function isCodeOfKeypad({ state, env }: Managing, code: string): boolean {
  const digests = digestsOfCode(state, env, code)
  const authorisations = [...state.program.deviceAuthorisations.values()]
  return (
    authorisations.some((each) => each.kind === 'code' && digests.includes(each.digest ?? '')) ||
    nfcInputsOf(state.program).some((input) => input.kind === 'nfc-code-input' && digests.includes(input.digest ?? ''))
  )
}

function isHeldByOther({ state, env }: Managing, uuid: string, code: string): boolean {
  const { candidates, users } = state.access
  const holders = digestsOfCode(state, env, code).flatMap((digest) => candidates.code.get(digest) ?? [])
  return holders.some((holder) => holder !== users.get(uuid)?.number)
}
