import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { Uuid } from '../../sim/domain/program/names.ts'
import type { AccessController, AuthenticationNfcCodeTouch, Control } from '../../sim/domain/program/program.ts'
import { siteNamed } from '../control/addresses.ts'
import { hostName } from '../control/owners.ts'
import type { AuditedRig, AuditedSite } from './audited-rig.ts'

/** Of whom and of which doors an audit is; what is left out is everybody, and everywhere. */
export interface AuditFilter {
  /** `Anna`, or `Anna@Office` where several Miniservers have one. */
  readonly users?: readonly string[] | undefined
  /** `Front Door`, `home/Front Door` or `home/access:Front Door`. */
  readonly doors?: readonly string[] | undefined
  readonly sites?: readonly string[] | undefined
}

/** A person, once, however many sites know them. */
export interface AskedUser {
  readonly uuid: Uuid
  readonly name: string
  /** The name of the Miniserver that owns the user, as in `Anna@Office`. */
  readonly origin: string
  /** That Miniserver's site, where it is in the rig. */
  readonly site?: string
}

export interface AskedDoor {
  readonly at: AuditedSite
  readonly uuid: Uuid
  readonly name: string
}

/** By name, then by origin. Throws NOT_FOUND with the nearest names. */
export function askedUsers(rig: AuditedRig, { users }: AuditFilter): AskedUser[] {
  const all = [...allUsers(rig).values()].sort((a, b) => inOrder([a.name, a.origin], [b.name, b.origin]))
  return chosen(all, users, 'user', ({ name, origin, site = origin }) => [name, `${name}@${origin}`, `${name}@${site}`])
}

/** By site, then by name. Throws NOT_FOUND with the nearest names. */
export function askedDoors(rig: AuditedRig, { doors, sites }: AuditFilter): AskedDoor[] {
  const named = sites?.map((site) => siteNamed(rig.file, site))
  const within = rig.sites.filter(({ site }) => named?.includes(site) ?? true)
  const all = within.flatMap((at) =>
    [...at.program.controls.values()].filter(isDoor).map(({ uuid, name }) => ({ at, uuid, name })),
  )
  const sorted = all.sort((a, b) => inOrder([a.at.site, a.name], [b.at.site, b.name]))
  return chosen(sorted, doors, 'door', ({ at, name }) => [name, `${at.site}/${name}`, `${at.site}/access:${name}`])
}

function isDoor(control: Control): control is AuthenticationNfcCodeTouch | AccessController {
  return control.kind === 'authentication-nfc-code-touch' || control.kind === 'access-controller'
}

/** Everybody whom a site owns is called as there; a replica whose owner is not in the rig as it came. */
function allUsers(rig: AuditedRig): Map<Uuid, AskedUser> {
  const all = new Map<Uuid, AskedUser>()
  for (const { site, program } of rig.sites) {
    for (const { uuid, name, origin } of program.users.values()) {
      if (origin === undefined) all.set(uuid, { uuid, name, site, origin: nameOfSite(rig, site) })
      else if (!all.has(uuid)) all.set(uuid, { uuid, name, ...ownerOf(rig, program, origin) })
    }
  }
  return all
}

function nameOfSite({ file }: AuditedRig, site: string): string {
  return file.sites[site]?.miniserver.name ?? site
}

function ownerOf(rig: AuditedRig, program: AuditedSite['program'], serial: string): Pick<AskedUser, 'origin' | 'site'> {
  const { sites } = rig.file
  const site = Object.keys(sites).find((each) => sites[each]?.miniserver.serial.toUpperCase() === serial)
  return site === undefined ? { origin: hostName(rig.file, program, serial) } : { site, origin: nameOfSite(rig, site) }
}

function chosen<Each>(
  all: Each[],
  wanted: readonly string[] | undefined,
  kind: string,
  namesOf: (each: Each) => string[],
) {
  if (wanted === undefined) return all
  const found = new Set<Each>()
  for (const word of wanted) {
    const meant = all.filter((each) => namesOf(each).some((name) => name.toLowerCase() === word.trim().toLowerCase()))
    if (meant.length === 0)
      throw new RigError('NOT_FOUND', `no ${kind} ${word} to audit.${didYouMean(word, all.flatMap(namesOf))}`)
    for (const each of meant) found.add(each)
  }
  return all.filter((each) => found.has(each))
}

function inOrder(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((text, at) => text !== b[at])
  return place === -1 ? 0 : (a[place] ?? '') < (b[place] ?? '') ? -1 : 1
}
