import { describe, expect, test } from 'vitest'
import { roleOf } from '../../../sim/domain/access/roles.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { importKey, type TrustImport } from '../../../sim/domain/trust/membership.ts'
import { aGroup, aUser, CONTEXT, OTHER_SERIAL, uuidOf } from '../program/a-program.ts'
import { aSite, edits, FULL_ACCESS, MANAGER, may, put, row } from './a-staffed-site.ts'

describe('a user of another Miniserver who administers this one', () => {
  test('C29: a plain user of its origin is an administrator where it was made one', () => {
    const clara = uuidOf('user', 'Clara', OTHER_SERIAL)
    const program = aSite(put(`user:${clara}`, FULL_ACCESS))
    expect(roleOf(program, program.users.get(clara) as User)).toBe('administrator')
    expect(may(program, MANAGER, edits(clara, { disabledHere: true }))).toBe(false)
  })

  test('C29, C85: nor is such a one taken out again by a user manager, itself or with the group that brought it', () => {
    const [clara, guests] = [uuidOf('user', 'Clara', OTHER_SERIAL), uuidOf('group', 'Guests', OTHER_SERIAL)]
    const withClara = { origin: OTHER_SERIAL, kind: 'user', uuid: clara } as const
    const withGuests = { origin: OTHER_SERIAL, kind: 'group', uuid: guests } as const
    const taken = (entry: TrustImport) => (): ProgramEdit => ({ type: 'remove-import', entry })
    const program = aSite()
    program.imports.set(importKey(withClara), withClara)
    expect(row(taken(withClara), program)).toBe('✓ ✓ – –')
    applyEdit(program, put(`user:${clara}`, FULL_ACCESS), CONTEXT)
    expect(row(taken(withClara), program)).toBe('✓ – – –')

    const brought = aSite()
    brought.imports.set(importKey(withGuests), withGuests)
    brought.groups.set(guests, aGroup('Guests', { origin: OTHER_SERIAL }))
    brought.users.set(clara, aUser('Clara', { origin: OTHER_SERIAL, groups: [guests] }))
    expect(row(taken(withGuests), brought)).toBe('✓ ✓ – –')
    applyEdit(brought, put(`user:${clara}`, FULL_ACCESS), CONTEXT)
    expect(row(taken(withGuests), brought)).toBe('✓ – – –')
  })
})
