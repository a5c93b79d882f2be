import { type Standing, waysOf } from './standing.ts'

/** What Cloud DNS says of a Miniserver, in the words of docs/sources.md, D3. */
export const CLOUD_DNS_SENTENCES = {
  200: 'ok',
  403: 'not registered',
  405: 'not reporting',
  409: 'unsecure password',
  412: 'PORT_NOT_FORWARDED: port not open',
  418: 'denied',
  481: 'no remote connect',
  482: 'remote connect timeout',
  483: 'scheduled restart',
} as const

export type CloudDnsCode = keyof typeof CLOUD_DNS_SENTENCES

/** Types of Gen. 1, which have no Remote Connect (docs/sources.md, K12). */
const GEN_1_MAX = 1

/**
 * What the simulated Cloud DNS says of a way to a Miniserver; of one that uses neither service, that it is not registered. 200
 * stands for a way that is open.
 */
export function cloudDns(unit: Standing, way: 'cloud-dns' | 'remote-connect'): CloudDnsCode {
  const { access } = unit
  if (!waysOf(access).includes(way) || access.cloudDns === 'not-registered') return 403
  if (access.cloudDns === 'denied') return 418
  if (access.cloudDns === 'not-reporting') return 405
  if (!unit.isOnline) return way === 'cloud-dns' ? 405 : 482
  if (unit.isUnsecured) return 409
  return way === 'cloud-dns' ? port(unit) : remoteConnect(unit)
}

/** What it says to whoever asks for the Miniserver without naming a way: that one is open, or what is wrong with the last. */
export function cloudDnsOf(unit: Standing): CloudDnsCode {
  const codes = (['cloud-dns', 'remote-connect'] as const).map((way) => cloudDns(unit, way))
  if (codes.includes(200)) return 200
  return codes.findLast((code) => code !== 403) ?? 403
}

function port({ access: { https = true, forwarded = true } }: Standing): CloudDnsCode {
  return https && forwarded ? 200 : 412
}

function remoteConnect({ access, miniserverType }: Standing): CloudDnsCode {
  if (miniserverType <= GEN_1_MAX || access.remoteConnect === 'none') return 481
  if (access.remoteConnect === 'timeout') return 482
  return access.remoteConnect === 'restart' ? 483 : 200
}
