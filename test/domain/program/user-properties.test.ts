import { describe, expect, test } from 'vitest'
import { RigError } from '../../../sim/domain/errors.ts'
import { applyEdit, type ProgramEdit, type UserChange } from '../../../sim/domain/program/edit.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { PROFILE_FIELDS } from '../../../sim/domain/program/profile.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { aProgram, aUser, CONTEXT, uuidOf } from './a-program.ts'

const ANNA = uuidOf('user', 'Anna')
const BEN = uuidOf('user', 'Ben')

function edited(...edits: ProgramEdit[]): Program {
  const program = aProgram()
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

function change(change: UserChange, uuid = ANNA): ProgramEdit {
  return { type: 'edit-user', uuid, change }
}

function codeOf(...edits: ProgramEdit[]): string | undefined {
  try {
    edited(...edits)
    return undefined
  } catch (error) {
    return error instanceof RigError ? error.code : 'no RigError'
  }
}

describe('the properties of a user', () => {
  test('R75: all general properties are kept, custom fields too', () => {
    const profile = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, `the ${field}`]))
    const program = programFromJson(programToJson(edited(change({ profile, nfcCodeTouchId: '42' }))))
    expect(program.users.get(ANNA)).toMatchObject({ profile, nfcCodeTouchId: '42' })
  })

  test('R75: custom fields have titles, five at most', () => {
    const titles = ['Locker', 'Car', '', '', 'Shoe size']
    const program = edited({ type: 'edit-setting', setting: { name: 'custom-fields', titles } })
    expect(program.settings.get('custom-fields')).toEqual({ name: 'custom-fields', titles })
    const six = { name: 'custom-fields', titles: [...titles, 'One more'] } as const
    expect(codeOf({ type: 'edit-setting', setting: six })).toBe('INVALID')
  })

  test('names are unique without case, User IDs as they are', () => {
    expect(codeOf(change({ name: 'ben' }))).toBe('NAME_TAKEN')
    expect(codeOf(change({ uniqueUserId: '1001' }, BEN))).toBe('NAME_TAKEN')
    expect(codeOf(change({ uniqueUserId: '1002' }, BEN))).toBeUndefined()
  })

  test('§3.1: a user of another Miniserver may be called the same', () => {
    const clara = aUser('Clara')
    expect(edited({ type: 'add-user', user: clara }).users.get(clara.uuid)).toEqual(clara)
  })

  test('P-12: a name may hold an @, and is found by all of it', () => {
    const program = edited({ type: 'add-user', user: aUser('anna@example.org') })
    expect(findUser(program, 'Anna@Example.org').uuid).toBe(uuidOf('user', 'anna@example.org'))
    expect(findUser(program, 'Clara@Home').name).toBe('Clara')
  })

  test('P-42: a period that ends when it begins, or before, is refused', () => {
    const period = (validFromMs: number, validUntilMs: number): UserChange => ({
      status: { state: 'timespan', validFromMs, validUntilMs },
    })
    expect(codeOf(change(period(2, 1)))).toBe('INVALID')
    expect(codeOf(change(period(1, 1)))).toBe('INVALID')
    expect(codeOf(change(period(1, 2)))).toBeUndefined()
  })

  test('a status says the ends that it needs', () => {
    expect(codeOf(change({ status: { state: 'enabled-until' } }))).toBe('INVALID')
    expect(codeOf(change({ status: { state: 'enabled-from' } }))).toBe('INVALID')
    expect(codeOf(change({ status: { state: 'timespan', validFromMs: 1 } }))).toBe('INVALID')
  })
})
