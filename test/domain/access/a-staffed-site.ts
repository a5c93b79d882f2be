import { expect } from 'vitest'
import { checkMayEdit, type Editor } from '../../../sim/domain/access/roles.ts'
import { applyEdit, type ProgramEdit, type UserChange } from '../../../sim/domain/program/edit.ts'
import type { SystemRight } from '../../../sim/domain/program/names.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import type { Program, User } from '../../../sim/domain/program/program.ts'
import { aProgram, aUser, CONTEXT, hash, uuidOf } from '../program/a-program.ts'

export const ADMIN = uuidOf('user', 'admin')
export const MANAGER = uuidOf('user', 'Mia')
export const USER = uuidOf('user', 'Uwe')
export const GUEST = uuidOf('user', 'Gina')
export const ANNA = uuidOf('user', 'Anna')
export const FULL_ACCESS = uuidOf('group', 'Full Access')
export const ALL = uuidOf('group', 'All')
export const STAFF = uuidOf('group', 'Staff')
export const ADULTS = uuidOf('group', 'Adults')
export const HALL = `room:${uuidOf('room', 'Hall')}` as const

export const PASSWORD = hashPassword(hash, 'SHA256', 'new', 'aa')
export const TAG = { tags: [{ id: '04 01', name: 'card' }] }

/** Mia manages users, Uwe may change his own passwords, Gina nothing. */
export function aSite(...edits: ProgramEdit[]): Program {
  const program = aProgram()
  const given: ProgramEdit[] = [
    ...['Mia', 'Uwe', 'Gina'].map((name): ProgramEdit => ({ type: 'add-user', user: aUser(name) })),
    give(MANAGER, 'UserManagement'),
    give(USER, 'ChangeOwnPasswords'),
  ]
  for (const edit of [...given, ...edits]) applyEdit(program, edit, CONTEXT)
  return program
}

export function give(uuid: string, right: SystemRight, effect: 'allow' | 'deny' = 'allow'): ProgramEdit {
  return { type: 'assign', principal: `user:${uuid}`, object: `right:${right}`, scopes: ['internal'], effect }
}

export function giveGroup(uuid: string, right: SystemRight, effect: 'allow' | 'deny' = 'allow'): ProgramEdit {
  return { type: 'assign', principal: `group:${uuid}`, object: `right:${right}`, scopes: ['internal'], effect }
}

export function edits(uuid: string, change: UserChange): ProgramEdit {
  return { type: 'edit-user', uuid, change }
}

export function put(principal: `user:${string}` | `group:${string}`, group: string): ProgramEdit {
  return { type: 'assign-to-group', principal, group }
}

export function editor(program: Program, uuid: string, scope: Editor['scope'] = 'internal'): Editor {
  return { user: program.users.get(uuid) as User, scope }
}

/** Whether each of administrator, user manager, user and guest may make the edit, as in the table of §3.4.6. */
export function row(edit: (self: string) => ProgramEdit, program = aSite()): string {
  return [ADMIN, MANAGER, USER, GUEST].map((uuid) => (may(program, uuid, edit(uuid)) ? '✓' : '–')).join(' ')
}

export function may(program: Program, uuid: string, edit: ProgramEdit, scope: Editor['scope'] = 'internal'): boolean {
  try {
    checkMayEdit(program, editor(program, uuid, scope), edit)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: expect.stringMatching(/\.$/) })
    return false
  }
}
