import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { type Engine, tagOf } from './engine.ts'
import { type Rights, slotOf } from './rights.ts'

/**
 * A question with all that it is about in its context, users and groups as numbers: no entity crosses, and two policies do for all.
 * Ancestors are flattened beforehand; which allows on the door have an active schedule is found out as part of each question.
 *
 * Chosen as the fastest of the encodings that answer the whole question, validity, denies and instant included, and hold all 10,000
 * users. Each gave the answers of `decide()`; in decisions a second, the best of nine rounds of one run on a busy machine:
 *
 * - user with its groups, and block with the allows active now, as entities, 4 policies (B of docs/limits.md): 3,400
 * - a policy set for each door, the user with its groups as an entity, schedules as conditions on weekday and minute: 4,500
 * - the same without entities, groups as names in the context: 4,800; as numbers: 5,900; a policy for each schedule: 6,000
 * - the same, groups as numbers, the door's active schedules in the context: 6,800
 * - the same, groups as one text that conditions search with `like`: 7,300
 * - this with a policy for each rule, five of them: 9,100; with two: 9,800; with one, `unless` for `forbid`: 10,100, of which the
 *   median is below that of two
 * - no question at all, one policy and an empty context, which is the least that a call takes: 34,500
 */
export function cedar(rights: Rights): Engine {
  const parsed = preparsePolicySet('campus', { staticPolicies: POLICIES })
  if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '))
  const numbers = numbersOf(rights)
  const askers = new Map<string, Asker>()
  const make = (user: number) => {
    const { tag, ...asker } = askerOf(rights, numbers, user)
    askers.set(tag, asker)
  }
  for (const user of rights.users.keys()) make(user)
  const blocks = new Map(rights.doors.map((door) => [door, blockOf(rights, numbers, door)]))
  return {
    name: 'cedar-wasm: 2 policies, ancestors and assignments as sets of numbers in the context that goes with each call',
    ask(tag, door, at) {
      const [asker, block] = [askers.get(tag), blocks.get(door)]
      if (asker === undefined || block === undefined) return false
      const active = rights.active[slotOf(at)]
      const allowed = block.allows.filter(({ schedule }) => active?.has(schedule)).map(({ number }) => number)
      const context = { ...asker.context, now: at, allowed, denied: block.denied }
      const call = { principal: asker.uid, action: OPEN, resource: block.uid, context, ...CAMPUS }
      const answer = statefulIsAuthorized(call)
      if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '))
      return answer.response.decision === 'allow'
    },
    afterChange: make,
  }
}

const POLICIES = {
  allow: 'permit(principal, action, resource) when { context.who.containsAny(context.allowed) };',
  deny: `forbid(principal, action, resource) when {
    context.who.containsAny(context.denied) || context has disabled ||
    (context has from && context.now < context.from) || (context has until && context.now >= context.until)
  };`,
}
const CAMPUS = { preparsedPolicySetId: 'campus', entities: [] }
const OPEN = { type: 'Action', id: 'open' }

type Numbers = ReadonlyMap<string, number>

interface Asker {
  readonly uid: { readonly type: string; readonly id: string }
  /** Of disabled, from and until only what the user has: each costs its way across. */
  readonly context: Readonly<Record<string, boolean | number | number[]>>
}

/** A number for each user and group that is allowed or denied anything, and for each user's ancestor. */
function numbersOf({ users, ancestors }: Rights): Numbers {
  const principals = new Set(users.flatMap(ancestors))
  return new Map([...principals].map((principal, number) => [principal, number]))
}

function askerOf({ users, ancestors }: Rights, numbers: Numbers, number: number): Asker & { readonly tag: string } {
  const user = users[number]
  if (user === undefined) throw new TypeError(`there is no user ${number}`)
  const { state, validFromMs, validUntilMs } = user.status
  const context = {
    who: ancestors(user).map((principal) => numbers.get(principal) ?? -1),
    ...(state === 'disabled' && { disabled: true }),
    ...(validFromMs !== undefined && { from: validFromMs }),
    ...(validUntilMs !== undefined && { until: validUntilMs }),
  }
  return { tag: tagOf(user), uid: { type: 'User', id: user.uuid }, context }
}

function blockOf({ onDoor }: Rights, numbers: Numbers, id: string) {
  const { allows = [], denies = [] } = onDoor.get(id) ?? {}
  return {
    uid: { type: 'Block', id },
    allows: allows.map(({ principal, schedule }) => ({ schedule, number: numbers.get(principal) ?? -2 })),
    denied: denies.map((principal) => numbers.get(principal) ?? -2),
  }
}
