import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { newUser } from '../../../sim/domain/program/new-user.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { siteNamed } from '../addresses.ts'
import { followAdministrator } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { newUuid } from '../hash.ts'
import { nameInput, planeInput, siteInput, userInput } from '../inputs.ts'
import { planeOf, planeOutput, readingPlane } from '../plane.ts'
import { credentialChanges, userChange, userFields } from '../user-fields.ts'
import { shownUser, userOutput } from '../user-output.ts'

const editedUser = z.strictObject({ ...planeOutput, user: userOutput })

export const userAdd = rigCommand({
  name: 'user-add',
  summary: 'Adds a user to a site',
  input: z.strictObject({ site: siteInput, name: nameInput, ...userFields, ...planeInput }),
  output: editedUser,
  run: async (context, { site, name, ...input }) => {
    const { file, random } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), input)
    const uuid = newUuid(random, identityOf(file, plane.site).serial, 'user', name)
    const user = withoutGaps({ ...newUser(uuid, name), ...userChange(context.estate, plane, input, context) })
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
    ...userFields,
    ...credentialChanges,
    disabledHere: z.boolean().optional().describe('Switches a user of another Miniserver off at this one'),
    ...planeInput,
  }),
  output: editedUser,
  run: async (context, { site, user, newName, disabledHere, ...input }) => {
    const { file } = context.estate
    const plane = await planeOf(context, siteNamed(file, site), input)
    const before = findUser(plane.program, user)
    const change: Partial<User> = {
      ...(newName !== undefined && { name: newName }),
      ...userChange(context.estate, plane, input, { before, cards: context.cards }),
      ...(disabledHere !== undefined && { disabledHere }),
    }
    if (Object.keys(change).length === 0) throw new RigError('USAGE', `nothing to change: say what of ${before.name}`)
    const where = await plane.edit({ type: 'edit-user', uuid: before.uuid, change })
    if (where.plane === 'program' && before.origin === undefined) {
      followAdministrator(context.estate, plane.site, before.name, { name: newName, password: input.password })
    }
    return { ...where, user: shownUser(file, plane.program, withoutGaps({ ...before, ...change })) }
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

export const userShow = rigCommand({
  name: 'user-show',
  summary: 'Shows a user of a site: of the open document, or of the running program where none is open',
  input: z.strictObject({ site: siteInput, user: userInput, ...planeInput }),
  output: editedUser,
  run: async (context, { site, user, ...choice }) => {
    const { file } = context.estate
    const plane = await readingPlane(context, siteNamed(file, site), choice)
    return { ...plane.where(), user: shownUser(file, plane.program, findUser(plane.program, user)) }
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

/** A field that was taken away is not there. */
function withoutGaps(user: User): User {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined)) as unknown as User
}
