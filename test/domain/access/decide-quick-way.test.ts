import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { decideUser } from '../../../sim/domain/access/decide.ts'
import { aProgram, keyOf, uuidOf } from '../../helpers/a-program.ts'
import { ALONE, someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { DOORS, noon, OFFICE } from './at-the-front-door.ts'

const DOOR = keyOf('access:Front Door')
const ANNA = uuidOf('user', 'Anna')

describe('decideUser()', () => {
  test('looks at nothing of one who is assigned nothing itself but its row and its groups', () => {
    const groups = { Staff: [], Guests: [] }
    const users = { Anna: { groups: ['Staff'] }, Bert: { groups: ['Guests'] } }
    const permissions = ['group:Staff allow access:Front Door']
    const index = compileAccess(aProgram({ controls: DOORS, groups, users, permissions }))
    index.people.principals.fill(undefined)
    const reasons = [ANNA, uuidOf('user', 'Bert')].map(
      (uuid) => decideUser(index, uuid, DOOR, noon, VIENNA, ALONE).reason,
    )
    expect(reasons).toEqual(['ALLOWED', 'NOT_CONFIGURED'])
  })

  test('R109: of another Miniserver’s user who is in none of a door’s many groups says that nothing is configured', () => {
    const names = Array.from({ length: 60 }, (_, number) => `Group ${number}`)
    const groups = { Free: [], ...Object.fromEntries(names.map((name) => [name, []])) }
    const permissions = names.map((name) => `group:${name} allow access:Front Door`)
    const users = { Anna: { groups: ['Free'], origin: OFFICE } }
    const index = compileAccess(aProgram({ controls: DOORS, groups, users, permissions }))
    const origins = someOrigins({ [OFFICE]: 'Office' })
    expect(decideUser(index, ANNA, DOOR, noon, VIENNA, origins).reason).toBe('NOT_CONFIGURED')
  })
})
