import { SYSTEM_RIGHTS } from '../../sim/domain/program/names.ts'
import { named, type SiteNames } from './site-names.ts'

export type RigObjectKind = 'right' | 'room' | 'category' | 'function' | 'access' | 'device'

/** What a permission is about, by kind and name as the site writes it. */
export interface RigObject {
  readonly kind: RigObjectKind
  readonly name: string
}

const NAMES: { readonly [Kind in RigObjectKind]: (site: SiteNames) => readonly string[] } = {
  right: () => SYSTEM_RIGHTS,
  room: (site) => site.rooms,
  category: (site) => site.categories,
  function: (site) => site.controls,
  access: (site) => site.doors,
  device: (site) => site.intercomBlocks,
}

/** The object that `text`, such as `access:Front Door`, is at a site. */
export function objectAt(site: SiteNames, text: string): RigObject | undefined {
  const colon = text.indexOf(':')
  const kind = named(Object.keys(NAMES), text.slice(0, Math.max(colon, 0))) as RigObjectKind | undefined
  const name = kind === undefined ? undefined : named(NAMES[kind](site), text.slice(colon + 1))
  return kind === undefined || name === undefined ? undefined : { kind, name }
}

/** As people would type them, for suggestions. */
export function objectNames(site: SiteNames): string[] {
  return Object.entries(NAMES).flatMap(([kind, namesOf]) => namesOf(site).map((name) => `${kind}:${name}`))
}

/** The tag reader and the Intercom are there or not, wherever one connects from (§3.4.1 [P]). */
export function isPhysical({ kind }: RigObject): boolean {
  return kind === 'access' || kind === 'device'
}
