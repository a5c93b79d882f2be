import { RigError } from '../errors.ts'
import { changeProgram } from '../miniserver/change-program.ts'
import type { Effect } from '../miniserver/effect.ts'
import { isAdministratorAnywhere } from '../program/administrators.ts'
import type { Serial } from '../program/names.ts'
import type { User } from '../program/program.ts'
import { inOneBatch } from './apply.ts'
import { changeAskedFor, isOfSecrets } from './asked-change.ts'
import { mayShare } from './guard.ts'
import type { TrustMessage } from './message.ts'
import { carriedOutRecord } from './records.ts'
import { answer, type Call, refuse } from './request.ts'
import type { CarriedOut, TrustState } from './state.ts'

type ChangeUser = Extract<TrustMessage, { type: 'change-user' }>

/** Requests remembered per consumer, so that one which comes again is answered as before and not carried out again [P]. */
const REMEMBERED_MAX = 32

/**
 * A consumer asks for a change of a user of this unit (§3.3.7): one after the other, in the order in which they come (C28). Answered
 * once it is durable, before the consumers are sent the change.
 */
export function changeUserAsked(call: Call, message: ChangeUser): Effect[] {
  const { state, from, id } = call
  const before = state.trust.carriedOut.get(from)?.find((each) => each.id === id)
  // Behind whatever is on its way to the store.
  if (before !== undefined) return [{ type: 'commit', records: [], then: [told(call, before)] }]
  try {
    return carryOutFor(call, ownUser(call, message), message)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    const refused = { id, codeIsShared: false, code: error.code, message: error.message }
    return [{ type: 'commit', records: [remembered(state.trust, from, refused)], then: [told(call, refused)] }]
  }
}

/** Throws FORBIDDEN, and NOT_FOUND for whoever is not this unit's own user. */
function ownUser(call: Call, { uuid, isOwn, change }: ChangeUser): User {
  const { state, from } = call
  const { name } = state.identity
  if (!mayShare(call)) throw new RigError('FORBIDDEN', `${from} has no User Management right at ${name}`)
  const user = state.program.users.get(uuid)
  if (user === undefined || user.origin !== undefined) throw new RigError('NOT_FOUND', `${uuid} is no user of ${name}`)
  // §3.4.6: whoever manages users somewhere else administers nothing here.
  if (!(isOwn && isOfSecrets(change)) && isAdministratorAnywhere(state.program, user)) {
    throw new RigError('FORBIDDEN', `"${user.name}" administers ${name}, and is changed there.`)
  }
  return user
}

function carryOutFor(call: Call, user: User, message: ChangeUser): Effect[] {
  const { state, from, id } = call
  const change = changeAskedFor(user, message.change)
  const { codeDigest } = change
  const codeIsShared = codeDigest !== undefined && isHeldByOther(call, user, codeDigest)
  const carriedOut = { id, codeIsShared }
  const effects =
    Object.keys(change).length === 0
      ? [{ type: 'commit', records: [], then: [told(call, carriedOut)] } as const]
      : changeProgram(call, [{ type: 'edit-user', uuid: user.uuid, change }], () => [told(call, carriedOut)])
  return inOneBatch([remembered(state.trust, from, carriedOut)], effects)
}

function isHeldByOther({ state: { access } }: Call, { uuid }: User, digest: string): boolean {
  const holders = [digest].flatMap((each) => access.candidates.code.get(each) ?? [])
  return holders.some((holder) => holder !== access.users.get(uuid)?.number)
}

function remembered(trust: TrustState, from: Serial, one: CarriedOut) {
  const all = [...(trust.carriedOut.get(from) ?? []), one].slice(-REMEMBERED_MAX)
  trust.carriedOut.set(from, all)
  return carriedOutRecord(from, all)
}

function told(call: Call, { codeIsShared, code, message = '' }: CarriedOut): Effect {
  if (code !== undefined) return refuse(call, code, message)
  const position = call.state.trust.consumers.get(call.from)?.position
  return answer(call, { type: 'changed', codeIsShared, ...(position !== undefined && { position }) })
}
