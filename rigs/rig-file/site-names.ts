import { BUILT_IN_GROUPS, BUILT_IN_MODES, BUILT_IN_SCHEDULES, FACTORY_ADMIN } from '../../sim/domain/program/factory.ts'
import type { Path } from './finding.ts'
import type { Loose, LooseRig, LooseSite, RigControl, RigDevice } from './shape.ts'

/** All the names there are at a site, built-ins included, as they are written. */
export interface SiteNames {
  readonly rooms: readonly string[]
  readonly categories: readonly string[]
  readonly modes: readonly string[]
  readonly schedules: readonly string[]
  readonly groups: readonly string[]
  readonly users: readonly string[]
  readonly controls: readonly string[]
  readonly doors: readonly string[]
  readonly intercomBlocks: readonly string[]
  readonly keypads: readonly string[]
  readonly iButtonReaders: readonly string[]
  readonly externalReaders: readonly string[]
  readonly intercoms: readonly string[]
}

export function namesOf(site: LooseSite | undefined): SiteNames {
  const program = site?.program
  const controls = entries(program?.controls)
  const devices = entries(site?.devices)
  const ofKind = (...kinds: RigControl['kind'][]) =>
    controls.filter(([, control]) => control?.kind === undefined || kinds.includes(control.kind)).map(([name]) => name)
  return {
    rooms: defined(program?.rooms),
    categories: defined(program?.categories),
    modes: [...BUILT_IN_MODES, ...keys(program?.operatingModes)],
    schedules: [...BUILT_IN_SCHEDULES, ...keys(program?.schedules)],
    groups: [...BUILT_IN_GROUPS, ...keys(program?.groups)],
    users: [FACTORY_ADMIN, ...keys(program?.users)],
    controls: controls.map(([name]) => name),
    doors: ofKind('authentication-nfc-code-touch', 'access-controller'),
    intercomBlocks: ofKind('intercom'),
    keypads: devices.filter(([, device]) => isOrMayBe(device, 'nfc-code-touch')).map(([name]) => name),
    iButtonReaders: devices.flatMap(([, device]) =>
      device?.kind === 'one-wire-extension' ? keys(device.readers) : [],
    ),
    externalReaders: devices.filter(([, device]) => isOrMayBe(device, 'external-reader')).map(([name]) => name),
    intercoms: devices.filter(([, device]) => isOrMayBe(device, 'intercom')).map(([name]) => name),
  }
}

/** A kind that was taken out for its spelling may be any; that was told. */
function isOrMayBe(device: Loose<RigDevice> | undefined, kind: RigDevice['kind']): boolean {
  return device?.kind === undefined || device.kind === kind
}

/** The sites of a rig with the path of each; those that are no map at all are passed over. */
export function sitesOf(rig: LooseRig): { readonly key: string; readonly path: Path; readonly site: LooseSite }[] {
  return entries(rig.sites).flatMap(([key, site]) => (site === undefined ? [] : [{ key, path: ['sites', key], site }]))
}

/** The name among `names` that is meant, without case; `undefined` when there is none. */
export function named(names: Iterable<string>, text: string): string | undefined {
  const wanted = text.trim().toLowerCase()
  for (const name of names) if (name.toLowerCase() === wanted) return name
  return undefined
}

/** The entry of a record whose key is meant, without case. */
export function entryNamed<Entry>(
  record: Readonly<Record<string, Entry>> | undefined,
  text: string,
): Entry | undefined {
  if (record !== undefined && Object.hasOwn(record, text)) return record[text]
  const name = named(keys(record), text)
  return name === undefined ? undefined : record?.[name]
}

export function keys(record: object | undefined): string[] {
  return Object.keys(record ?? {})
}

export function entries<Entry>(record: Readonly<Record<string, Entry>> | undefined): [string, Entry][] {
  return Object.entries(record ?? {})
}

export function defined<Item>(list: readonly (Item | undefined)[] | undefined): Item[] {
  return (list ?? []).filter((item): item is Item => item !== undefined)
}

export type LooseControl = Loose<RigControl>
