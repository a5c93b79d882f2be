import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { findObject, findPrincipal, findSchedule } from '../../../sim/domain/program/lookup.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { scopesOf } from '../../../sim/domain/program/permission-edits.ts'
import type { Scope } from '../../../sim/domain/program/program.ts'
import { sitedName } from '../addresses.ts'
import { type RigContext, rigCommand } from '../command.ts'
import { nameInput, planeInput } from '../inputs.ts'
import { type Plane, type PlaneChoice, planeOf, planeOutput } from '../plane.ts'

const permission = {
  principal: nameInput.describe('Of the site: `Anna`, `Anna@Office`, `group:Adults` or `member:Home`'),
  object: nameInput.describe(
    'With its site: `home/access:Front Door`, `home/right:UserManagement`; also room:, category:, function:, device:',
  ),
  scope: z
    .enum(['internal', 'external', 'both'])
    .optional()
    .describe('Both when left out. Doors and Intercoms have none: they are physical'),
}

const scopes = z.array(z.enum(['internal', 'external', 'physical']))
const permitted = z.strictObject({ ...planeOutput, principal: z.string(), object: z.string(), scopes })

type Permission = PlaneChoice & {
  readonly principal: string
  readonly object: string
  readonly scope?: 'internal' | 'external' | 'both' | undefined
}

export const grant = rigCommand({
  name: 'grant',
  summary: 'Allows a principal an object, for a door by an access schedule',
  input: z.strictObject({
    ...permission,
    schedule: nameInput.optional().describe('Access schedule of a door; Always when left out'),
    ...planeInput,
  }),
  output: permitted.extend({ schedule: z.string().optional() }),
  run: async (context, { schedule, ...input }) => {
    const { plane, told, ...where } = await placed(context, input)
    const found = schedule === undefined ? undefined : findSchedule(plane.program, schedule)
    const gate = found === undefined ? {} : { schedule: found.uuid }
    const edited = await plane.edit({ type: 'assign', ...where, effect: 'allow', ...gate })
    return { ...edited, ...told, ...(found !== undefined && { schedule: found.name }) }
  },
})

export const deny = rigCommand({
  name: 'deny',
  summary: 'Denies a principal an object, which wins over every allow',
  input: z.strictObject({ ...permission, ...planeInput }),
  output: permitted,
  run: async (context, input) => {
    const { plane, told, ...where } = await placed(context, input)
    return { ...(await plane.edit({ type: 'assign', ...where, effect: 'deny' })), ...told }
  },
})

export const revoke = rigCommand({
  name: 'revoke',
  summary: 'Takes away what a principal itself is allowed or denied of an object',
  input: z.strictObject({ ...permission, ...planeInput }),
  output: permitted,
  run: async (context, input) => {
    const { plane, told, ...where } = await placed(context, input)
    return { ...(await plane.edit({ type: 'revoke', ...where })), ...told }
  },
})

async function placed(context: RigContext, input: Permission) {
  const { site, name } = sitedName(context.estate.file, input.object)
  const plane: Plane = await planeOf(context, site, input)
  const object = findObject(plane.program, name)
  const scopes = scopesFor(object, input)
  return {
    plane,
    principal: findPrincipal(plane.program, input.principal),
    object,
    scopes,
    told: { principal: input.principal, object: `${site}/${name}`, scopes: [...scopes] },
  }
}

/** A door's scope is not chosen: who stands there is neither internal nor external. */
function scopesFor(key: ObjectKey, { object, scope = 'both' }: Permission): readonly Scope[] {
  const possible = scopesOf(key)
  if (scope === 'both') return possible
  if (possible.includes(scope)) return [scope]
  throw new RigError('INVALID', `${object} is used where it stands: leave out the scope`)
}
