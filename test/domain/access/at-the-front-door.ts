import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { type AccessRequest, decide } from '../../../sim/domain/access/decide.ts'
import type { Decision } from '../../../sim/domain/access/decision.ts'
import type { Origins } from '../../../sim/domain/access/origins.ts'
import { aProgram, keyOf, type ProgramDescription } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

export const OFFICE = '504F94A00001'
export const DOOR = keyOf('access:Front Door')
export const noon = Date.UTC(2026, 0, 1, 11)

export const DOORS = {
  'Front Door': { kind: 'authentication-nfc-code-touch' },
  Gate: { kind: 'access-controller' },
} as const

/** Who holds the tag that is presented. Employees are in Adults. */
export const OLIVER = { groups: ['Employees'], tags: ['04 A1 B2 C3'] }
export const GROUPS = { Employees: ['Adults'], Adults: [] }

export const request: AccessRequest = { credential: { kind: 'tag', id: '04 A1 B2 C3' }, object: DOOR }

/** What the front door answers to Oliver's tag in a program. */
export function decideWith(description: ProgramDescription, at = noon, origins: Origins = ALONE): Decision {
  return decide(compileAccess(aProgram({ controls: DOORS, ...description })), request, at, VIENNA, origins)
}
