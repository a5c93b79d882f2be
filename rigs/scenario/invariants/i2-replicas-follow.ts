import { canonicalJson } from '../../evidence/canonical-json.ts'
import type { Invariant, UnitSeen, Violation } from './evidence.ts'
import type { UnitProgram, UnitUser } from './unit-program.ts'

/**
 * I2: a replica is what its origin says of the user or group (§3.3.7, R40), wherever nothing stands between the two: they are in one
 * Trust, the origin lets the consumer see its users, and the consumer hears it.
 */
export const replicasFollow: Invariant = {
  number: 'I2',
  sentence: 'a replica is what its origin says, where nothing is under way and nothing in between is cut',
  violations: ({ units }) =>
    units.flatMap((consumer) =>
      consumer.follows.flatMap((serial) => {
        const origin = units.find((unit) => unit.serial === serial)
        return origin !== undefined && isJoined(origin, consumer) ? differences(origin, consumer) : []
      }),
    ),
}

function isJoined(origin: UnitSeen, consumer: UnitSeen): boolean {
  return isInOneTrust(origin, consumer) && letsSeeUsers(origin.program, consumer.serial)
}

const HAS_JOINED: ReadonlySet<string> = new Set(['joined', 'finalized'])

function isInOneTrust(one: UnitSeen, other: UnitSeen): boolean {
  const lists = ({ program }: UnitSeen, { serial }: UnitSeen): boolean =>
    program.trusts.some(
      ({ manager, members }) =>
        manager === serial || members.some((each) => each.serial === serial && HAS_JOINED.has(each.state)),
    )
  return lists(one, other) && lists(other, one)
}

/** Whether a member has User Management at this unit, itself or by a group, and no deny (R30–R32). */
export function letsSeeUsers({ members, groups, assignments }: UnitProgram, serial: string): boolean {
  const member = members.find((each) => each.serial === serial)
  const reached = new Set(member?.groups ?? [])
  for (const uuid of reached)
    for (const above of groups.find((each) => each.uuid === uuid)?.groups ?? []) reached.add(above)
  const holders = new Set([`member:${serial}`, ...[...reached].map((uuid) => `group:${uuid}`)])
  const effects = assignments
    .filter(({ principal, object, scope }) => {
      return holders.has(principal) && object === 'right:UserManagement' && scope === 'internal'
    })
    .map(({ effect }) => effect)
  const hasAll = groups.some(({ uuid, type }) => type === 'full-access' && reached.has(uuid))
  return !effects.includes('deny') && (effects.includes('allow') || hasAll)
}

function differences(origin: UnitSeen, consumer: UnitSeen): Violation[] {
  const at = (found: string): Violation => ({ where: consumer.site, found })
  const shared = sharedGroups(origin, consumer)
  const expected = expectedUsers(origin, consumer, shared)
  const present = new Map(
    consumer.program.users.filter((user) => user.origin === origin.serial).map((user) => [user.uuid, user]),
  )
  const groups = groupDifferences(origin, consumer, shared)
  const users = [...new Set([...expected.keys(), ...present.keys()])].flatMap((uuid) => {
    const [own, replica] = [expected.get(uuid), present.get(uuid)]
    if (replica === undefined) return [`${own?.name} of ${origin.site} is missing`]
    if (own === undefined) return [`${replica.name} is there, and ${origin.site} shares no such user`]
    const [said, held] = [projection(own, shared), projection(replica, shared)]
    const other = Object.keys(said).filter((field) => canonicalJson(said[field]) !== canonicalJson(held[field]))
    return other.length === 0 ? [] : [`${own.name} is not what ${origin.site} says: ${other.join(', ')}`]
  })
  return [...groups, ...users].map(at)
}

/** Groups that were imported, and those below them (R36). */
function sharedGroups({ serial, program }: UnitSeen, consumer: UnitSeen): ReadonlySet<string> {
  const own = program.groups.filter(({ origin, type }) => origin === undefined && type !== 'all' && type !== 'none')
  const asked = imported(consumer, serial, 'group')
  const shared = new Set(own.map(({ uuid }) => uuid).filter((uuid) => asked.has(uuid)))
  for (let before = -1; before !== shared.size; ) {
    before = shared.size
    for (const { uuid, groups } of own) if (groups.some((above) => shared.has(above))) shared.add(uuid)
  }
  return shared
}

function expectedUsers(
  { serial, program }: UnitSeen,
  consumer: UnitSeen,
  shared: ReadonlySet<string>,
): Map<string, UnitUser> {
  const asked = imported(consumer, serial, 'user')
  const own = program.users.filter(({ origin }) => origin === undefined)
  const chosen = own.filter(({ uuid, groups }) => asked.has(uuid) || groups.some((group) => shared.has(group)))
  return new Map(chosen.map((user) => [user.uuid, user]))
}

/** What was chosen; what came along with a group follows from that. */
function imported({ program }: UnitSeen, origin: string, kind: 'user' | 'group'): Set<string> {
  const chosen = program.imports.filter((each) => each.origin === origin && each.kind === kind && each.locked !== true)
  return new Set(chosen.map(({ uuid }) => uuid))
}

function groupDifferences(origin: UnitSeen, consumer: UnitSeen, shared: ReadonlySet<string>): string[] {
  const replicas = consumer.program.groups.filter((group) => group.origin === origin.serial)
  const strange = replicas.filter(({ uuid }) => !shared.has(uuid))
  const own = origin.program.groups.filter(({ uuid }) => shared.has(uuid))
  return [
    ...strange.map(({ name }) => `the group ${name} is there, and ${origin.site} shares no such group`),
    ...own.flatMap(({ uuid, name, groups }) => {
      const replica = replicas.find((each) => each.uuid === uuid)
      if (replica === undefined) return [`the group ${name} of ${origin.site} is missing`]
      const isSame = replica.name === name && among(groups, shared) === among(replica.groups, shared)
      return isSame ? [] : [`the group ${name} is not what ${origin.site} says`]
    }),
  ]
}

/** All that travels of a user (R40), and nothing that a consumer keeps of its own (R42). */
function projection(user: UnitUser, shared: ReadonlySet<string>): Record<string, unknown> {
  const { name, uniqueUserId, password, visuPassword, tags, ibuttons, externalIds, codeDigest, status, groups } = user
  const known = { name, uniqueUserId, password, visuPassword, tags, ibuttons, externalIds, codeDigest, status }
  return { ...known, groups: among(groups, shared) }
}

function among(groups: readonly string[], shared: ReadonlySet<string>): string {
  return groups
    .filter((group) => shared.has(group))
    .sort()
    .join()
}
