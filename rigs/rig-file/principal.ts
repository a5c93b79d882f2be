import type { LooseRig, LooseSite } from './shape.ts'
import { defined, entries, named, namesOf } from './site-names.ts'

/** Whom a permission of a site names. `site` is the key of the site the user or group belongs to, or the member's. */
export type RigPrincipal =
  | { readonly kind: 'user' | 'group'; readonly site: string; readonly name: string }
  | { readonly kind: 'member'; readonly site: string }

/** The principal that `text` is at a site: `Anna`, `Anna@Office`, `group:Adults`, `group:Adults@Office`, `member:Home`. */
export function principalAt(rig: LooseRig, siteKey: string, text: string): RigPrincipal | undefined {
  return principalsAt(rig, siteKey).get(
    text
      .trim()
      .toLowerCase()
      .replace(/^user:/, ''),
  )?.principal
}

/** As people would type them, for suggestions. */
export function principalNames(rig: LooseRig, siteKey: string): string[] {
  return Array.from(principalsAt(rig, siteKey).values(), ({ typed }) => typed)
}

interface Typed {
  readonly typed: string
  readonly principal: RigPrincipal
}

const known = new WeakMap<LooseRig, Map<string, ReadonlyMap<string, Typed>>>()

/** All principals of a site by how they are typed, in lower case. Built once per site: a file may have 100,000 permissions. */
function principalsAt(rig: LooseRig, siteKey: string): ReadonlyMap<string, Typed> {
  const bySite = known.get(rig) ?? new Map<string, ReadonlyMap<string, Typed>>()
  known.set(rig, bySite)
  const found = bySite.get(siteKey) ?? collect(rig, siteKey)
  bySite.set(siteKey, found)
  return found
}

function collect(rig: LooseRig, siteKey: string): ReadonlyMap<string, Typed> {
  const found = new Map<string, Typed>()
  const add = (typed: string, principal: RigPrincipal) => {
    if (!found.has(typed.toLowerCase())) found.set(typed.toLowerCase(), { typed, principal })
  }
  const own = namesOf(rig.sites?.[siteKey])
  for (const name of own.users) add(name, { kind: 'user', site: siteKey, name })
  for (const name of own.groups) add(`group:${name}`, { kind: 'group', site: siteKey, name })
  for (const { kind, site, name } of replicasAt(rig, siteKey)) {
    for (const host of hostNames(rig.sites?.[site])) {
      add(kind === 'user' ? `${name}@${host}` : `group:${name}@${host}`, { kind, site, name })
    }
  }
  for (const site of peersOf(rig, siteKey)) {
    for (const host of [...hostNames(rig.sites?.[site]), site]) add(`member:${host}`, { kind: 'member', site })
  }
  return found
}

/** What stands behind the `@`, and behind `member:`: name or serial number (§3.1). */
function hostNames(site: LooseSite | undefined): string[] {
  return defined([site?.miniserver?.name, site?.miniserver?.serial])
}

/** The other sites that a site is in a Trust with. */
export function peersOf(rig: LooseRig, siteKey: string): Set<string> {
  const trusts = defined(rig.trusts).map(({ manager, members }) => defined([manager, ...defined(members)]))
  const peers = new Set(trusts.filter((sites) => sites.includes(siteKey)).flat())
  peers.delete(siteKey)
  return peers
}

interface Replica {
  readonly kind: 'user' | 'group'
  readonly site: string
  readonly name: string
}

/** Users and groups of other sites that are shared to a site, by themselves or with a group. */
function replicasAt(rig: LooseRig, siteKey: string): Replica[] {
  const shares = defined(rig.trusts).flatMap(({ share }) => defined(share))
  return shares
    .filter(({ to }) => to?.includes(siteKey))
    .flatMap(({ user, group, from: site }): Replica[] => {
      if (site === undefined) return []
      const single: Replica[] = user === undefined ? [] : [{ kind: 'user', site, name: user }]
      return group === undefined ? single : [...single, ...withMembers(rig.sites?.[site], site, group)]
    })
}

/** A group with the groups and users in it, at any depth (R36). */
function withMembers(site: LooseSite | undefined, siteKey: string, group: string): Replica[] {
  const inside = new Set([group.toLowerCase()])
  const isInside = (groups: readonly (string | undefined)[] | undefined) =>
    defined(groups).some((name) => inside.has(name.toLowerCase()))
  const groups = entries(site?.program?.groups)
  for (let size = 0; size < inside.size; ) {
    size = inside.size
    for (const [name, entry] of groups) if (isInside(entry?.groups)) inside.add(name.toLowerCase())
  }
  const users = entries(site?.program?.users).filter(([, user]) => isInside(user?.groups))
  const all = [group, ...groups.map(([name]) => name)].filter((name) => inside.has(name.toLowerCase()))
  return [
    ...all.map((name): Replica => ({ kind: 'group', site: siteKey, name })),
    ...users.map(([name]): Replica => ({ kind: 'user', site: siteKey, name })),
  ]
}

/** Whether a site lets another take its users: `member:` of it is allowed User Management there (R30). */
export function maySubscribe(rig: LooseRig, origin: string, consumer: string): boolean {
  const permissions = defined(rig.sites?.[origin]?.program?.permissions)
  const concerned = permissions.filter(({ principal, allow, deny }) => {
    const objects = defined([allow, deny].flat())
    if (principal === undefined || named(objects, 'right:UserManagement') === undefined) return false
    const found = principalAt(rig, origin, principal)
    return found?.kind === 'member' && found.site === consumer
  })
  return concerned.some(({ allow }) => allow !== undefined) && concerned.every(({ deny }) => deny === undefined)
}
