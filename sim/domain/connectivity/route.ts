import { CLOUD_DNS_SENTENCES, cloudDns } from './cloud-dns.ts'
import { type Standing, type Way, waysOf } from './standing.ts'

/** By which address or service a peer is reached, the first that is tried first (§3.3.4) [P] (P-21). */
export const PATHS = ['internal', 'external', 'cloud-dns', 'remote-connect'] as const
export type PathName = (typeof PATHS)[number]

/**
 * The way to a peer, or why there is none; without a reason nobody answers, and whoever asks times out. `passedOver` says why
 * faster ways are not taken.
 */
export type Route =
  | { readonly path: PathName; readonly latencyMs: number; readonly passedOver?: string }
  | { readonly refused: string | undefined }

/** How long a message takes by a path (§3.3.4) [P] (P-20, P-203). */
export const LATENCY_MS: Readonly<Record<PathName, number>> = {
  internal: 5,
  external: 30,
  'cloud-dns': 30,
  'remote-connect': 300,
}

/** After so long a peer counts as one that does not answer: "times out after a few seconds" (§3.3.4) [P] (P-20). */
export const UNREACHABLE_MS = 5_000

/** Whoever is told why there is no way is told after so long: it asks the Internet. */
export const REFUSED_MS = LATENCY_MS.external

/**
 * The first way that is open: the LAN, else over the Internet as the target is set up. Each side opens connections of its own, so
 * that a sender whom nobody reaches has no answer to wait for, and no way either (R29).
 */
export function routeTo(from: Standing, to: Standing, isInternetUp: boolean): Route {
  if (from.lan === to.lan) return { path: 'internal', latencyMs: LATENCY_MS.internal }
  if ([to, from].some(({ access }) => waysOf(access).length === 0)) return { refused: undefined }
  if (!isInternetUp || !from.isOnline) return { refused: 'the Internet is not there' }
  const there = openWay(to)
  if ('refused' in there) return there
  const back = openWay(from)
  if ('refused' in back) return back
  const path = PATH_OF[there.way]
  return { path, latencyMs: LATENCY_MS[path], ...(there.passedOver !== '' && { passedOver: there.passedOver }) }
}

const PATH_OF: Readonly<Record<Way, PathName>> = {
  hand: 'external',
  'cloud-dns': 'cloud-dns',
  'remote-connect': 'remote-connect',
}

type OpenWay = { readonly way: Way; readonly passedOver: string } | { readonly refused: string | undefined }

/** The first way into a site that is open. Where none is, why not, of each; nothing where nobody says so. */
function openWay(unit: Standing): OpenWay {
  const reasons: string[] = []
  let isSilent = false
  for (const way of waysOf(unit.access)) {
    const closed = way === 'hand' ? closedByHand(unit) : closedAtCloud(unit, way)
    if (closed === undefined) return { way, passedOver: reasons.join('; ') }
    if (closed === SILENT) isSilent = true
    else reasons.push(closed)
  }
  return { refused: isSilent && reasons.length === 0 ? undefined : reasons.join('; ') }
}

/** Nobody answers there. */
const SILENT = Symbol('silent')

function closedByHand(unit: Standing): string | typeof SILENT | undefined {
  const { https = true, forwarded = true } = unit.access
  if (unit.isUnsecured) return `${CLOUD_DNS_SENTENCES[409]}: admin/admin opens it`
  if (!https) return 'HTTPS_PORT_REQUIRED: there is an HTTP port only'
  if (!forwarded) return 'PORT_NOT_FORWARDED: the HTTPS port is not forwarded'
  return unit.isOnline ? undefined : SILENT
}

function closedAtCloud(unit: Standing, way: 'cloud-dns' | 'remote-connect'): string | undefined {
  const code = cloudDns(unit, way)
  return code === 200 ? undefined : `${CLOUD_DNS_SENTENCES[code]} (Cloud DNS ${code})`
}
