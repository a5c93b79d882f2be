import { z } from 'zod'
import type { OwnPermission } from '../../sim/domain/access/own-permissions.ts'
import { type PermissionRow, permissionTabs } from '../../sim/domain/access/permission-tabs.ts'
import type { PrincipalKey } from '../../sim/domain/program/names.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { programNames } from './program-names.ts'

const effect = z.enum(['allow', 'deny', 'not-configured'])

/** What is assigned itself, in each scope the object has. */
export const permissionRow = z.strictObject({
  object: z.string(),
  internal: effect.optional(),
  external: effect.optional(),
  physical: effect.optional().describe('Of doors and Intercoms, which have no scope'),
  schedule: z.string().optional().describe('Access schedule of a door; Always when absent'),
})

export const tabOutput = z.strictObject({
  tab: z.enum(['Rights', 'Rooms', 'Categories', 'Functions', 'Trusted IO', 'Access', 'Devices']),
  permissions: z.array(permissionRow),
})

/** The tabs that "Manage Permissions" has of a principal: Access and Devices only where they are shown (R103, R114). */
export function principalTabs(
  file: RigFile,
  site: string,
  program: Program,
  principal: PrincipalKey,
): z.output<typeof tabOutput>[] {
  const names = programNames(file, program)
  const { rights, rooms, categories, functions, access, devices } = permissionTabs(program, principal)
  const rows = (all: readonly PermissionRow[]) =>
    all.map(({ object, permissions }) => ({ object: `${site}/${names.object(object)}`, ...effectsOf(permissions) }))
  return [
    { tab: 'Rights', permissions: rows(rights) },
    { tab: 'Rooms', permissions: rows(rooms) },
    { tab: 'Categories', permissions: rows(categories) },
    { tab: 'Functions', permissions: rows(functions.blocks) },
    ...(functions.trustedIo.length > 0 ? [{ tab: 'Trusted IO' as const, permissions: rows(functions.trustedIo) }] : []),
    ...(access === undefined ? [] : [{ tab: 'Access' as const, permissions: rows(access.blocks) }]),
    ...(devices === undefined ? [] : [{ tab: 'Devices' as const, permissions: rows(devices) }]),
  ]
}

export function effectsOf(permissions: readonly OwnPermission[]): Omit<z.output<typeof permissionRow>, 'object'> {
  const schedule = permissions.find((each) => each.schedule !== undefined)?.schedule?.name
  const effects = permissions.map(({ scope, effect }) => [scope, effect] as const)
  return { ...Object.fromEntries(effects), ...(schedule !== undefined && { schedule }) }
}
