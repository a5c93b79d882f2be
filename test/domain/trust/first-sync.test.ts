import { describe, expect, test } from 'vitest'
import { emptyProgram } from '../../../sim/domain/program/empty.ts'
import { importKey } from '../../../sim/domain/trust/membership.ts'
import { replicate } from '../../../sim/domain/trust/replica.ts'
import { sharedList } from '../../../sim/domain/trust/shared-list.ts'
import { feedGroup, feedUser } from '../../../sim/domain/trust/sharing.ts'
import { person, staff } from './a-long-list.ts'
import { OFFICE } from './an-estate.ts'
import { anna, threeSites } from './three-sites.ts'

/** Nobody has a password. */
const none = () => undefined

describe('a first sync of many users', () => {
  test('to several members has one list for all of them, as long as every user and group of it is the same', () => {
    const { program } = threeSites().office
    const [uuids, groups] = [[anna.uuid], new Set<string>()]
    const list = sharedList(program, uuids, groups, none)
    expect(sharedList(program, [...uuids], new Set(groups), none)).toBe(list)
    expect(sharedList(program, uuids, new Set(['a group']), none)).not.toBe(list)
    expect(sharedList(program, [], groups, none)).toEqual([])
    const again = sharedList(program, uuids, groups, none)
    program.users.set(anna.uuid, { ...anna, name: 'Anne' })
    expect(sharedList(program, uuids, groups, none)).not.toBe(again)
    expect(sharedList(program, uuids, groups, none)).toMatchObject([{ name: 'Anne' }])
  })

  test('has what nearly all of them have alike once in memory, and what they have of their own in their own', () => {
    const program = emptyProgram()
    const wanted = { origin: OFFICE, kind: 'group', uuid: staff.uuid } as const
    program.imports.set(importKey(wanted), wanted)
    const groups = new Set([staff.uuid])
    const told = [person(0), person(1), person(2, { status: { state: 'enabled', validUntilMs: 1 } })]
    const users = told.map((user) => JSON.parse(JSON.stringify(feedUser(user, groups, undefined))))
    const page = { ...{ position: { epoch: 1, seq: 1 }, whole: true, gone: [], codeKey: '', timeoutS: 900 }, users }
    const { changes } = replicate(program, OFFICE, { ...page, groups: [feedGroup(staff, groups)] })
    const [one, other, third] = changes.flatMap(({ map, entry }) =>
      map === 'users' && entry !== undefined ? [entry] : [],
    )
    expect(one).toMatchObject({ tags: person(0).tags, ibuttons: [], externalIds: [], status: { state: 'enabled' } })
    expect(other).toMatchObject({ tags: person(1).tags })
    expect(third).toMatchObject({ status: { state: 'enabled', validUntilMs: 1 } })
    for (const name of ['ibuttons', 'externalIds', 'status', 'groups', 'profile'] as const)
      expect(one?.[name], name).toBe(other?.[name])
  })
})
