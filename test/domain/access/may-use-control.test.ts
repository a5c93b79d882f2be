import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { mayUseControl } from '../../../sim/domain/access/permits.ts'
import { aProgram, type UserDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const noon = Date.UTC(2026, 0, 1, 11)

describe('mayUseControl()', () => {
  const description = {
    rooms: ["Child's Room", 'Office'],
    controls: { Blind: { room: "Child's Room" }, Heating: { room: 'Office' } },
    groups: { Children: [] },
  }
  const room = `group:Children allow room:Child's Room`

  test.for<[string, UserDescription, string[], string[]]>([
    [
      'R149: children with web and App get what is in their room',
      {},
      [room, 'group:Children allow right:WebInterfaceApps'],
      ['Blind'],
    ],
    ['without Web Interface/Apps all rooms are of no use', {}, [room], []],
    ['web and App alone show nothing', {}, ['group:Children allow right:WebInterfaceApps'], []],
    ['the right must be for the same scope', {}, [room, 'group:Children allow right:WebInterfaceApps external'], []],
    [
      'a user who is not enabled gets nothing',
      { status: { state: 'disabled' } },
      [room, 'group:Children allow right:WebInterfaceApps'],
      [],
    ],
  ])('%s', ([, user, permissions, expected]) => {
    const users = { Tim: { ...user, groups: ['Children'] } }
    const index = compileAccess(aProgram({ ...description, users, permissions }))
    const usable = ['Blind', 'Heating'].filter((name) =>
      mayUseControl(index, uuidOf('user', 'Tim'), uuidOf('control', name), 'internal', noon, VIENNA, ALONE),
    )
    expect(usable).toEqual(expected)
  })

  test('nobody unknown may use anything', () => {
    const index = compileAccess(aProgram(description))
    expect(mayUseControl(index, 'gone', uuidOf('control', 'Blind'), 'internal', noon, VIENNA, ALONE)).toBe(false)
  })
})
