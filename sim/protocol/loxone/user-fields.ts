import { z } from 'zod'
import type { ApiUserFields } from '../../domain/miniserver/api/user-management-command.ts'
import { PROFILE_FIELDS } from '../../domain/program/profile.ts'
import { canonicalTagId } from './canonical-tag-id.ts'

/**
 * The user that `addoredituser` is given, as `getuser` shows one (docs/miniserver-protocol.md §3). Undefined where it is no JSON
 * object or a field is of another kind. Names of fields are read without case, since the vendor's own pages differ in it; what is
 * null is absent, and what nobody may set that way (`isAdmin`, `keycodes` …) is passed over.
 */
export function readUserFields(json: string): ApiUserFields | undefined {
  const given = withLowerCaseKeys(json)
  const [fields, profile] = [userFields.safeParse(given), profileFields.safeParse(given)]
  if (!fields.success || !profile.success) return undefined
  const { uuid, uniqueuserid, userstate, validfrom, validuntil, expirationaction, changepassword, ...same } =
    fields.data
  const { nfctags, ...others } = same
  return defined({
    ...others,
    uuid: uuid === '' ? undefined : uuid,
    uniqueUserId: uniqueuserid,
    profile: defined(Object.fromEntries(PROFILE_FIELDS.map((field) => [field, profile.data[field.toLowerCase()]]))),
    userState: userstate,
    validFrom: validfrom,
    validUntil: validuntil,
    expirationAction: expirationaction,
    changePassword: changepassword,
    nfcTags: nfctags,
  }) as ApiUserFields
}

const TEXT_LENGTH_MAX = 1024
const LIST_LENGTH_MAX = 1000

const text = z.string().max(TEXT_LENGTH_MAX)
/** Some clients send numbers as text. */
const whole = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,10}$/)
      .transform(Number),
  ])
  .pipe(z.int().nonnegative())
const uuid = text.transform((value) => value.toLowerCase())

/** Groups and tags come as in `getuser`, or as plain uuids and ids. */
const group = z.union([uuid, z.object({ uuid }).transform((each) => each.uuid)])
const tag = z
  .union([text.transform((id) => ({ id })), z.object({ id: text, name: text.optional() })])
  .transform(({ id, ...more }) => ({ ...more, id: canonicalTagId(id) }))

const profileFields = z.object(
  Object.fromEntries(PROFILE_FIELDS.map((field) => [field.toLowerCase(), text.optional()])),
)

const userFields = z.object({
  uuid: uuid.optional(),
  name: text.optional(),
  userid: text.optional(),
  uniqueuserid: text.optional(),
  userstate: whole.pipe(z.int().max(4)).optional(),
  validfrom: whole.optional(),
  validuntil: whole.optional(),
  expirationaction: whole.pipe(z.int().max(1)).optional(),
  changepassword: z.boolean().optional(),
  usergroups: z.array(group).max(LIST_LENGTH_MAX).optional(),
  nfctags: z.array(tag).max(LIST_LENGTH_MAX).optional(),
})

function withLowerCaseKeys(json: string): unknown {
  const value = parsedJson(json)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const given = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(given.map(([key, field]) => [key.toLowerCase(), field]))
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>
}
