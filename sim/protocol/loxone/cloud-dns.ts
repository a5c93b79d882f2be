import { cloudDns, cloudDnsOf } from '../../domain/connectivity/cloud-dns.ts'
import type { Standing } from '../../domain/connectivity/standing.ts'
import type { Serial } from '../../domain/program/names.ts'

/** A Miniserver as Cloud DNS knows it: how it is set up, and where it is reached, `host:port`. */
export interface CloudUnit extends Standing {
  readonly http?: string
  readonly external?: string
}

/** An answer of Cloud DNS over HTTP. */
export interface CloudDnsReply {
  readonly status: number
  /** JSON. */
  readonly body?: unknown
  /** Where to go instead. */
  readonly location?: string
}

const DATA_CENTER = 'loxonecloud.com'
const SERIAL = /^[0-9a-f]{12}$/i

/**
 * What Cloud DNS and Remote Connect answer to a GET (docs/miniserver-protocol.md §6): `/?getip&snr=…&json=true`,
 * `/getip?snr=…`, and `/{snr}/…`, which leads to the Miniserver.
 *
 * @param target path and query
 * @param nowText when the Miniserver reported last, `2026-10-23 07:30:00`
 */
export function cloudDnsReply(
  target: string,
  find: (serial: Serial) => CloudUnit | undefined,
  nowText: string,
): CloudDnsReply {
  const { pathname, searchParams, search } = new URL(target, 'http://dns')
  const serial = searchParams.get('snr')?.toUpperCase() ?? ''
  if (pathname === '/getip') return remoteConnect(serial, find(serial))
  if (pathname === '/' && searchParams.has('getip')) return { status: 200, body: getIp(find(serial), nowText) }
  const [, named = '', rest = ''] = /^\/([^/]+)(\/.*)?$/.exec(pathname) ?? []
  if (!SERIAL.test(named)) return { status: 404 }
  const unit = find(named.toUpperCase())
  const code = unit === undefined ? 403 : cloudDnsOf(unit)
  if (unit?.external === undefined || code !== 200) return { status: 404, body: { cmd: 'getip', Code: code } }
  return { status: 307, location: `https://${unit.external}${rest || '/'}${search}` }
}

function getIp(unit: CloudUnit | undefined, nowText: string): unknown {
  const code = unit === undefined ? 403 : cloudDnsOf(unit)
  if (unit === undefined || (code !== 200 && code !== 412)) return { cmd: 'getip', Code: code }
  const isOpen = code === 200
  return {
    cmd: 'getip',
    ...(unit.http !== undefined && { IP: unit.http }),
    Code: code,
    LastUpdated: nowText,
    PortOpen: isOpen,
    'DNS-Status': 'registered',
    ...(unit.external !== undefined && { IPHTTPS: unit.external }),
    PortOpenHTTPS: isOpen,
    DataCenter: DATA_CENTER,
  }
}

/** `connect.loxonecloud.com`: 400 for no serial, 404 where it has no Remote Connect, 504 where that is away. */
function remoteConnect(serial: Serial, unit: CloudUnit | undefined): CloudDnsReply {
  if (!SERIAL.test(serial)) return { status: 400 }
  const code = unit === undefined ? 403 : cloudDns(unit, 'remote-connect')
  if (code === 482 || code === 483) return { status: 504 }
  if (unit?.external === undefined || code !== 200) return { status: 404 }
  return { status: 200, body: { url: `https://${unit.external}` } }
}
