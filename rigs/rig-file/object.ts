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
  const name =
    kind === undefined
      ? undefined
      : byLowerCase(NAMES[kind](site)).get(
          text
            .slice(colon + 1)
            .trim()
            .toLowerCase(),
        )
  return kind === undefined || name === undefined ? undefined : { kind, name }
}

const known = new WeakMap<readonly string[], ReadonlyMap<string, string>>()

/** Built once per list: a file may have 100,000 permissions. Of names that differ in case only the first counts. */
function byLowerCase(names: readonly string[]): ReadonlyMap<string, string> {
  const found = known.get(names) ?? new Map(names.toReversed().map((name) => [name.toLowerCase(), name]))
  known.set(names, found)
  return found
}

/** As people would type them, for suggestions. */
export function objectNames(site: SiteNames): string[] {
  return Object.entries(NAMES).flatMap(([kind, namesOf]) => namesOf(site).map((name) => `${kind}:${name}`))
}

/** The tag reader and the Intercom are there or not, wherever one connects from (§3.4.1 [P]). */
export function isPhysical({ kind }: RigObject): boolean {
  return kind === 'access' || kind === 'device'
}
