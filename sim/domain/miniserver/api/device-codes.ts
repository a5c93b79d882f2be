import { DEVICE_CODE_TYPES, type DeviceCode } from '../../program/device-authorisation.ts'
import type { ProgramEdit } from '../../program/edit.ts'
import type { Uuid } from '../../program/names.ts'
import type { AuthenticationNfcCodeTouch, Program, User } from '../../program/program.ts'
import { objectUuid } from '../../program/uuid.ts'
import { codeDigest, digestsOfCode } from '../code-digests.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import type { DeviceCodeCommand, DeviceCodeFields } from './device-code-command.ts'
import { done, editAs, type Managing, managed, mustHaveRight } from './manage.ts'

/**
 * Shows and changes the codes of a keypad (docs/miniserver-protocol.md §2.4), for whoever may manage users. 409 where a user, or
 * another code of that keypad, has the digits; 500 where there is no such code. A change moves the keypad's state `codeDate`.
 */
export function deviceCodes(
  context: ApiContext,
  block: AuthenticationNfcCodeTouch,
  command: DeviceCodeCommand,
  user: User,
): Effect[] {
  return managed(context, user, (managing) => {
    mustHaveRight(managing, 'UserManagement')
    const codes = codesOf(managing.state.program, block.reader)
    if (command.type === 'list') return [reply(managing, 200, codes.map(codeJson))]
    if (command.type === 'create') return create(managing, block, command.fields)
    const code = codes.find(({ uuid }) => uuid === command.uuid)
    if (code === undefined) return [reply(managing, 500, UNKNOWN)]
    if (command.type === 'delete') return edit(managing, { type: 'delete-device-authorisation', uuid: code.uuid })
    if (command.type === 'update') return update(managing, { ...code, isActive: command.isActive }, command.fields)
    return put(managing, { ...armed(code), isActive: command.type === 'activate' })
  })
}

/** As hardware says it. */
const UNKNOWN = 'uuid could not be read: '
const TAKEN = 'code already in use'

function create(
  context: Managing,
  block: AuthenticationNfcCodeTouch,
  { digits = '', ...fields }: DeviceCodeFields,
): Effect[] {
  const others = codesOf(context.state.program, block.reader)
  if (isTaken(context, others, digits)) return [reply(context, 409, TAKEN)]
  const { env, state } = context
  const uuid = objectUuid(env.hash, state.identity.serial, 'device code', fields.name, env.random(8))
  const isActive = fields.type !== 'deactivated'
  const authorisation: DeviceCode = {
    ...{ kind: 'code', uuid, reader: block.reader, isActive },
    ...fields,
    ...digestOf(context, digits),
  }
  return edit(context, { type: 'add-device-authorisation', authorisation }, uuid)
}

function update(
  context: Managing,
  { uuid, isActive, digest, reader }: DeviceCode,
  { digits, ...fields }: DeviceCodeFields,
): Effect[] {
  const others = codesOf(context.state.program, reader).filter((code) => code.uuid !== uuid)
  if (digits !== undefined && isTaken(context, others, digits)) return [reply(context, 409, TAKEN)]
  const kept = digest === undefined ? {} : { digest }
  const known = digits === undefined ? kept : digestOf(context, digits)
  return put(context, { kind: 'code', uuid, reader, isActive, ...fields, ...known })
}

function put(context: Managing, authorisation: DeviceCode): Effect[] {
  return edit(context, { type: 'edit-device-authorisation', authorisation })
}

function edit(context: Managing, change: ProgramEdit, value?: Uuid): Effect[] {
  return editAs(context, [change], () => [value === undefined ? done(context) : reply(context, 200, value)])
}

/** Under the key of whatever origin: a user's code would be found first at the keypad, so the two must differ. */
function isTaken({ state, env }: Managing, codes: readonly DeviceCode[], digits: string): boolean {
  if (digits === '') return false
  return digestsOfCode(state, env, digits).some(
    (digest) => state.access.candidates.code.has(digest) || codes.some((code) => code.digest === digest),
  )
}

function digestOf({ state, env }: Managing, digits: string): Pick<DeviceCode, 'digest'> {
  const digest = digits === '' ? undefined : codeDigest(state, env, state.identity.serial, digits)
  return digest === undefined ? {} : { digest }
}

/** A one-time code may open once more: clients arm it for each use. */
function armed({ isUsedUp: _used, ...code }: DeviceCode): DeviceCode {
  return code
}

function codesOf({ deviceAuthorisations }: Program, reader: string): DeviceCode[] {
  return [...deviceAuthorisations.values()].flatMap((each) =>
    each.kind === 'code' && each.reader === reader ? [each] : [],
  )
}

/** Never the digits, and not their digest either. A one-time code that was used is no longer active. */
function codeJson(code: DeviceCode) {
  const { uuid, name, isActive, type, outputs, standardOutput, fromMs, toMs, digest, isUsedUp } = code
  return {
    ...{ uuid, name, isActive: isActive && isUsedUp !== true, isEmpty: digest === undefined },
    ...{ type: DEVICE_CODE_TYPES.indexOf(type), outputs, standardOutput },
    ...(fromMs !== undefined && { timeFrom: fromMs / 1000 }),
    ...(toMs !== undefined && { timeTo: toMs / 1000 }),
  }
}
