/** How a Miniserver can be reached over the Internet (§3.3.4). */
export interface InternetAccess {
  readonly by: 'nothing' | 'hand' | 'cloud-dns' | 'remote-connect'
  /** By hand and by Cloud DNS: whether it has an HTTPS port (R29); true when left out. */
  readonly https?: boolean | undefined
  /** Whether the router forwards that port; true when left out. */
  readonly forwarded?: boolean | undefined
}

/** Where a Miniserver stands in the network. */
export interface Standing {
  /** Sites of one LAN reach each other by their internal addresses, with or without the Internet. */
  readonly lan: string
  readonly access: InternetAccess
  /** Whether admin/admin opens it: then nothing from outside reaches it (DIFF-1). */
  isUnsecured(): boolean
}

/** The way to a peer: how long it takes, or why there is none. Without a reason nobody answers, and the sender times out. */
export type Path = { readonly latencyMs: number } | { readonly refused: string | undefined }

/** Same LAN, internal address; fixed external address and port; by way of Remote Connect (§3.3.4) [P] (P-20). */
export const LAN_MS = 5
export const PORT_MS = 30
export const REMOTE_CONNECT_MS = 300

/**
 * The fastest way there is: the LAN, else over the Internet as the target is set up. Each side opens connections of its own, so
 * that a sender whom nobody reaches has no answer to wait for, and no way either (R29).
 */
export function pathTo(from: Standing, to: Standing, isInternetUp: boolean): Path {
  if (from.lan === to.lan) return { latencyMs: LAN_MS }
  if ([to, from].some(({ access }) => access.by === 'nothing')) return { refused: undefined }
  const refused = closedBy(to, isInternetUp) ?? closedBy(from, isInternetUp)
  if (refused !== undefined) return { refused }
  return { latencyMs: to.access.by === 'remote-connect' ? REMOTE_CONNECT_MS : PORT_MS }
}

/** Why a Miniserver cannot be reached from outside; an answer of Cloud DNS where that was asked. */
function closedBy(unit: Standing, isInternetUp: boolean): string | undefined {
  const { by, https = true, forwarded = true } = unit.access
  if (by !== 'hand') {
    const code = cloudDns(unit, isInternetUp)
    return code === 200 ? undefined : `${CLOUD_DNS[code]} (Cloud DNS ${code})`
  }
  if (!isInternetUp) return 'the Internet is not there'
  if (unit.isUnsecured()) return `${CLOUD_DNS[409]}: admin/admin opens it`
  if (!https) return 'HTTPS_PORT_REQUIRED: there is an HTTP port only'
  return forwarded ? undefined : 'PORT_NOT_FORWARDED: the HTTPS port is not forwarded'
}

const CLOUD_DNS = {
  200: 'ok',
  405: 'not reporting',
  409: 'unsecure password',
  412: 'PORT_NOT_FORWARDED: port not open',
} as const

/** What the simulated Cloud DNS says of a Miniserver that is registered there (docs/sources.md, D3). */
function cloudDns(to: Standing, isInternetUp: boolean): keyof typeof CLOUD_DNS {
  const { access } = to
  if (!isInternetUp) return 405
  if (to.isUnsecured()) return 409
  const hasPort = access.https !== false && access.forwarded !== false
  return access.by === 'cloud-dns' && !hasPort ? 412 : 200
}
