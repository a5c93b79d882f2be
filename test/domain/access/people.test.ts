import { describe, expect, test } from 'vitest'
import { compileAccess, userChanged } from '../../../sim/domain/access/access-index.ts'
import { decide, decideUser } from '../../../sim/domain/access/decide.ts'
import { aProgram, keyOf, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const ALONE = someOrigins()
const NAMES = Array.from({ length: 70 }, (_, number) => `Door ${number}`)
const controls = Object.fromEntries(NAMES.map((name) => [name, { kind: 'authentication-nfc-code-touch' as const }]))
const staffMayUse = NAMES.map((name) => `group:Staff allow access:${name}`)

describe('users by number', () => {
  test('are let in where they are allowed themselves, and nowhere else, however many doors there are', () => {
    for (const [place, name] of NAMES.entries()) {
      const other = NAMES[(place + 7) % NAMES.length]
      const permissions = [...staffMayUse, ...[name, other].map((door) => `user:Anna allow access:${door}`)]
      const index = compileAccess(aProgram({ groups: { Staff: [] }, users: { Anna: {} }, controls, permissions }))
      const open = NAMES.filter((door) => {
        const asked = keyOf(`access:${door}`)
        return decideUser(index, uuidOf('user', 'Anna'), asked, 0, VIENNA, ALONE).outcome === 'granted'
      })
      expect(new Set(open)).toEqual(new Set([name, other]))
    }
  })

  test('keep their own credentials when a number is used again', () => {
    const users = { Anna: { tags: ['04 01'] }, Bert: { tags: ['04 02'] }, Cleo: { tags: ['04 03'] } }
    const permissions = ['user:Cleo allow access:Door 0', 'group:Staff allow access:Door 0']
    const program = aProgram({ groups: { Staff: [] }, users, controls, permissions })
    const index = compileAccess(program)
    const [anna, bert] = ['Anna', 'Bert'].map((name) => program.users.get(uuidOf('user', name)))
    if (anna === undefined || bert === undefined) throw new TypeError('nobody is there')
    for (const user of [anna, bert]) {
      program.users.delete(user.uuid)
      userChanged(index, program, user.uuid)
    }
    for (const user of [anna, bert]) {
      program.users.set(user.uuid, user)
      userChanged(index, program, user.uuid)
    }
    const whose = ['04 01', '04 02', '04 03', '04 04'].map((id) => {
      const request = { credential: { kind: 'tag', id } as const, object: keyOf('access:Door 0') }
      const { user, candidates, reason } = decide(index, request, 0, VIENNA, ALONE)
      return [user, candidates, reason]
    })
    const cleo = uuidOf('user', 'Cleo')
    expect(whose).toEqual([
      [anna.uuid, [anna.uuid], 'NOT_CONFIGURED'],
      [bert.uuid, [bert.uuid], 'NOT_CONFIGURED'],
      [cleo, [cleo], 'ALLOWED'],
      [undefined, [], 'UNKNOWN_CREDENTIAL'],
    ])
  })
})
