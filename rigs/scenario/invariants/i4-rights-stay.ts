import type { Invariant, Sync } from './evidence.ts'
import type { UnitProgram } from './unit-program.ts'

/**
 * I4: what principals are given, and which local groups they are in, is the unit's own and never comes over a Trust (R42).
 *
 * What goes together with its principal or object was not changed: a user deleted at the origin takes its grants along (C31).
 */
export const rightsStay: Invariant = {
  number: 'I4',
  sentence: 'rights never change because of a sync',
  violations: ({ syncs }) =>
    syncs.flatMap((sync) =>
      changesOf(sync).map((found) => ({ where: sync.site, line: sync.line, found: `after a sync ${found}` })),
    ),
}

function changesOf({ before, after }: Sync): string[] {
  const [had, has] = [rightsOf(before), rightsOf(after)]
  const names = new Map([...namesOf(before), ...namesOf(after)])
  const stays = namesOf(after)
  const came = [...has.keys()].filter((key) => !had.has(key))
  const went = [...had].filter(([key, { needs }]) => !has.has(key) && needs.every((need) => stays.has(need)))
  return [
    ...came.map((key) => `there is ${has.get(key)?.text(names)}, which was not there before`),
    ...went.map(([, right]) => `${right.text(names)} is gone`),
  ]
}

interface Right {
  /** Without any of these it goes as well. */
  readonly needs: readonly string[]
  text(names: ReadonlyMap<string, string>): string
}

/** Every right of a unit, by what makes it that right. */
function rightsOf({ assignments, users, groups, members }: UnitProgram): Map<string, Right> {
  const rights = new Map<string, Right>()
  for (const { principal, object, scope, effect, schedule = 'always' } of assignments) {
    rights.set([principal, object, scope, effect, schedule].join(' '), {
      needs: [principal, object].filter((key) => !/^(?:right|room|category|device):/.test(key)),
      text: (names) => `${effect} of ${names.get(object) ?? object} for ${names.get(principal) ?? principal}`,
    })
  }
  const local = new Set(groups.filter(({ origin }) => origin === undefined).map(({ uuid }) => uuid))
  const belonging = [
    ...users.map((user) => [`user:${user.uuid}`, user.groups] as const),
    ...groups.map((group) => [`group:${group.uuid}`, group.groups] as const),
    ...members.map((member) => [`member:${member.serial}`, member.groups] as const),
  ]
  for (const [key, of] of belonging) {
    for (const group of of.filter((uuid) => local.has(uuid))) {
      rights.set(`${key} in ${group}`, {
        needs: [key, `group:${group}`],
        text: (names) => `membership of ${names.get(key) ?? key} in ${names.get(`group:${group}`) ?? group}`,
      })
    }
  }
  return rights
}

/** Principals, and the objects that are blocks, by key. */
function namesOf({ users, groups, members, controls }: UnitProgram): Map<string, string> {
  return new Map([
    ...users.map(({ uuid, name }) => [`user:${uuid}`, name] as const),
    ...groups.map(({ uuid, name }) => [`group:${uuid}`, name] as const),
    ...members.map(({ serial }) => [`member:${serial}`, serial] as const),
    ...controls.flatMap(({ uuid, name }) =>
      ['access', 'function', 'device'].map((kind) => [`${kind}:${uuid}`, name] as const),
    ),
  ])
}
