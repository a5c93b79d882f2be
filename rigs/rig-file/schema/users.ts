import { z } from 'zod'
import { PROFILE_FIELDS } from '../../../sim/domain/program/profile.ts'
import { Instant, Name, NameList, Secret } from './words.ts'

const Status = z.strictObject({
  validFrom: Instant.optional(),
  validUntil: Instant.optional(),
  onExpiry: z.enum(['deactivate', 'delete']).optional().meta({ default: 'deactivate' }),
})

export const AccessCode = z.string().regex(/^\d{2,8}$/, 'is 2 to 8 digits, in quotes')

export const User = z.strictObject({
  password: Secret.optional().meta({ description: 'Left out, the rig makes one up and writes it to the rig card.' }),
  hashAlg: z.enum(['SHA1', 'SHA256']).optional().meta({ default: 'SHA256' }),
  visuPassword: Secret.optional().meta({ description: 'User Interface Password.' }),
  groups: NameList.optional(),
  tags: NameList.optional().meta({ description: 'Credentials by name, or ids in any usual spelling.' }),
  ibuttons: NameList.optional().meta({ description: 'Credentials by name, or ROM ids in any usual spelling.' }),
  externalIds: NameList.optional().meta({ description: 'Credentials by name, or the ids themselves.' }),
  code: AccessCode.optional(),
  status: z
    .union([z.enum(['enabled', 'disabled']), Status])
    .optional()
    .meta({ default: 'enabled' }),
  nfcCodeTouchId: z.string().max(128).optional().meta({ description: 'NFC Code Touch ID; stays at this site.' }),
  uniqueUserId: Name.optional().meta({ description: 'User ID; travels with a shared user.' }),
  profile: z.partialRecord(z.enum(PROFILE_FIELDS), z.string().max(1024)).optional(),
})

export const Group = z.strictObject({
  groups: NameList.optional().meta({ description: 'Groups this one was added to: it inherits their rights.' }),
})
