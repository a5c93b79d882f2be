import type { Assignment, Program } from '../../sim/domain/program/program.ts'
import type { Membership } from '../../sim/domain/trust/membership.ts'
import { fromBundle } from '../modules.ts'
import { personOf, STAFF } from './people.ts'
import type { Addresses, Plan, UnitPlan } from './plan.ts'

const FIRMWARE = '16.0.6.10'
const TRUST = '0000aaaa-0005-0000-ffff504f94a00000'

/** What a unit says of itself. */
export function infoOf({ serial, name }: UnitPlan, addresses: Addresses) {
  const internalAddress = addresses[serial]
  return {
    serial,
    name,
    miniserverType: 2,
    firmware: FIRMWARE,
    ...(internalAddress !== undefined && { internalAddress }),
  }
}

/** What the origin runs: its users in one group, and each member may ask for them. `hash`: of the unit's environment. */
export async function originProgram(plan: Plan, addresses: Addresses, hash: Hash): Promise<Program> {
  const { factoryProgram } = await fromBundle<typeof import('../../sim/domain/program/factory.ts')>(
    'sim/domain/program/factory.ts',
  )
  const { assignmentKey } = await fromBundle<typeof import('../../sim/domain/program/program.ts')>(
    'sim/domain/program/program.ts',
  )
  const program = factoryProgram(plan.origin.serial, hash)
  program.groups.set(STAFF.uuid, STAFF)
  for (let number = 0; number < plan.users; number++) {
    const person = personOf(number)
    program.users.set(person.uuid, person)
  }
  for (const { serial } of plan.members) {
    program.members.set(serial, { serial, groups: [] })
    const principal = `member:${serial}` as const
    const right: Assignment = { principal, object: 'right:UserManagement', scope: 'internal', effect: 'allow' }
    program.assignments.set(assignmentKey(right), right)
  }
  program.trusts.set(TRUST, trustOf(plan, addresses))
  return program
}

/** What a member runs: nobody of its own but the administrator, and the origin's group is asked for. */
export async function memberProgram(
  plan: Plan,
  { serial }: UnitPlan,
  addresses: Addresses,
  hash: Hash,
): Promise<Program> {
  const { factoryProgram } = await fromBundle<typeof import('../../sim/domain/program/factory.ts')>(
    'sim/domain/program/factory.ts',
  )
  const { importKey } = await fromBundle<typeof import('../../sim/domain/trust/membership.ts')>(
    'sim/domain/trust/membership.ts',
  )
  const program = factoryProgram(serial, hash)
  const wanted = { origin: plan.origin.serial, kind: 'group', uuid: STAFF.uuid } as const
  program.imports.set(importKey(wanted), wanted)
  program.trusts.set(TRUST, trustOf(plan, addresses))
  return program
}

type Hash = (alg: 'SHA1' | 'SHA256', text: string) => string

function trustOf(plan: Plan, addresses: Addresses): Membership {
  const entry = (unit: UnitPlan) =>
    ({ serial: unit.serial, state: 'finalized', info: infoOf(unit, addresses) }) as const
  return {
    ...{ trustUuid: TRUST, name: 'Company', manager: plan.origin.serial, epoch: 1 },
    members: [plan.origin, ...plan.members].map(entry),
  }
}
