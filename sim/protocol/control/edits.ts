import { z } from 'zod'
import type { ProgramEdit, UserChange } from '../../domain/program/edit.ts'
import { group, membership, schedule, trustImport, user } from './entries.ts'
import { name, object, principal, scope, serial, text, uuid, wholeNumber } from './words.ts'

const removable = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullable()
    .transform((value) => value ?? undefined)
    .exactOptional()

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
const inGroup = { principal, group: uuid }
const scheduleChange = schedule.omit({ uuid: true, builtIn: true })

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
    effect: z.enum(['allow', 'deny']),
    schedule: uuid.exactOptional().describe('Access schedule; only for an allow of a door'),
  }),
  z.strictObject({ type: z.literal('revoke'), principal, object, scopes }),
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
  z.strictObject({ type: z.literal('create-trust'), trust: membership }),
  z.strictObject({ type: z.literal('add-member'), trustUuid: uuid, serial }),
  z.strictObject({ type: z.literal('note-key'), trustUuid: uuid, generation: wholeNumber, secretHash: text }),
  z.strictObject({ type: z.literal('add-import'), entry: trustImport, name: name.exactOptional() }),
  z.strictObject({ type: z.literal('remove-import'), entry: trustImport }),
]) satisfies z.ZodType<ProgramEdit>
