import { z } from 'zod'

/**
 * What the checks of invariants read of the program a Miniserver runs. A reading of their own: they share no code with what
 * they check, and what they do not ask about may be as it likes.
 */
const namedIds = z.array(z.object({ id: z.string(), name: z.string() })).default([])
const password = z.object({ alg: z.string(), salt: z.string(), hash: z.string() }).optional()

const unitProgram = z.object({
  controls: z.array(
    z.object({
      uuid: z.string(),
      name: z.string(),
      reader: z.string().optional(),
      historyLength: z.int().optional(),
      digest: z.string().optional(),
      id: z.string().optional(),
    }),
  ),
  deviceAuthorisations: z
    .array(z.object({ name: z.string(), reader: z.string(), digest: z.string().optional(), id: z.string().optional() }))
    .default([]),
  users: z.array(
    z.object({
      uuid: z.string(),
      name: z.string(),
      origin: z.string().optional(),
      groups: z.array(z.string()),
      status: z.object({
        state: z.string(),
        validFromMs: z.number().optional(),
        validUntilMs: z.number().optional(),
        onExpiry: z.string().optional(),
      }),
      disabledHere: z.boolean().optional(),
      ownershipEpoch: z.int().optional(),
      uniqueUserId: z.string().optional(),
      password,
      visuPassword: password,
      tags: namedIds,
      ibuttons: namedIds,
      externalIds: namedIds,
      codeDigest: z.string().optional(),
      linkKey: z.string().optional(),
    }),
  ),
  groups: z.array(
    z.object({
      uuid: z.string(),
      name: z.string(),
      type: z.string(),
      origin: z.string().optional(),
      groups: z.array(z.string()),
    }),
  ),
  members: z.array(z.object({ serial: z.string(), groups: z.array(z.string()) })),
  assignments: z.array(
    z.object({
      principal: z.string(),
      object: z.string(),
      scope: z.string(),
      effect: z.string(),
      schedule: z.string().optional(),
    }),
  ),
  trusts: z.array(
    z.object({
      name: z.string(),
      manager: z.string(),
      members: z.array(
        z.object({
          serial: z.string(),
          state: z.string(),
          info: z.object({ miniserverType: z.int() }).optional(),
        }),
      ),
    }),
  ),
  imports: z
    .array(z.object({ origin: z.string(), kind: z.string(), uuid: z.string(), locked: z.boolean().optional() }))
    .default([]),
})

export type UnitProgram = z.output<typeof unitProgram>

export function readUnitProgram(json: unknown): UnitProgram {
  return unitProgram.parse(json)
}

export type UnitUser = UnitProgram['users'][number]
