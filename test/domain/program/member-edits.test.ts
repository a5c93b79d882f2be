import { describe, expect, test } from 'vitest'
import { RigError } from '../../../sim/domain/errors.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { membersOf } from '../../../sim/domain/program/member-edits.ts'
import type { PrincipalKey } from '../../../sim/domain/program/names.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { aGroup, aProgram, CONTEXT, OTHER_SERIAL, uuidOf } from './a-program.ts'

const ANNA = uuidOf('user', 'Anna')
const BEN = uuidOf('user', 'Ben')
const STAFF = uuidOf('group', 'Staff')
const ADULTS = uuidOf('group', 'Adults')

function apply(program: Program, ...edits: ProgramEdit[]): Program {
  for (const edit of edits) applyEdit(program, edit, CONTEXT)
  return program
}

function members(group: string, ...members: PrincipalKey[]): ProgramEdit {
  return { type: 'set-members', group, members }
}

function codeOf(program: Program, edit: ProgramEdit): string | undefined {
  try {
    applyEdit(program, edit, CONTEXT)
    return undefined
  } catch (error) {
    return error instanceof RigError ? error.code : 'no RigError'
  }
}

describe('set-members', () => {
  test('R72, R138: is what was ticked when Apply was pressed: who is there now, whoever was there before', () => {
    const program = apply(aProgram(), members(ADULTS, `user:${BEN}`, `member:${OTHER_SERIAL}`))
    expect(membersOf(program, ADULTS)).toEqual([`user:${BEN}`, `member:${OTHER_SERIAL}`])
    // Staff was in Adults.
    expect(program.groups.get(STAFF)?.groups).toEqual([])
  })

  test('R139: who is no longer ticked is out, and stays in its other groups', () => {
    const program = apply(
      aProgram(),
      { type: 'assign-to-group', principal: `user:${ANNA}`, group: ADULTS },
      members(STAFF, `user:${BEN}`),
    )
    expect(program.users.get(ANNA)?.groups).toEqual([ADULTS])
    expect(program.users.get(BEN)?.groups).toEqual([STAFF])
    apply(program, members(ADULTS, `user:${ANNA}`, `user:${BEN}`))
    expect([membersOf(program, STAFF), membersOf(program, ADULTS)]).toEqual([
      [`user:${BEN}`],
      [`user:${ANNA}`, `user:${BEN}`],
    ])
  })

  test('R140: adds groups to a group, which then are below it', () => {
    const program = apply(aProgram(), { type: 'add-group', group: aGroup('Cleaning') })
    apply(program, members(STAFF, `group:${uuidOf('group', 'Cleaning')}`))
    expect(program.groups.get(uuidOf('group', 'Cleaning'))?.groups).toEqual([STAFF])
  })

  test('R137: comes to the same as dragging one after the other', () => {
    const dragged = apply(
      aProgram(),
      { type: 'assign-to-group', principal: `user:${BEN}`, group: STAFF },
      { type: 'assign-to-group', principal: `group:${ADULTS}`, group: STAFF },
    )
    const applied = apply(aProgram(), members(STAFF, `user:${ANNA}`, `user:${BEN}`, `group:${ADULTS}`))
    expect(applied).toEqual(dragged)
  })

  test('R138, DIFF-9: is carried out whole or not at all', () => {
    const program = aProgram()
    expect(codeOf(program, members(STAFF, `user:${BEN}`, `user:${uuidOf('user', 'Nobody')}`))).toBe('NOT_FOUND')
    expect(program).toEqual(aProgram())
  })

  test('who is in a built-in group that everybody or nobody is in cannot be chosen', () => {
    const none = uuidOf('group', 'None')
    expect(codeOf(aProgram(), members(uuidOf('group', 'All')))).toBe('INVALID')
    expect(codeOf(aProgram(), members(none, `user:${BEN}`))).toBe('INVALID')
  })

  test('who is in a group of another Miniserver is said there', () => {
    const program = aProgram()
    const group = aGroup('Guests', { origin: OTHER_SERIAL })
    program.groups.set(group.uuid, group)
    expect(codeOf(program, members(group.uuid))).toBe('FORBIDDEN')
    expect(codeOf(program, members(uuidOf('group', 'Nothing')))).toBe('NOT_FOUND')
  })
})
