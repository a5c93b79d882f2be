import { z } from 'zod'
import { EXTERNAL_ID_LENGTH_MAX } from '../../../sim/protocol/line-reader/line-format.ts'
import { AccessCode } from './users.ts'
import { Name, Secret, Word } from './words.ts'

const Id = z.string().min(1, 'must not be empty').max(EXTERNAL_ID_LENGTH_MAX)

/** What people carry, by name: exactly one kind each. */
export const Credential = z
  .strictObject({
    tag: Id.optional().meta({ description: 'NFC id in any usual spelling; encrypted ones end in EC.' }),
    ibutton: Id.optional().meta({ description: 'ROM id in any usual spelling, with or without CRC.' }),
    externalId: Id.optional(),
    encryptable: z.boolean().optional().meta({
      default: false,
      description: 'Of a tag: a card that a keypad in learn mode gives an encrypted id; what stands here is its UID.',
    }),
  })
  .meta({ minProperties: 1, maxProperties: 2 })

export const Credentials = z.record(Word, Credential)

/**
 * The secrets file: what the rig file should not show, in the same words. Only its owner may read it (mode 0600).
 *
 * It adds to the rig file: credentials by name, passwords and codes by site and user, codes of keypads by site, block and name, and input codes by site and control.
 * What is in both is a fault.
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
  codes: z.record(Word, z.record(Name, z.union([AccessCode, z.record(Name, AccessCode)]))).optional(),
})
