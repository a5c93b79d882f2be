import { z } from 'zod'

const peers = z.object({ peers: z.array(z.object({ serial: z.string(), name: z.string() })) })
const opened = z.object({ serial: z.string(), user: z.string(), ticket: z.string() })

/** A Miniserver at which the user can go on. */
export type LinkPeer = z.output<typeof peers>['peers'][number]

/** What an App logs in with there, once (docs/miniserver-protocol.md §4.4). */
export type LinkTicket = z.output<typeof opened>

export function readLinkPeers(value: unknown): readonly LinkPeer[] {
  return peers.parse(value).peers
}

export function readLinkTicket(value: unknown): LinkTicket {
  return opened.parse(value)
}
