import { join } from 'node:path'
import type { PlacementOptions, Running } from './running.ts'

/** Where devices find their network and their disk, as their bundles tell them. */
export interface Places {
  readonly listenHost: string
  /** The name under which Trust peers reach a site's Miniserver, where that is not `listenHost`. */
  readonly advertisedHost?: (site: string) => string
  /** Folder of the storage engine of the process in which a site's Miniserver runs: no two processes share one. */
  readonly storeDirectory: (site: string) => string
  readonly keyDirectory: string
}

/** Who starts devices where loxrig itself does not: in containers, each with a network and a disk of its own. */
export interface Elsewhere {
  /** The name under which devices reach a site's Miniserver. */
  readonly advertisedHost: (site: string) => string
  /** Folder of its own disk to which each Miniserver may write. */
  readonly directory: string
  open(options: PlacementOptions): Promise<Running>
}

export interface HerePlaces {
  readonly listen: string
  /** Folder of all rigs, and of this one. */
  readonly directory: string
  readonly rigDirectory: string
  /** Whether every device has a process of its own. */
  readonly isApart: boolean
}

/** On this machine's own network and disk. */
export function placesHere({ listen, directory, rigDirectory, isApart }: HerePlaces): Places {
  const store = join(rigDirectory, 'store')
  return {
    listenHost: listen,
    storeDirectory: (site) => (isApart ? join(store, site) : store),
    keyDirectory: join(directory, 'keys'),
  }
}

export function placesElsewhere({ advertisedHost, directory }: Elsewhere): Places {
  return {
    listenHost: '0.0.0.0',
    advertisedHost,
    storeDirectory: () => `${directory}/store`,
    keyDirectory: `${directory}/keys`,
  }
}
