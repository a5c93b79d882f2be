import { z } from 'zod'
import { findGroup } from '../../sim/domain/program/lookup.ts'
import { PROFILE_FIELDS, type Profile } from '../../sim/domain/program/profile.ts'
import type { User } from '../../sim/domain/program/program.ts'
import type { Cards } from '../cards.ts'
import type { Estate } from '../estate.ts'
import { codeDigest } from '../factory/plan.ts'
import { AccessCode } from '../rig-file/schema/users.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { changedCredentials } from './credentials.ts'
import { passwordOf } from './hash.ts'
import { nameInput, namesInput, secretInput } from './inputs.ts'
import type { Plane } from './plane.ts'
import { statusInput, statusOf } from './user-status.ts'

const words = namesInput.describe('Names in the rig file, or ids in any usual spelling').optional()

/** All that can be said of a user; what is left out stays as it is. */
export const userFields = {
  password: secretInput.optional(),
  visuPassword: secretInput.optional().describe('User Interface Password'),
  hashAlg: z.enum(['SHA1', 'SHA256']).optional().describe('How passwords are kept; SHA256 when left out'),
  code: z
    .union([AccessCode, z.literal('')])
    .optional()
    .describe('Access code of 2 to 8 digits; empty, there is none'),
  tags: words,
  ibuttons: words,
  externalIds: words,
  status: statusInput.optional(),
  groups: namesInput.optional().describe('All groups the user is in'),
  uniqueUserId: nameInput.optional().describe('User ID; travels with a shared user'),
  nfcCodeTouchId: z.string().max(128).optional().describe('NFC Code Touch ID; stays at this site'),
  profile: z
    .partialRecord(z.enum(PROFILE_FIELDS), z.string().max(1024))
    .optional()
    .describe('E-mail, phone, company …; an empty text takes a field away'),
}

/** What of a user's credentials comes and goes. */
export const credentialChanges = {
  addTags: words,
  removeTags: words,
  addIbuttons: words,
  removeIbuttons: words,
  addExternalIds: words,
  removeExternalIds: words,
}

type Input = Partial<z.output<z.ZodObject<typeof userFields & typeof credentialChanges>>>

/** The change of a user that an input comes to; nothing is in it that was not given. Throws NOT_FOUND, and USAGE for a time that is none. */
export function userChange(
  estate: Estate,
  plane: Plane,
  input: Input,
  { before, cards }: { readonly before?: User; readonly cards: Cards },
): Partial<User> {
  const { uniqueUserId, nfcCodeTouchId, groups, profile, status } = input
  return {
    ...secretsOf(estate, plane.site, input, before),
    ...credentialsOf(cards.asLearned(), input, before),
    ...(uniqueUserId !== undefined && { uniqueUserId }),
    ...(nfcCodeTouchId !== undefined && { nfcCodeTouchId }),
    ...(status !== undefined && { status: statusOf(estate, plane.site, status, before?.status) }),
    ...(groups !== undefined && { groups: groups.map((name) => findGroup(plane.program, name).uuid) }),
    ...(profile !== undefined && { profile: merged(before?.profile, profile) }),
  }
}

/** An access code's digest is under the key of the unit that the user belongs to. */
function secretsOf({ random, plans }: Estate, site: string, input: Input, before: User | undefined): Partial<User> {
  const { password, visuPassword, hashAlg, code } = input
  const origin = before?.origin
  const isItsOwn = (plan: (typeof plans)[number]) =>
    origin === undefined ? plan.site === site : plan.identity.serial === origin
  const codeKey = plans.find(isItsOwn)?.codeKey ?? ''
  return {
    ...(password !== undefined && { password: passwordOf(random, password, hashAlg) }),
    ...(visuPassword !== undefined && { visuPassword: passwordOf(random, visuPassword, hashAlg) }),
    ...(code !== undefined && { codeDigest: code === '' ? undefined : codeDigest(codeKey, code) }),
  } as Partial<User>
}

const LISTS = [
  { field: 'tags', kind: 'tag', add: 'addTags', remove: 'removeTags' },
  { field: 'ibuttons', kind: 'ibutton', add: 'addIbuttons', remove: 'removeIbuttons' },
  { field: 'externalIds', kind: 'externalId', add: 'addExternalIds', remove: 'removeExternalIds' },
] as const

function credentialsOf(file: RigFile, input: Input, before: User | undefined): Partial<User> {
  const changed = LISTS.flatMap(({ field, kind, add, remove }) => {
    const change = { set: input[field], add: input[add], remove: input[remove] }
    const isGiven = Object.values(change).some((part) => part !== undefined)
    return isGiven ? [[field, changedCredentials(file, kind, before?.[field] ?? [], change)] as const] : []
  })
  return Object.fromEntries(changed)
}

function merged(before: Profile = {}, change: Profile): Profile {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, text]) => text !== ''))
}
