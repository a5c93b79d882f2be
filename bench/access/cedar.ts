import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import type { User } from '../../sim/domain/program/program.ts'
import type { Engine } from './engine.ts'
import { type Rights, slotOf } from './rights.ts'

/**
 * The assignments as sets on the block, so that four policies do for all; of the encodings in docs/limits.md the fastest. Entities
 * cross as JSON with each question: the user with all its ancestors as parents, and the block with those who are allowed there in
 * a quarter of an hour. Finding these ancestors and these schedules is left out of the measurement; Cedar knows no week in a zone.
 */
export function cedar(rights: Rights): Engine {
  const parsed = preparsePolicySet('campus', { staticPolicies: POLICIES })
  if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '))
  const users = new Map<number, ReturnType<typeof userEntity>>()
  return {
    name: 'cedar-wasm: 4 policies, assignments as attribute sets on the block that goes with each call',
    word: ({ user, door, at }) => {
      const known = users.get(user) ?? userEntity(rights, rights.users[user] as User)
      users.set(user, known)
      const block = blockEntity(rights, rights.doors[door] ?? '', slotOf(at))
      const call = {
        principal: known.uid,
        action: { type: 'Action', id: 'open' },
        resource: block.uid,
        context: { now: at },
        preparsedPolicySetId: 'campus',
        entities: [known, block],
      }
      return () => {
        const answer = statefulIsAuthorized(call)
        if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
        return answer.response.decision === 'allow'
      }
    },
  }
}

const POLICIES = {
  allow: 'permit(principal, action, resource) when { principal in resource.allowed };',
  deny: 'forbid(principal, action, resource) when { principal in resource.denied };',
  disabled: 'forbid(principal, action, resource) when { principal.disabled };',
  window:
    'forbid(principal, action, resource) unless { principal.from <= context.now && context.now < principal.until };',
}

function userEntity(rights: Rights, user: User) {
  const [self = '', ...groups] = rights.ancestors(user)
  const { state, validFromMs = 0, validUntilMs = Number.MAX_SAFE_INTEGER } = user.status
  return {
    uid: { type: 'Principal', id: self },
    attrs: { disabled: state === 'disabled', from: validFromMs, until: validUntilMs },
    parents: groups.map((id) => ({ type: 'Principal', id })),
  }
}

function blockEntity({ onDoor, active }: Rights, id: string, slot: number) {
  const { allows = [], denies = [] } = onDoor.get(id) ?? {}
  const entity = (principal: string) => ({ __entity: { type: 'Principal', id: principal } })
  const open = allows.filter(({ schedule }) => active[slot]?.has(schedule))
  const attrs = { allowed: open.map(({ principal }) => entity(principal)), denied: denies.map(entity) }
  return { uid: { type: 'Block', id }, attrs, parents: [] }
}
