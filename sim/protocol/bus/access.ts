import { LEVEL } from './payloads.ts'
import { filterCovers, filterMatches } from './topic-filter.ts'

/** Whose login it is. The Miniserver's own device is `miniserver`. */
export type BusRole =
  | { readonly role: 'device'; readonly site: string; readonly device: string }
  | { readonly role: 'miniserver'; readonly site: string }
  | { readonly role: 'observer' }
  | { readonly role: 'rig' }

/** Topic filters a login may publish to and read from. A broker that is not ours gets the same lists as its ACL. */
export interface BusAccess {
  readonly publish: readonly string[]
  readonly read: readonly string[]
}

/** What devices know of themselves. The outputs of the block at a reader are its Miniserver's to tell. */
const DEVICE_STATES = ['alive', 'led', 'sound', 'bell', 'muted', 'device-state']

/**
 * Who may do what on the bus (docs/interface.md, "The bus"): a device its own topics, a Miniserver those of its site, the
 * observer reads all and publishes nothing, the rig reads all and publishes commands, the clock and polls. Clock and polls are everyone's.
 */
export function accessOf(prefix: string, login: BusRole): BusAccess {
  const theRigs = [`${prefix}/$clock`, `${prefix}/$poll`]
  switch (login.role) {
    case 'device': {
      const own = `${prefix}/${login.site}/${login.device}`
      return {
        publish: [
          ...[`${own}/event/+`, `${own}/$state`, `${own}/$description`, `${own}/$tally`],
          ...DEVICE_STATES.map((name) => `${own}/state/${name}`),
        ],
        read: [`${own}/command/#`, `${own}/receipt`, ...theRigs],
      }
    }
    case 'miniserver': {
      const own = `${prefix}/${login.site}/miniserver`
      const any = `${prefix}/${login.site}/+`
      return {
        publish: [
          ...[`${any}/receipt`, `${any}/command/+`, `${any}/state/+`, `${any}/decision`],
          ...[`${own}/$state`, `${own}/$description`, `${own}/$tally`, `${own}/event/+`, `${own}/notice/+`],
        ],
        read: [
          ...[`${any}/event/#`, `${any}/state/+`, `${any}/$state`, `${any}/$description`],
          ...[`${own}/command/#`, ...theRigs],
        ],
      }
    }
    case 'observer':
      return { publish: [], read: [`${prefix}/#`] }
    case 'rig':
      return { publish: [`${prefix}/+/+/command/+`, ...theRigs], read: [`${prefix}/#`] }
  }
}

export function mayPublish(access: BusAccess, topic: string): boolean {
  return (
    topic.split('/').every((level) => LEVEL.test(level)) &&
    access.publish.some((filter) => filterMatches(filter, topic))
  )
}

/** Whether everything the filter asks for is within what this login may read. */
export function mayRead(access: BusAccess, filter: string): boolean {
  return access.read.some((allowed) => filterCovers(allowed, filter))
}
