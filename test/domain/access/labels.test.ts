import { describe, expect, test } from 'vitest'
import { objectName, principalLabel, principalName } from '../../../sim/domain/access/labels.ts'
import { aProgram, keyOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'

const HOME = '504F94A00002'
const names = {
  program: aProgram({ users: { 'Anna/Maria': { origin: HOME }, Bert: {} }, groups: { Staff: {} } }),
  origins: someOrigins({ [HOME]: 'Ho/me' }),
}

describe('labels of paths and names', () => {
  test('P-2: are escaped in a path, and as people say them in a list', () => {
    const keys = [keyOf('user:Anna/Maria'), keyOf('user:Bert'), keyOf('group:Staff'), `member:${HOME}`] as const
    expect(keys.map((key) => principalLabel(names, key))).toEqual([
      'U:Anna\\/Maria@Ho\\/me',
      'U:Bert',
      'UG:Staff',
      'TM:Ho\\/me',
    ])
    expect(keys.map((key) => principalName(names, key))).toEqual(['Anna/Maria@Ho/me', 'Bert', 'Staff', 'Ho/me'])
  })

  test('are the id of what is gone', () => {
    expect([principalLabel(names, 'user:a/b'), principalLabel(names, 'group:gone')]).toEqual(['U:a\\/b', 'UG:gone'])
    expect([principalName(names, 'user:gone'), principalName(names, 'group:gone')]).toEqual(['gone', 'gone'])
    const objects = ['room:gone', 'category:gone', 'function:gone', 'right:Ftp'] as const
    expect(objects.map((object) => objectName(names.program, object))).toEqual(['gone', 'gone', 'gone', 'Ftp'])
  })
})
