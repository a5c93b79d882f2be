import { expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { contributions, viewOf } from '../../../sim/domain/access/contributions.ts'
import type { Principal } from '../../../sim/domain/access/principal.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import { aProgram, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

function pathsOf(object: ObjectKey, permissions: string[]): string[] {
  const program = aProgram({ users: { Oliver: {} }, permissions })
  const index = compileAccess(program)
  const oliver = index.users.get(uuidOf('user', 'Oliver')) as Principal
  const moment = { at: Date.UTC(2026, 0, 7, 11), zone: VIENNA, modes: index.modes }
  const view = viewOf(index, oliver, { program, origins: ALONE }, moment)
  return contributions(view, object, 'internal').map(({ path }) => path)
}

test('R91: Loxone Config is the source of other rights, but not once more of itself', () => {
  const permissions = ['user:Oliver allow right:LoxoneConfig']
  expect(pathsOf('right:Ftp', permissions)).toEqual(['U:Oliver/right:LoxoneConfig'])
  expect(pathsOf('right:LoxoneConfig', permissions)).toEqual(['U:Oliver'])
})
