import { type Enforcer, newEnforcer, newModelFromString } from 'casbin'
import type { User } from '../../sim/domain/program/program.ts'
import { type Engine, tagOf } from './engine.ts'
import { type Rights, slotOf } from './rights.ts'

/**
 * One enforcer for each of the users, which holds the lines of that user's ancestors alone: of the forms that evaluate anything, the
 * fastest. Roles and deny-override are Casbin's own, schedules a function of ours in its matcher. Validity is asked first, by
 * the caller, which counts.
 */
export async function casbin(rights: Rights, users: Iterable<number>): Promise<Engine> {
  const askers = new Map<string, { readonly user: User; readonly subject: string; readonly enforcer: Enforcer }>()
  const make = async (number: number) => {
    const user = rights.users[number] as User
    askers.set(tagOf(user), { user, subject: `user:${user.uuid}`, enforcer: await enforcerOf(rights, user) })
  }
  for (const user of users) await make(user)
  return {
    name: 'casbin: `enforceSync` of one enforcer for each user, with the policy lines of its ancestors',
    ask(tag, door, at) {
      const asker = askers.get(tag)
      if (asker === undefined || !isInWindow(asker.user, at)) return false
      return asker.enforcer.enforceSync(asker.subject, door, slotOf(at))
    },
    afterChange: make,
  }
}

const MODEL = `
[request_definition]
r = sub, obj, slot
[policy_definition]
p = sub, obj, schedule, eft
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.obj == p.obj && g(r.sub, p.sub) && isActive(r.slot, p.schedule)
`

function isInWindow({ status }: User, at: number): boolean {
  const { state, validFromMs = 0, validUntilMs = Number.POSITIVE_INFINITY } = status
  return state !== 'disabled' && at >= validFromMs && at < validUntilMs
}

async function enforcerOf(rights: Rights, user: User): Promise<Enforcer> {
  const enforcer = await newEnforcer(newModelFromString(MODEL))
  await enforcer.addFunction(
    'isActive',
    (slot: number, schedule: string) => rights.active[slot]?.has(schedule) ?? false,
  )
  const [self = '', ...groups] = rights.ancestors(user)
  const held = new Set([self, ...groups])
  const lines: string[][] = []
  for (const [door, { allows, denies }] of rights.onDoor) {
    for (const { principal, schedule } of allows)
      if (held.has(principal)) lines.push([principal, door, schedule, 'allow'])
    for (const principal of denies) if (held.has(principal)) lines.push([principal, door, 'always', 'deny'])
  }
  await enforcer.addPolicies(lines)
  await enforcer.addGroupingPolicies(groups.map((group) => [self, group]))
  return enforcer
}
