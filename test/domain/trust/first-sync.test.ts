import { describe, expect, test } from 'vitest'
import { sharedList } from '../../../sim/domain/trust/shared-list.ts'
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
})
