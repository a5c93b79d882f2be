import type { AuthenticationNfcCodeTouch, User } from '../../program/program.ts'
import { objectUuid } from '../../program/uuid.ts'
import { codeDigest, digestsOfCode } from '../code-digests.ts'
import { DEVICE_CODE_TYPES, type DeviceCode, keepDeviceCodes } from '../device-code.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import type { DeviceCodeCommand, DeviceCodeFields } from './device-code-command.ts'
import { done, type Managing, managed, mustHaveRight } from './manage.ts'
import { setApiState } from './values.ts'

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
    const codes = managing.state.codes.get(block.uuid) ?? []
    if (command.type === 'list') return [reply(managing, 200, codes.map(codeJson))]
    if (command.type === 'create') return create(managing, block, codes, command.fields)
    const code = codes.find(({ uuid }) => uuid === command.uuid)
    if (code === undefined) return [reply(managing, 500, UNKNOWN)]
    if (command.type === 'delete') return keep(managing, block, without(codes, code))
    if (command.type === 'update')
      return update(managing, block, codes, { ...code, isActive: command.isActive }, command.fields)
    return keep(managing, block, replaced(codes, { ...code, isActive: command.type === 'activate' }))
  })
}

/** As hardware says it. */
const UNKNOWN = 'uuid could not be read: '
const TAKEN = 'code already in use'

function create(
  context: Managing,
  block: AuthenticationNfcCodeTouch,
  codes: readonly DeviceCode[],
  { digits = '', ...fields }: DeviceCodeFields,
): Effect[] {
  if (isTaken(context, codes, digits)) return [reply(context, 409, TAKEN)]
  const { env, state } = context
  const uuid = objectUuid(env.hash, state.identity.serial, 'code', fields.name, env.random(8))
  const code = { ...fields, uuid, isActive: fields.type !== 'deactivated', ...digestOf(context, digits) }
  return keep(context, block, [...codes, code], uuid)
}

function update(
  context: Managing,
  block: AuthenticationNfcCodeTouch,
  codes: readonly DeviceCode[],
  { uuid, isActive, digest }: DeviceCode,
  { digits, ...fields }: DeviceCodeFields,
): Effect[] {
  const others = codes.filter((code) => code.uuid !== uuid)
  if (digits !== undefined && isTaken(context, others, digits)) return [reply(context, 409, TAKEN)]
  const kept = digest === undefined ? {} : { digest }
  const code = { ...fields, uuid, isActive, ...(digits === undefined ? kept : digestOf(context, digits)) }
  return keep(context, block, replaced(codes, code))
}

function keep(
  context: Managing,
  block: AuthenticationNfcCodeTouch,
  codes: readonly DeviceCode[],
  value: string | undefined = undefined,
): Effect[] {
  const { state, at, env } = context
  const records = keepDeviceCodes(state, block.uuid, codes)
  const answer = value === undefined ? done(context) : reply(context, 200, value)
  const changed = setApiState(state, { control: block.uuid, name: 'codeDate', value: at.wallMs }, at, env)
  return [{ type: 'commit', records, then: [answer, ...changed] }]
}

/** A user's code would be found first at the keypad, so the two must differ. */
function isTaken({ state, env }: Managing, codes: readonly DeviceCode[], digits: string): boolean {
  if (digits === '') return false
  const digests = digestsOfCode(state, env, digits)
  return digests.some(
    (digest) => state.access.candidates.code.has(digest) || codes.some((code) => code.digest === digest),
  )
}

function digestOf({ state, env }: Managing, digits: string): Pick<DeviceCode, 'digest'> {
  const digest = digits === '' ? undefined : codeDigest(state, env, state.identity.serial, digits)
  return digest === undefined ? {} : { digest }
}

function replaced(codes: readonly DeviceCode[], code: DeviceCode): readonly DeviceCode[] {
  return codes.map((each) => (each.uuid === code.uuid ? code : each))
}

function without(codes: readonly DeviceCode[], { uuid }: DeviceCode): readonly DeviceCode[] {
  return codes.filter((code) => code.uuid !== uuid)
}

/** Never the digits, and not their digest either. */
function codeJson({ uuid, name, isActive, type, outputs, standardOutput, fromMs, toMs, digest }: DeviceCode) {
  return {
    ...{
      uuid,
      name,
      isActive,
      isEmpty: digest === undefined,
      type: DEVICE_CODE_TYPES.indexOf(type),
      outputs,
      standardOutput,
    },
    ...(fromMs !== undefined && { timeFrom: fromMs / 1000 }),
    ...(toMs !== undefined && { timeTo: toMs / 1000 }),
  }
}
