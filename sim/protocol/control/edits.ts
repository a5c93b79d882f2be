import { z } from 'zod'
import type { ProgramEdit, UserChange } from '../../domain/program/edit.ts'
import { group, membership, schedule, setting, trustImport, user } from './entries.ts'
import {
  calendarChange,
  calendarEntry,
  controlChange,
  deviceAuthorisation,
  intercomReference,
  rule,
  ruleChange,
  trustedIo,
  trustedIoReference,
  wire,
} from './house-entries.ts'
import { logicBlock } from './logic-entries.ts'
import { removable } from './removable.ts'
import { name, object, principal, scope, serial, text, uuid, wholeNumber } from './words.ts'

/** Fields of a user to be changed. `null` takes an optional one away: JSON has no `undefined`. */
const userChange = z.strictObject({
  ...user.omit({ uuid: true, origin: true }).partial().shape,
  uniqueUserId: removable(user.shape.uniqueUserId.unwrap()),
  password: removable(user.shape.password.unwrap()),
  visuPassword: removable(user.shape.visuPassword.unwrap()),
  codeDigest: removable(user.shape.codeDigest.unwrap()),
  disabledHere: removable(user.shape.disabledHere.unwrap()),
}) satisfies z.ZodType<UserChange>

const scopes = z.array(scope).min(1).max(3)
const effect = z.enum(['allow', 'deny'])
const inGroup = { principal, group: uuid }
const scheduleChange = schedule.omit({ uuid: true, builtIn: true })

const serials = z.array(serial).max(1000)
const arrangement = z.strictObject({
  members: serials.describe('In no group; who is not named at all comes behind them'),
  groups: z.array(z.strictObject({ name, members: serials })).max(1000),
})

/** One change of a program (sim/domain/program/edit.ts). */
export const programEdit = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('add-user'), user }),
  z.strictObject({ type: z.literal('edit-user'), uuid, change: userChange }),
  z.strictObject({ type: z.literal('delete-user'), uuid }),
  z.strictObject({ type: z.literal('add-group'), group }),
  z.strictObject({ type: z.literal('edit-group'), uuid, change: z.strictObject({ name }) }),
  z.strictObject({ type: z.literal('delete-group'), uuid }),
  z.strictObject({ type: z.literal('assign-to-group'), ...inGroup }),
  z.strictObject({ type: z.literal('remove-from-group'), ...inGroup }),
  z.strictObject({
    type: z.literal('assign'),
    principal,
    object,
    scopes,
    effect,
    schedule: uuid.exactOptional().describe('Access schedule; only for an allow of a door'),
  }),
  z.strictObject({ type: z.literal('revoke'), principal, object, scopes }),
  z.strictObject({
    type: z.literal('set-members'),
    group: uuid,
    members: z.array(principal).max(10_000).describe('Who is in the group itself from now on'),
  }),
  z.strictObject({
    type: z.literal('set-permissions'),
    object,
    permissions: z
      .array(z.strictObject({ principal, scopes, effect, schedule: uuid.exactOptional() }))
      .max(10_000)
      .describe('All that is assigned to the object itself from now on'),
  }),
  z.strictObject({ type: z.literal('edit-setting'), setting }),
  z.strictObject({
    type: z.literal('set-logic'),
    block: logicBlock,
    wires: z.array(wire).max(1000).exactOptional().describe('All that lead from or to it; left out, it keeps its own'),
  }),
  z.strictObject({ type: z.literal('delete-logic'), uuid }),
  z.strictObject({ type: z.literal('add-io'), io: trustedIo }),
  z.strictObject({
    type: z.literal('add-io-reference'),
    reference: z.discriminatedUnion('kind', [trustedIoReference, intercomReference]),
    wires: z.array(wire).max(1000).exactOptional().describe('To and from it, drawn with it'),
  }),
  z.strictObject({ type: z.literal('delete-io'), uuid }),
  z.strictObject({ type: z.literal('add-schedule'), schedule }),
  z.strictObject({
    type: z.literal('edit-schedule'),
    uuid,
    change: z.strictObject({
      name: scheduleChange.shape.name.exactOptional(),
      modes: scheduleChange.shape.modes.exactOptional(),
      entries: scheduleChange.shape.entries.exactOptional(),
    }),
  }),
  z.strictObject({ type: z.literal('delete-schedule'), uuid }),
  z.strictObject({ type: z.literal('edit-control'), uuid, change: controlChange }),
  z.strictObject({ type: z.literal('add-device-authorisation'), authorisation: deviceAuthorisation }),
  z.strictObject({ type: z.literal('edit-device-authorisation'), authorisation: deviceAuthorisation }),
  z.strictObject({ type: z.literal('delete-device-authorisation'), uuid }),
  z.strictObject({ type: z.literal('add-calendar-entry'), entry: calendarEntry }),
  z.strictObject({ type: z.literal('edit-calendar-entry'), uuid, change: calendarChange }),
  z.strictObject({ type: z.literal('delete-calendar-entry'), uuid }),
  z.strictObject({ type: z.literal('add-rule'), rule }),
  z.strictObject({ type: z.literal('edit-rule'), uuid, change: ruleChange }),
  z.strictObject({ type: z.literal('delete-rule'), uuid }),
  z.strictObject({ type: z.literal('create-trust'), trust: membership }),
  z.strictObject({ type: z.literal('add-member'), trustUuid: uuid, serial }),
  z.strictObject({ type: z.literal('remove-member'), trustUuid: uuid, serial }),
  z.strictObject({ type: z.literal('leave-trust'), trustUuid: uuid }),
  z.strictObject({ type: z.literal('dissolve-trust'), trustUuid: uuid }),
  z.strictObject({ type: z.literal('arrange-members'), trustUuid: uuid, arrangement }),
  z.strictObject({ type: z.literal('note-key'), trustUuid: uuid, generation: wholeNumber, secretHash: text }),
  z.strictObject({ type: z.literal('take-over-user'), uuid }),
  z.strictObject({ type: z.literal('add-import'), entry: trustImport, name: name.exactOptional() }),
  z.strictObject({ type: z.literal('remove-import'), entry: trustImport }),
]) satisfies z.ZodType<ProgramEdit>
