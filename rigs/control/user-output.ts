import { z } from 'zod'
import { PROFILE_FIELDS } from '../../sim/domain/program/profile.ts'
import type { Program, User } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { kindOf, originOf, originOutput, typedName } from './owners.ts'

const names = z.array(z.string())

/** A user without secrets: of credentials the names, of passwords that there is one. */
export const userOutput = z.strictObject({
  user: z.string().describe('As it is typed: `Anna`, `Anna@Office`'),
  kind: z.enum(['user', 'trustUser']).describe('`trustUser`: one of another Miniserver'),
  uuid: z.string(),
  origin: originOutput.optional(),
  groups: names,
  tags: names,
  ibuttons: names,
  externalIds: names,
  code: z.literal(true).optional().describe('There is an access code'),
  password: z.enum(['SHA1', 'SHA256']).optional().describe('How the password is kept; absent without one'),
  passwordScore: z.literal([0, 1, 2, 3]).optional().describe('How strong the password is, where that was judged'),
  visuPassword: z.literal(true).optional().describe('There is a User Interface Password'),
  uniqueUserId: z.string().optional().describe('User ID; travels with a shared user'),
  nfcCodeTouchId: z.string().optional().describe('NFC Code Touch ID; stays at this site'),
  profile: z.partialRecord(z.enum(PROFILE_FIELDS), z.string()),
  status: z.strictObject({
    state: z.enum(['enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan']),
    validFrom: z.string().optional(),
    validUntil: z.string().optional(),
    onExpiry: z.enum(['deactivate', 'delete']).optional(),
  }),
  disabledHere: z.boolean().optional().describe('A user of another Miniserver that is switched off here'),
})

export function shownUser(file: RigFile, program: Program, user: User): z.output<typeof userOutput> {
  const { uuid, groups, tags, ibuttons, externalIds, status, disabledHere } = user
  return {
    user: typedName(file, program, user),
    kind: kindOf('user', user),
    uuid,
    ...originOf(file, program, user),
    groups: groups.map((group) => groupName(file, program, group)),
    tags: tags.map(({ name }) => name),
    ibuttons: ibuttons.map(({ name }) => name),
    externalIds: externalIds.map(({ name }) => name),
    ...shownSecrets(user),
    ...shownIds(user),
    profile: user.profile,
    status: shownStatus(status),
    ...(disabledHere !== undefined && { disabledHere }),
  }
}

function shownSecrets({ password, visuPassword, codeDigest }: User) {
  return {
    ...(codeDigest !== undefined && { code: true as const }),
    ...(password !== undefined && { password: password.alg }),
    ...(password?.score !== undefined && { passwordScore: password.score }),
    ...(visuPassword !== undefined && { visuPassword: true as const }),
  }
}

function shownIds({ uniqueUserId, nfcCodeTouchId }: User) {
  return {
    ...(uniqueUserId !== undefined && { uniqueUserId }),
    ...(nfcCodeTouchId !== '' && { nfcCodeTouchId }),
  }
}

function groupName(file: RigFile, program: Program, uuid: string): string {
  const group = program.groups.get(uuid)
  return group === undefined ? uuid : typedName(file, program, group)
}

function shownStatus({ state, validFromMs, validUntilMs, onExpiry }: User['status']) {
  return {
    state,
    ...(validFromMs !== undefined && { validFrom: new Date(validFromMs).toISOString() }),
    ...(validUntilMs !== undefined && { validUntil: new Date(validUntilMs).toISOString() }),
    ...(onExpiry !== undefined && { onExpiry }),
  }
}
