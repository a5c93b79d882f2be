import { z } from 'zod'
import { isPacketId } from '../../domain/intercommunication/packet.ts'
import { PROFILE_FIELDS, type ProfileField } from '../../domain/program/profile.ts'
import type { AccessSchedule, User, UserGroup } from '../../domain/program/program.ts'
import { SCHEDULE_COMBINATIONS, type Setting } from '../../domain/program/setting.ts'
import type { Membership } from '../../domain/trust/membership.ts'
import { instantMs, name, serial, text, uuid, wholeNumber } from './words.ts'

/** Entries of a program as edits carry them: sim/domain/program/program.ts, field by field. */

const password = z.strictObject({
  alg: z.enum(['SHA1', 'SHA256']),
  salt: text.describe('Hex, as handed to clients'),
  hash: text.describe('UPPER(hex(alg("password:salt")))'),
  score: z.literal([0, 1, 2, 3]).exactOptional().describe('How strong it is'),
})

const profileShape = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, text.exactOptional()])) as {
  [Field in ProfileField]: z.ZodExactOptional<typeof text>
}

const credentials = z.array(z.strictObject({ id: name, name })).max(1000)
const uuids = z.array(uuid).max(10_000)

const status = z.strictObject({
  state: z.enum(['enabled', 'disabled', 'enabled-until', 'enabled-from', 'timespan']),
  validFromMs: instantMs.exactOptional(),
  validUntilMs: instantMs.exactOptional(),
  onExpiry: z.enum(['deactivate', 'delete']).exactOptional(),
})

export const user = z.strictObject({
  uuid,
  name,
  uniqueUserId: text.exactOptional().describe('"User ID"; travels with a shared user'),
  password: password.exactOptional(),
  visuPassword: password.exactOptional(),
  tags: credentials,
  ibuttons: credentials,
  externalIds: credentials,
  codeDigest: text.exactOptional().describe('HMAC of the access code under the code key of this unit'),
  status,
  origin: serial.exactOptional(),
  nfcCodeTouchId: text,
  groups: uuids.describe('Groups the user is in itself'),
  profile: z.strictObject(profileShape),
  editedMs: instantMs.exactOptional(),
  disabledHere: z.boolean().exactOptional(),
}) satisfies z.ZodType<User>

export const group = z.strictObject({
  uuid,
  name,
  type: z.enum(['normal', 'all', 'none', 'full-access']),
  groups: uuids.describe('Groups this one was added to'),
  origin: serial.exactOptional(),
}) satisfies z.ZodType<UserGroup>

export const schedule = z.strictObject({
  uuid,
  name,
  builtIn: z.enum(['always', 'never']).exactOptional(),
  modes: z.array(wholeNumber).max(1000).describe('Operating modes, highest priority first'),
  entries: z
    .array(
      z.strictObject({
        mode: wholeNumber,
        fromMin: wholeNumber,
        toMin: wholeNumber,
        needsActivation: z.boolean().exactOptional(),
      }),
    )
    .max(1000)
    .describe('Minutes since local midnight'),
}) satisfies z.ZodType<AccessSchedule>

const packetId = z.string().min(1).max(8).refine(isPacketId, 'has 1 to 8 bytes of UTF-8')

export const setting = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('schedule-combination'), strategy: z.enum(SCHEDULE_COMBINATIONS) }),
  z.strictObject({ name: z.literal('miniserver-name'), title: name }),
  z.strictObject({ name: z.literal('custom-fields'), titles: z.array(text).max(5) }),
  z.strictObject({ name: z.literal('access-tab'), shownWith: z.enum(['any-reader', 'nfc-code-touch']) }),
  z.strictObject({ name: z.literal('share-tag-keys'), isShared: z.boolean() }),
  z.strictObject({ name: z.literal('field-quirks'), isOn: z.boolean() }),
  z.strictObject({
    name: z.literal('intercommunication'),
    id: packetId.describe('What the Miniserver calls itself'),
    remotes: z
      .array(
        z.strictObject({
          id: packetId.describe('What it calls itself'),
          at: z.union([z.strictObject({ serial }), z.strictObject({ address: name.describe('`host:port`') })]),
        }),
      )
      .max(1000),
  }),
]) satisfies z.ZodType<Setting>

export const memberInfo = z.strictObject({
  serial,
  name,
  miniserverType: wholeNumber,
  firmware: text,
  internalAddress: text.exactOptional(),
  externalAddress: text.exactOptional(),
})

export const membership = z.strictObject({
  trustUuid: uuid,
  name,
  manager: serial,
  epoch: wholeNumber,
  term: wholeNumber.exactOptional().describe('How often the role of manager was taken over; absent: never'),
  vouches: z.boolean().exactOptional(),
  handedOver: z.boolean().exactOptional(),
  ended: z.enum(['evicted', 'left', 'dissolved']).exactOptional(),
  key: z.strictObject({ generation: wholeNumber, secretHash: text }).exactOptional(),
  groups: z.array(name).max(1000).exactOptional().describe('In which the manager shows its members (R60)'),
  members: z
    .array(
      z.strictObject({
        serial,
        state: z.enum(['created', 'saved', 'invited', 'joined', 'finalized', 'removed']),
        info: memberInfo.exactOptional(),
        group: name.exactOptional(),
      }),
    )
    .max(1000),
}) satisfies z.ZodType<Membership>

export const trustImport = z.strictObject({
  origin: serial,
  kind: z.enum(['user', 'group']),
  uuid,
  locked: z.boolean().exactOptional(),
})
