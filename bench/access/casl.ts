import { AbilityBuilder, createMongoAbility, type MongoAbility, subject } from '@casl/ability'
import type { User } from '../../sim/domain/program/program.ts'
import { type Engine, tagOf } from './engine.ts'
import { type Rights, slotOf } from './rights.ts'

/**
 * One ability for each of the users, prebuilt of what the user and its ancestors are assigned; CASL knows no groups. A door comes
 * with the schedules that are active, looked up for each question, since CASL cannot know them; inverted rules stand last, so that a
 * deny wins.
 */
export function casl(rights: Rights, users: Iterable<number>): Engine {
  const abilities = new Map<string, MongoAbility>()
  const make = (number: number) => {
    const user = rights.users[number] as User
    abilities.set(tagOf(user), abilityOf(rights, user))
  }
  for (const user of users) make(user)
  const active = rights.active.map((schedules) =>
    Object.fromEntries([...schedules].map((schedule) => [schedule, true])),
  )
  return {
    name: '@casl/ability: `can()` of one prebuilt ability for each user, a rule for each schedule, inverted rules last',
    ask(tag, door, at) {
      const asked = subject('Door', { id: door, active: active[slotOf(at)], now: at })
      return abilities.get(tag)?.can('open', asked) ?? false
    },
    afterChange: make,
  }
}

function abilityOf(rights: Rights, user: User): MongoAbility {
  const { can, cannot, build } = new AbilityBuilder(createMongoAbility)
  const held = new Set(rights.ancestors(user))
  const denied: string[] = []
  const allowed = new Map<string, string[]>()
  for (const [door, { allows, denies }] of rights.onDoor) {
    if (denies.some((principal) => held.has(principal))) denied.push(door)
    for (const { principal, schedule } of allows) {
      if (held.has(principal)) allowed.set(schedule, [...(allowed.get(schedule) ?? []), door])
    }
  }
  for (const [schedule, doors] of allowed) can('open', 'Door', { id: { $in: doors }, [`active.${schedule}`]: true })
  if (denied.length > 0) cannot('open', 'Door', { id: { $in: denied } })
  const { state, validFromMs, validUntilMs } = user.status
  if (state === 'disabled') cannot('open', 'Door')
  if (validFromMs !== undefined) cannot('open', 'Door', { now: { $lt: validFromMs } })
  if (validUntilMs !== undefined) cannot('open', 'Door', { now: { $gte: validUntilMs } })
  return build()
}
