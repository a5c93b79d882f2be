import { objectAt, objectNames, type RigObject } from './object.ts'
import type { LooseRig } from './shape.ts'
import { keys, named, namesOf } from './site-names.ts'

/** An object of the rig: `home/access:Front Door`, or `access:Front Door` where the site is said elsewhere. */
export interface ObjectAddress {
  readonly site: string
  readonly object: RigObject
}

/** The object that a text names; `undefined` where there is no such site, or nothing of that name there. */
export function objectAddress(rig: LooseRig, text: string, given: string | undefined): ObjectAddress | undefined {
  const { site, name } = splitAddress(rig, text, given)
  const object = site === undefined ? undefined : objectAt(namesOf(rig.sites?.[site]), name)
  return site === undefined || object === undefined ? undefined : { site, object }
}

/** As people would type them, for suggestions. */
export function objectAddresses(rig: LooseRig): string[] {
  return keys(rig.sites).flatMap((site) => objectNames(namesOf(rig.sites?.[site])).map((name) => `${site}/${name}`))
}

/** What stands before the first slash is the site, unless it is part of the name: `room:Hall / Stairs`. */
function splitAddress(rig: LooseRig, text: string, given: string | undefined) {
  const slash = text.indexOf('/')
  const colon = text.indexOf(':')
  if (slash < 0 || (colon >= 0 && colon < slash)) return { site: given, name: text }
  return { site: named(keys(rig.sites), text.slice(0, slash)), name: text.slice(slash + 1) }
}
