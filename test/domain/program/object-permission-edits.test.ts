import { describe, expect, test } from 'vitest'
import { RigError } from '../../../sim/domain/errors.ts'
import { applyEdit, type ObjectPermission, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { aProgram, CONTEXT, OTHER_SERIAL, uuidOf } from './a-program.ts'

const ANNA = `user:${uuidOf('user', 'Anna')}` as const
const BEN = `user:${uuidOf('user', 'Ben')}` as const
const STAFF = `group:${uuidOf('group', 'Staff')}` as const
const FRONT_DOOR = `access:${uuidOf('control', 'Front Door')}` as const
const SIDE_DOOR = `access:${uuidOf('control', 'Side Door')}` as const
const GATE = `device:${uuidOf('control', 'Gate')}` as const
const ALWAYS = uuidOf('schedule', 'Always')

const MAY_ENTER = { scopes: ['physical'], effect: 'allow' } as const

function apply(...edits: ProgramEdit[]): Program {
  const program = aProgram()
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

function atTheBlock(object: ObjectKey, ...permissions: ObjectPermission[]): ProgramEdit {
  return { type: 'set-permissions', object, permissions }
}

describe('set-permissions', () => {
  test('R156: at the block is the same store as at the user', () => {
    const atUser = apply(
      { type: 'assign', principal: ANNA, object: FRONT_DOOR, ...MAY_ENTER, schedule: ALWAYS },
      { type: 'assign', principal: STAFF, object: FRONT_DOOR, scopes: ['physical'], effect: 'deny' },
    )
    const atBlock = apply(
      atTheBlock(
        FRONT_DOOR,
        { principal: ANNA, ...MAY_ENTER, schedule: ALWAYS },
        { principal: STAFF, scopes: ['physical'], effect: 'deny' },
      ),
    )
    expect(atBlock).toEqual(atUser)
    const taken: ProgramEdit = { type: 'revoke', principal: ANNA, object: FRONT_DOOR, scopes: ['physical'] }
    applyEdit(atBlock, taken, CONTEXT)
    expect([...atBlock.assignments.values()].map(({ principal }) => principal)).toEqual([STAFF])
  })

  test('takes from whoever is not named, on this object alone', () => {
    const program = apply(
      { type: 'assign', principal: ANNA, object: SIDE_DOOR, ...MAY_ENTER },
      atTheBlock(FRONT_DOOR, { principal: ANNA, ...MAY_ENTER }),
      atTheBlock(FRONT_DOOR, { principal: BEN, ...MAY_ENTER }),
    )
    const left = [...program.assignments.values()].map(({ principal, object }) => [principal, object])
    expect(left).toEqual([
      [ANNA, SIDE_DOOR],
      [BEN, FRONT_DOOR],
    ])
  })

  test('R53: an Intercom is shared by naming a Trust member there; a plain user is refused', () => {
    const program = apply(atTheBlock(GATE, { principal: `member:${OTHER_SERIAL}`, ...MAY_ENTER }))
    expect([...program.assignments.values()]).toMatchObject([{ principal: `member:${OTHER_SERIAL}`, object: GATE }])
    expect(codeOf(atTheBlock(GATE, { principal: ANNA, ...MAY_ENTER }))).toBe('DEVICE_PERMISSION_PRINCIPAL')
  })

  test('is carried out whole or not at all', () => {
    const program = apply(atTheBlock(FRONT_DOOR, { principal: ANNA, ...MAY_ENTER }))
    const before = structuredClone(program)
    const nobody = `user:${uuidOf('user', 'Nobody')}` as const
    const edit = atTheBlock(FRONT_DOOR, { principal: BEN, ...MAY_ENTER }, { principal: nobody, ...MAY_ENTER })
    expect(() => applyEdit(program, edit, CONTEXT)).toThrow(RigError)
    expect(program).toEqual(before)
  })

  test('an object that is not there, and a scope that is none of it, are refused', () => {
    expect(codeOf(atTheBlock(`access:${uuidOf('control', 'Nothing')}`))).toBe('NOT_FOUND')
    expect(codeOf(atTheBlock(FRONT_DOOR, { principal: ANNA, scopes: ['internal'], effect: 'allow' }))).toBe('INVALID')
  })
})

function codeOf(edit: ProgramEdit): string | undefined {
  try {
    apply(edit)
    return undefined
  } catch (error) {
    return error instanceof RigError ? error.code : 'no RigError'
  }
}
