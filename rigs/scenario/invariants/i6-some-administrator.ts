import type { Invariant, UnitSeen } from './evidence.ts'
import type { UnitProgram } from './unit-program.ts'

type User = UnitProgram['users'][number]

/** I6: a unit that nobody at it can administer is lost. Replicas do not count: they go when their origin does. */
export const someAdministrator: Invariant = {
  number: 'I6',
  sentence: 'every unit has at least one effective local administrator',
  violations: ({ units }) =>
    units
      .filter(({ program, wallMs }) => !program.users.some((user) => administers(program, user, wallMs)))
      .map((unit) => ({ where: unit.site, found: `none of ${countOf(unit)} can administer it now` })),
}

function countOf({ program }: UnitSeen): string {
  const count = program.users.filter(({ origin }) => origin === undefined).length
  return count === 1 ? 'its one local user' : `its ${count} local users`
}

/** §3.5 and §3.4.6, as they are written. */
function administers(program: UnitProgram, user: User, atMs: number): boolean {
  if (user.origin !== undefined || user.disabledHere === true || !isWithin(user.status, atMs)) return false
  const groups = groupsOf(program, user.groups)
  const holders = new Set([`user:${user.uuid}`, ...groups.map(({ uuid }) => `group:${uuid}`)])
  const effects = program.assignments
    .filter(({ principal, object, scope }) => {
      return holders.has(principal) && object === 'right:LoxoneConfig' && scope === 'internal'
    })
    .map(({ effect }) => effect)
  if (effects.includes('deny')) return false
  return effects.includes('allow') || groups.some(({ type }) => type === 'full-access')
}

function isWithin({ state, validFromMs, validUntilMs }: User['status'], atMs: number): boolean {
  const hasBegun = validFromMs !== undefined && atMs >= validFromMs
  const lasts = validUntilMs !== undefined && atMs < validUntilMs
  if (state === 'enabled-from') return hasBegun
  if (state === 'enabled-until') return lasts
  return state === 'enabled' || (state === 'timespan' && hasBegun && lasts)
}

/** All groups somebody in these groups is in, with the group of all; a group without members has none. */
function groupsOf({ groups }: UnitProgram, direct: readonly string[]): UnitProgram['groups'] {
  const reached = new Set(direct)
  for (const group of groups) if (group.type === 'all') reached.add(group.uuid)
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const group of groups) if (reached.has(group.uuid)) for (const above of group.groups) reached.add(above)
  }
  return groups.filter(({ uuid, type }) => reached.has(uuid) && type !== 'none')
}
