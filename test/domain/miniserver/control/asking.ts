import { expect } from 'vitest'
import type { ControlCommand } from '../../../../sim/domain/miniserver/control/command.ts'
import type { ControlReply, Effect } from '../../../../sim/domain/miniserver/effect.ts'
import type { Caller } from '../../../../sim/domain/miniserver/input.ts'
import type { ProgramEdit } from '../../../../sim/domain/program/edit.ts'
import { findUser } from '../../../../sim/domain/program/lookup.ts'
import { hashPassword } from '../../../../sim/domain/program/password.ts'
import type { PasswordHash } from '../../../../sim/domain/program/program.ts'
import { ADMIN, homeEnv } from '../a-home.ts'
import type { Unit } from '../a-unit.ts'

export const OK = expect.objectContaining({ ok: true })

export function refused(code: string) {
  return expect.objectContaining({ ok: false, code })
}

/** What a unit answers to one command. */
export function ask(unit: Unit, command: ControlCommand, caller: Caller = ADMIN): ControlReply {
  const reply = unit.input({ type: 'control', request: 1, caller, command }).find(isReply)?.reply
  if (reply === undefined) throw new TypeError('no answer')
  return reply
}

export function edit(unit: Unit, caller: Caller, ...edits: ProgramEdit[]): ControlReply {
  return ask(unit, { type: 'edit-program', edits }, caller)
}

export function passwordOf(text: string): PasswordHash {
  return hashPassword(homeEnv().hash, 'SHA256', text, 'aa')
}

/** Somebody of Home with a password and, where they are named, rights in both scopes. */
export function withLogin(unit: Unit, name: string, ...rights: ('UserManagement' | 'ChangeOwnPasswords')[]): Caller {
  const { uuid } = findUser(unit.state.program, name)
  const scopes = ['internal', 'external'] as const
  unit.edit({ type: 'edit-user', uuid, change: { password: passwordOf(`${name}’s`) } })
  for (const right of rights) {
    unit.edit({ type: 'assign', principal: `user:${uuid}`, object: `right:${right}`, scopes, effect: 'allow' })
  }
  return { user: name, password: `${name}’s`, scope: 'internal' }
}

function isReply(effect: Effect): effect is Effect & { type: 'control-reply' } {
  return effect.type === 'control-reply'
}
