import { z } from 'zod'
import { AccessCode } from './users.ts'
import { Name, Secret, Word } from './words.ts'

const Id = z.string().min(1, 'must not be empty').max(128)

/** What people carry, by name: exactly one kind each. */
export const Credential = z
  .strictObject({
    tag: Id.optional().meta({ description: 'NFC id in any usual spelling; encrypted ones end in EC.' }),
    ibutton: Id.optional().meta({ description: 'ROM id in any usual spelling, with or without CRC.' }),
    externalId: Id.optional(),
  })
  .meta({ minProperties: 1, maxProperties: 1 })

export const Credentials = z.record(Word, Credential)

/**
 * The secrets file: what the rig file should not show, in the same words. Only its owner may read it (mode 0600).
 *
 * It adds to the rig file: credentials by name, and passwords and codes by site and user. What is in both is a fault.
 */
export const Secrets = z.strictObject({
  credentials: Credentials.optional(),
  users: z
    .record(
      Word,
      z.record(
        Name,
        z.strictObject({ password: Secret.optional(), visuPassword: Secret.optional(), code: AccessCode.optional() }),
      ),
    )
    .optional(),
})
