import { z } from 'zod'
import type { Program, User } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { originOf, originOutput, typedName } from './owners.ts'

const names = z.array(z.string())

/** A user without secrets: of credentials the names, of passwords that there is one. */
export const userOutput = z.strictObject({
  user: z.string().describe('As it is typed: `Anna`, `Anna@Office`'),
  uuid: z.string(),
  origin: originOutput.optional(),
  groups: names,
  tags: names,
  ibuttons: names,
  password: z.enum(['SHA1', 'SHA256']).optional().describe('How the password is kept; absent without one'),
  status: z.strictObject({
    state: z.enum(['enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan']),
    validFrom: z.string().optional(),
    validUntil: z.string().optional(),
    onExpiry: z.enum(['deactivate', 'delete']).optional(),
  }),
  disabledHere: z.boolean().optional().describe('A user of another Miniserver that is switched off here'),
})

export function shownUser(file: RigFile, program: Program, user: User): z.output<typeof userOutput> {
  const { uuid, groups, tags, ibuttons, password, status, disabledHere } = user
  return {
    user: typedName(file, program, user),
    uuid,
    ...originOf(file, program, user),
    groups: groups.map((group) => groupName(file, program, group)),
    tags: tags.map(({ name }) => name),
    ibuttons: ibuttons.map(({ name }) => name),
    ...(password !== undefined && { password: password.alg }),
    status: shownStatus(status),
    ...(disabledHere !== undefined && { disabledHere }),
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
