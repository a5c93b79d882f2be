/** A way into a site from the Internet, the fastest first, which is the order in which they are tried (§3.3.4) [P] (P-21). */
export const WAYS = ['hand', 'cloud-dns', 'remote-connect'] as const
export type Way = (typeof WAYS)[number]

/** How a Miniserver is set up for the Internet (§3.3.4). */
export interface InternetAccess {
  readonly by: 'nothing' | Way | readonly Way[]
  /** By hand and by Cloud DNS: whether it has an HTTPS port (R29); true when left out. */
  readonly https?: boolean | undefined
  /** Whether the router forwards that port; true when left out. */
  readonly forwarded?: boolean | undefined
  /** By hand: its static or DDNS address, `host:port`, as it tells it to others. */
  readonly address?: string | undefined
  /** What is wrong with it at Cloud DNS; nothing when left out. */
  readonly cloudDns?: 'not-registered' | 'not-reporting' | 'denied' | undefined
  /** What is wrong with its Remote Connect; nothing when left out. */
  readonly remoteConnect?: 'none' | 'timeout' | 'restart' | undefined
}

/** Where a Miniserver stands in the network, and what of it bears on who reaches it. */
export interface Standing {
  /** Sites of one LAN reach each other by their internal addresses, with or without the Internet. */
  readonly lan: string
  readonly access: InternetAccess
  readonly miniserverType: number
  /** Whether admin/admin opens it: then nothing from outside reaches it (DIFF-1). */
  readonly isUnsecured: boolean
  /** Whether its site has the Internet at all. */
  readonly isOnline: boolean
}

/** A Miniserver of a rig file that says nothing of networks: in the one LAN of all. */
export const ONE_LAN: Standing = {
  lan: '',
  access: { by: 'nothing' },
  miniserverType: 2,
  isUnsecured: false,
  isOnline: true,
}

/** Its ways, in the order in which they are tried. */
export function waysOf({ by }: InternetAccess): readonly Way[] {
  return WAYS.filter((way) => (typeof by === 'string' ? by === way : by.includes(way)))
}
