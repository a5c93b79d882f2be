import { FACTORY_ADMIN, FACTORY_PASSWORD } from '../../sim/domain/program/factory.ts'
import { passwordScore } from '../../sim/domain/program/password-score.ts'
import { listed } from './checks/missing.ts'
import { credentialOf } from './credential.ts'
import { atKey, atValue, type Finding, type Path } from './finding.ts'
import { deniedAllows } from './lints/denied-allows.ts'
import { allGroupsOf, parents } from './lints/groups.ts'
import { shadowedSchedules } from './lints/shadowed-schedules.ts'
import { objectAt } from './object.ts'
import { principalAt } from './principal.ts'
import type { LooseRig, LooseSite } from './shape.ts'
import { defined, entries, namesOf, sitesOf } from './site-names.ts'

/** What is allowed in a rig file but seldom meant. Only what is certain. */
export function lint(rig: LooseRig): Finding[] {
  const ofSites = sitesOf(rig).flatMap(({ key, path, site }) => {
    const program = [...path, 'program']
    return [
      ...defaultPassword(site).map((name) =>
        atValue([...program, 'users', name, 'password'], 'DEFAULT_PASSWORD', DEFAULT),
      ),
      ...weakPasswords(site).map((name) => atValue([...program, 'users', name, 'password'], 'PASSWORD_WEAK', WEAK)),
      ...groupCycles(site).map((name) => atKey([...program, 'groups', name], 'GROUP_CYCLE', cycle(name))),
      ...ambiguousTags(rig, site).map(([user, index, other]) =>
        atValue(
          [...program, 'users', user, 'tags', index],
          'TAG_AMBIGUOUS',
          `User "${other}" bears the same tag; who it was will not be known.`,
        ),
      ),
      ...ignoredRights(rig, key, site),
      ...ignoredActivation(program, site),
    ]
  })
  return [...ofSites, ...shadowedSchedules(rig), ...deniedAllows(rig)]
}

const WEAK = 'This password is weak (score 0 of 3); eight letters of three kinds make a better one.'
const ACTIVATION = 'To access this means nothing: the door opens at these times without being activated.'
const DEFAULT = 'This is the factory password: every external way stays closed until it is changed.'

function cycle(name: string): string {
  return `Group "${name}" is in itself, through the groups it is in; all of them have the same rights.`
}

/** DIFF-1. */
function defaultPassword(site: LooseSite): string[] {
  const admins = entries(site.program?.users).filter(([name]) => name.toLowerCase() === FACTORY_ADMIN)
  return admins.filter(([, user]) => user?.password === FACTORY_PASSWORD).map(([name]) => name)
}

/** R142; the factory password is told as such. */
function weakPasswords(site: LooseSite): string[] {
  const told = defaultPassword(site)
  return entries(site.program?.users).flatMap(([name, user]) =>
    user?.password === undefined || told.includes(name) || passwordScore(user.password) > 0 ? [] : [name],
  )
}

/** AMB-9. */
function groupCycles(site: LooseSite): string[] {
  const groups = site.program?.groups
  return entries(groups).flatMap(([name]) => {
    return allGroupsOf(site, parents(site, name)).has(name.toLowerCase()) ? [name] : []
  })
}

/** P-59. */
function ignoredActivation(program: Path, site: LooseSite): Finding[] {
  return entries(site.program?.schedules).flatMap(([name, schedule]) =>
    listed([...program, 'schedules', name, 'entries'], schedule?.entries).flatMap(([at, entry]) =>
      entry?.needsActivation === true ? [atValue([...at, 'needsActivation'], 'ACTIVATION_IGNORED', ACTIVATION)] : [],
    ),
  )
}

/** §3.6.1: the second bearer, where in the list, and the first. */
function ambiguousTags(rig: LooseRig, site: LooseSite): [string, number, string][] {
  const bearers = new Map<string, string>()
  return entries(site.program?.users).flatMap(([name, user]) =>
    (user?.tags ?? []).flatMap((text, index): [string, number, string][] => {
      const id = text === undefined ? undefined : credentialOf(rig, 'tag', text)?.id
      if (id === undefined) return []
      const other = bearers.get(id)
      if (other === undefined) bearers.set(id, name)
      return other === undefined || other === name ? [] : [[name, index, other]]
    }),
  )
}

/** §3.4.2: of a Trust member only User Management and the Intercom mean anything. */
function ignoredRights(rig: LooseRig, key: string, site: LooseSite): Finding[] {
  const names = namesOf(site)
  return listed(['sites', key, 'program', 'permissions'], site.program?.permissions).flatMap(([at, permission]) => {
    const { principal, allow, deny } = permission ?? {}
    if (principal === undefined || principalAt(rig, key, principal)?.kind !== 'member') return []
    const objects = defined([allow, deny].flat()).flatMap((text) => objectAt(names, text) ?? [])
    const ignored = objects.find(({ kind, name }) => kind !== 'device' && name !== 'UserManagement')
    if (ignored === undefined) return []
    return [atKey(at, 'MEMBER_RIGHT_IGNORED', `To a Trust member ${ignored.kind}:${ignored.name} means nothing.`)]
  })
}
