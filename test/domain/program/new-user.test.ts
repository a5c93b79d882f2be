import { expect, test } from 'vitest'
import { newUser } from '../../../sim/domain/program/new-user.ts'
import { addUser } from '../../../sim/domain/program/user-edits.ts'
import { aProgram, uuidOf } from './a-program.ts'

test('newUser() can be added as it is: enabled, and with nothing by which anybody gets in', () => {
  const zoe = newUser(uuidOf('user', 'Zoe'), 'Zoe')
  expect(zoe).toEqual({
    uuid: uuidOf('user', 'Zoe'),
    name: 'Zoe',
    tags: [],
    ibuttons: [],
    externalIds: [],
    status: { state: 'enabled' },
    nfcCodeTouchId: '',
    groups: [],
    profile: {},
  })
  expect(addUser(aProgram(), zoe)).toEqual([{ map: 'users', key: zoe.uuid, entry: zoe }])
})
