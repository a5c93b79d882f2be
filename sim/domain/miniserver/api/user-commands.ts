import { RigError } from '../../errors.ts'
import type { ProgramEdit } from '../../program/edit.ts'
import type { Serial, SystemRight, Uuid } from '../../program/names.ts'
import { newUser } from '../../program/new-user.ts'
import type { User } from '../../program/program.ts'
import { objectUuid } from '../../program/uuid.ts'
import { importKey } from '../../trust/membership.ts'
import { peersOf } from '../../trust/peers.ts'
import { changeUser, changeUserAt, mustChange } from './change-user.ts'
import { reply } from './context.ts'
import { done, editAs, type Managing, type ManagingHandler, mustHaveRight } from './manage.ts'
import { saltingOf } from './password.ts'

/** `createuser`: a user with a name and nothing else; answered with its uuid. */
export const createUser: ManagingHandler<'create-user'> = (context, { name }) => {
  const user = newUserHere(context, name)
  return editAs(context, [{ type: 'add-user', user }], () => [reply(context, 200, user.uuid)])
}

/** `deleteuser`: its sockets close. A user of another Miniserver is only taken out of this one (§3.3.7). */
export const deleteUser: ManagingHandler<'delete-user'> = (context, command) => {
  const user = userOf(context, command.user)
  return editAs(context, [deletionOf(context, user)], () => [done(context)])
}

export const assignUserToGroup: ManagingHandler<'assign-user-to-group'> = (context, { user, group }) =>
  editAs(context, [{ type: 'assign-to-group', principal: `user:${user}`, group }], () => [done(context)])

export const removeUserFromGroup: ManagingHandler<'remove-user-from-group'> = (context, { user, group }) =>
  editAs(context, [{ type: 'remove-from-group', principal: `user:${user}`, group }], () => [done(context)])

/** `updateuserpwdh`, `updateuservisupwdh`: a password as its client hashed it, with the salt the client was told. */
export const updatePassword: ManagingHandler<'update-password'> = (context, { which, user: uuid, hash, score }) => {
  const user = userOf(context, uuid, 'ChangeOwnPasswords')
  const { salt, hashAlg: alg } = saltingOf(context, which, user.name, user[which])
  const password = { alg, salt, hash: hash.toUpperCase(), ...(score === undefined ? {} : { score }) }
  const edit = { user, change: { [which]: password } }
  mustChange(context, edit)
  if (!HASHES[alg].test(hash)) throw new RigError('INVALID', `That is no ${alg} of a password.`)
  return changeUser(context, edit)
}

/**
 * `addusernfc`: gives a user a tag, or the tag another name. A tag nobody has is one that was never learned (DIFF-12). Whoever is
 * not here is looked for at the Miniserver that made it.
 */
export const addUserNfc: ManagingHandler<'add-user-nfc'> = (context, { user: uuid, tag, name }) => {
  const elsewhere = makerOf(context, uuid)
  context.state.boundTags.add(tag)
  if (elsewhere !== undefined)
    return changeUserAt(context, elsewhere, uuid, { tags: { put: [{ id: tag, name }], out: [] } })
  const user = userOf(context, uuid)
  const others = user.tags.filter(({ id }) => id !== tag)
  const isRenamed = others.length < user.tags.length
  const tags = isRenamed
    ? user.tags.map((each) => (each.id === tag ? { id: tag, name } : each))
    : [...others, { id: tag, name }]
  return changeUser(context, { user, change: { tags }, tagIsNew: !isHeld(context, tag) })
}

export const removeUserNfc: ManagingHandler<'remove-user-nfc'> = (context, { user: uuid, tag }) => {
  const user = userOf(context, uuid)
  const tags = user.tags.filter(({ id }) => id !== tag)
  const edit = { user, change: { tags } }
  mustChange(context, edit)
  if (tags.length === user.tags.length) throw new RigError('NOT_FOUND', `"${user.name}" has no such tag.`)
  return changeUser(context, edit)
}

/** The peer whose user somebody is who is not here: a uuid ends in the serial of the unit it was made at (§3.1). */
function makerOf(context: Managing, uuid: Uuid): Serial | undefined {
  const { program, identity } = context.state
  mustHaveRight(context, 'UserManagement')
  if (program.users.has(uuid)) return undefined
  const maker = uuid.slice(-12).toUpperCase()
  return peersOf(program, identity.serial).has(maker) ? maker : undefined
}

/** A new user of this Miniserver. */
export function newUserHere({ env, state }: Managing, name: string): User {
  return newUser(objectUuid(env.hash, state.identity.serial, 'user', name, env.random(8)), name)
}

/** The user that a command is about. Throws, before it is told whether there is one, unless the caller may have such commands. */
export function userOf(context: Managing, uuid: Uuid, ownRight: SystemRight = 'UserManagement'): User {
  mustHaveRight(context, uuid === context.user.uuid ? ownRight : 'UserManagement')
  const user = context.state.program.users.get(uuid)
  if (user === undefined) throw new RigError('NOT_FOUND', 'user not found')
  return user
}

/** Whether anybody here holds a tag already, or it was learned here. */
export function isHeld({ state }: Managing, tag: string): boolean {
  return state.access.candidates.tag.has(tag) || state.learnedTags.has(tag)
}

function deletionOf({ state }: Managing, { uuid, origin }: User): ProgramEdit {
  if (origin === undefined) return { type: 'delete-user', uuid }
  const entry = { origin, kind: 'user', uuid } as const
  return { type: 'remove-import', entry: state.program.imports.get(importKey(entry)) ?? entry }
}

const HASHES = { SHA1: /^[0-9a-f]{40}$/i, SHA256: /^[0-9a-f]{64}$/i } as const
