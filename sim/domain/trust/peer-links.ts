import type { PathName } from '../connectivity/route.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import { originName, type TrustState } from './state.ts'

/** What a unit's links tell of themselves, beside messages and failures. */
export type LinkNote =
  /** By which path a peer is reached from now on; without one, why by none. `passedOver`: why not by a faster one. */
  | {
      readonly type: 'path'
      readonly to: Serial
      readonly path?: PathName
      readonly reason?: string
      readonly passedOver?: string
    }
  /** More than ever before are on their way, or wait for their turn (§3.3.5). */
  | { readonly type: 'load'; readonly inFlight: number; readonly waiting: number }
  /** The queue has become too long. */
  | { readonly type: 'queue-long'; readonly waiting: number }

/** How a peer was reached last, and how long its answers took. Plain data. */
export interface PeerLink {
  way: Omit<LinkNote & { type: 'path' }, 'type' | 'to'>
  answered: number
  failed: number
  /** Of the last answers, oldest first. */
  readonly latenciesMs: number[]
}

/** The most that were on their way, and that waited, since the unit has power. */
export interface LinkLoad {
  inFlight: number
  waiting: number
}

/** The links of a unit, for people. */
export interface LinksStatus {
  readonly mostInFlight: number
  readonly mostWaiting: number
  readonly peers: readonly PeerLinkStatus[]
}

/** Latencies are from a request to its answer, of the last hundred, by nearest rank. */
export interface PeerLinkStatus {
  readonly serial: Serial
  readonly name: string
  readonly path?: PathName
  readonly reason?: string
  readonly passedOver?: string
  readonly answered: number
  readonly failed: number
  readonly p50Ms?: number
  readonly p95Ms?: number
  readonly maxMs?: number
}

/** Answers whose latencies are kept per peer. */
const LATENCIES_MAX = 100

/** The level of a warning among a Miniserver's messages (§3.3.5). */
const WARNING_LEVEL = 2

/** Takes note of what the links say; people hear of another path than that of the LAN, and of a queue that is too long. */
export function linkNoted(state: MiniserverState, note: LinkNote): Effect[] {
  const { trust } = state
  if (note.type === 'load') {
    Object.assign(trust.load, { inFlight: note.inFlight, waiting: note.waiting })
    return []
  }
  if (note.type === 'queue-long') return [queueNotice(note.waiting)]
  const { type: _, to, ...way } = note
  const link = linkTo(trust, to)
  const before = link.way
  link.way = way
  const isFirstInLan = before.path === undefined && before.reason === undefined && way.path === 'internal'
  if (isFirstInLan || before.path === way.path) return []
  const data = { peer: originName(state, to), serial: to, ...(before.path && { before: before.path }), ...way }
  return [{ type: 'notice', name: 'trust-path', data }]
}

/** A request was answered after so long. */
export function noteAnswer(trust: TrustState, peer: Serial, afterMs: number): void {
  const link = linkTo(trust, peer)
  link.answered += 1
  link.latenciesMs.push(afterMs)
  if (link.latenciesMs.length > LATENCIES_MAX) link.latenciesMs.shift()
}

/** A request could not be delivered, or nobody answered it. */
export function noteFailure(trust: TrustState, peer: Serial): void {
  linkTo(trust, peer).failed += 1
}

export function linksStatus(state: MiniserverState): LinksStatus {
  const { load, peerLinks } = state.trust
  const peers = Array.from(peerLinks, ([serial, { way, answered, failed, latenciesMs }]): PeerLinkStatus => {
    return { serial, name: originName(state, serial), ...way, answered, failed, ...ranksOf(latenciesMs) }
  })
  return { mostInFlight: load.inFlight, mostWaiting: load.waiting, peers }
}

function queueNotice(waiting: number): Effect {
  const message = `${waiting} Trust messages wait for their turn: this Miniserver is asked for more than it can send`
  return { type: 'notice', name: 'trust-queue-long', data: { level: WARNING_LEVEL, waiting, message } }
}

function linkTo(trust: TrustState, peer: Serial): PeerLink {
  const present = trust.peerLinks.get(peer)
  if (present !== undefined) return present
  const link: PeerLink = { way: {}, answered: 0, failed: 0, latenciesMs: [] }
  trust.peerLinks.set(peer, link)
  return link
}

function ranksOf(latenciesMs: readonly number[]): Pick<PeerLinkStatus, 'p50Ms' | 'p95Ms' | 'maxMs'> {
  if (latenciesMs.length === 0) return {}
  const sorted = [...latenciesMs].sort((one, other) => one - other)
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { p50Ms: rank(0.5), p95Ms: rank(0.95), maxMs: rank(1) }
}
