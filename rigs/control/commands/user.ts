import { z } from 'zod'
import { findGroup, findUser } from '../../../sim/domain/program/lookup.ts'
import type { Program, User } from '../../../sim/domain/program/program.ts'
import type { Random } from '../../../sim/ports/random.ts'
import { buildStatus } from '../../rig-file/build/users.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { User as RigUser } from '../../rig-file/schema/users.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { changedCredentials } from '../credentials.ts'
import { newUuid, passwordOf } from '../hash.ts'
import { nameInput, namesInput, planeInput, secretInput, siteInput, userInput } from '../inputs.ts'
import { planeOf, planeOutput, readingPlane } from '../plane.ts'
import { shownUser, userOutput } from '../user-output.ts'

const words = namesInput.describe('Names in the rig file, or ids in any usual spelling').optional()

const passwords = {
  password: secretInput.optional(),
  visuPassword: secretInput.optional().describe('User Interface Password'),
  hashAlg: z.enum(['SHA1', 'SHA256']).optional().describe('How passwords are kept; SHA256 when left out'),
}

const local = {
  status: RigUser.shape.status,
  groups: namesInput.optional().describe('All groups the user is in'),
  uniqueUserId: nameInput.optional().describe('User ID; travels with a shared user'),
  nfcCodeTouchId: z.string().max(128).optional().describe('NFC Code Touch ID; stays at this site'),
}

const editedUser = z.strictObject({ ...planeOutput, user: userOutput })

export const userAdd = rigCommand({
  name: 'user-add',
  summary: 'Adds a user to a site',
  input: z.strictObject({
    site: siteInput,
    name: nameInput,
    ...passwords,
    tags: words,
    ibuttons: words,
    ...local,
    ...planeInput,
  }),
  output: editedUser,
  run: async (context, { site, name, tags, ibuttons, ...input }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), input)
    const user: User = {
      uuid: newUuid(random, identityOf(file, plane.site).serial, 'user', name),
      name,
      ...secretsOf(random, input),
      ...(input.uniqueUserId !== undefined && { uniqueUserId: input.uniqueUserId }),
      tags: changedCredentials(file, 'tag', [], { set: tags }),
      ibuttons: changedCredentials(file, 'ibutton', [], { set: ibuttons }),
      externalIds: [],
      status: buildStatus(input.status),
      nfcCodeTouchId: input.nfcCodeTouchId ?? '',
      groups: groupsNamed(plane.program, input.groups ?? []),
      profile: {},
    }
    return { ...(await plane.edit({ type: 'add-user', user })), user: shownUser(file, plane.program, user) }
  },
})

export const userEdit = rigCommand({
  name: 'user-edit',
  summary: 'Changes what is given of a user, and leaves the rest',
  input: z.strictObject({
    site: siteInput,
    user: userInput,
    newName: nameInput.optional(),
    ...passwords,
    tags: words,
    addTags: words,
    removeTags: words,
    ibuttons: words,
    addIbuttons: words,
    removeIbuttons: words,
    ...local,
    disabledHere: z.boolean().optional().describe('Switches a user of another Miniserver off at this one'),
    ...planeInput,
  }),
  output: editedUser,
  run: async (context, { site, user, newName, disabledHere, ...input }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), input)
    const before = findUser(plane.program, user)
    const { tags, addTags, removeTags, ibuttons, addIbuttons, removeIbuttons } = input
    const change: Partial<User> = {
      ...(newName !== undefined && { name: newName }),
      ...secretsOf(random, input),
      ...(isGiven(tags, addTags, removeTags) && {
        tags: changedCredentials(file, 'tag', before.tags, { set: tags, add: addTags, remove: removeTags }),
      }),
      ...(isGiven(ibuttons, addIbuttons, removeIbuttons) && {
        ibuttons: changedCredentials(file, 'ibutton', before.ibuttons, {
          set: ibuttons,
          add: addIbuttons,
          remove: removeIbuttons,
        }),
      }),
      ...(input.uniqueUserId !== undefined && { uniqueUserId: input.uniqueUserId }),
      ...(input.nfcCodeTouchId !== undefined && { nfcCodeTouchId: input.nfcCodeTouchId }),
      ...(input.status !== undefined && { status: buildStatus(input.status) }),
      ...(input.groups !== undefined && { groups: groupsNamed(plane.program, input.groups) }),
      ...(disabledHere !== undefined && { disabledHere }),
    }
    const where = await plane.edit({ type: 'edit-user', uuid: before.uuid, change })
    return { ...where, user: shownUser(file, plane.program, { ...before, ...change }) }
  },
})

export const userDelete = rigCommand({
  name: 'user-delete',
  summary: 'Deletes a user of a site with everything assigned to it',
  input: z.strictObject({ site: siteInput, user: userInput, ...planeInput }),
  output: editedUser,
  run: async (context, { site, user, ...choice }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), choice)
    const found = findUser(plane.program, user)
    const shown = shownUser(file, plane.program, found)
    return { ...(await plane.edit({ type: 'delete-user', uuid: found.uuid })), user: shown }
  },
})

export const userList = rigCommand({
  name: 'user-list',
  summary: 'Lists the users of a site: of the open document, or of the running program where none is open',
  input: z.strictObject({ site: siteInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, users: z.array(userOutput) }),
  run: async (context, { site, ...choice }) => {
    const { file } = context.estate
    const plane = await readingPlane(context, siteNamed(file, site), choice)
    const users = [...plane.program.users.values()].map((user) => shownUser(file, plane.program, user))
    return { ...plane.where(), users }
  },
})

interface Secrets {
  readonly password?: string | undefined
  readonly visuPassword?: string | undefined
  readonly hashAlg?: 'SHA1' | 'SHA256' | undefined
}

function secretsOf(
  random: Random,
  { password, visuPassword, hashAlg }: Secrets,
): Pick<Partial<User>, keyof Secrets & keyof User> {
  return {
    ...(password !== undefined && { password: passwordOf(random, password, hashAlg) }),
    ...(visuPassword !== undefined && { visuPassword: passwordOf(random, visuPassword, hashAlg) }),
  }
}

function groupsNamed(program: Program, names: readonly string[]): string[] {
  return names.map((name) => findGroup(program, name).uuid)
}

function isGiven(...parts: readonly unknown[]): boolean {
  return parts.some((part) => part !== undefined)
}
