import { describe, expect, test } from 'vitest'
import { ONE_LAN } from '../../../sim/domain/connectivity/standing.ts'
import { type CloudUnit, cloudDnsReply } from '../../../sim/protocol/loxone/cloud-dns.ts'

const NOW = '2026-10-23 07:30:00'
const HOME: CloudUnit = {
  ...{ ...ONE_LAN, lan: 'village', access: { by: 'cloud-dns' } },
  ...{ http: '127.0.0.1:7102', external: '127.0.0.1:7302' },
}
const ask = (target: string, change: Partial<CloudUnit> = {}) =>
  cloudDnsReply(target, (serial) => (serial === '504F94B00002' ? { ...HOME, ...change } : undefined), NOW)

describe('Cloud DNS', () => {
  test('R3: says where a Miniserver is, in the fields of the vendor; serials in either case', () => {
    const body = {
      ...{
        cmd: 'getip',
        IP: '127.0.0.1:7102',
        Code: 200,
        LastUpdated: NOW,
        PortOpen: true,
        'DNS-Status': 'registered',
      },
      ...{ IPHTTPS: '127.0.0.1:7302', PortOpenHTTPS: true, DataCenter: 'loxonecloud.com' },
    }
    expect(ask('/?getip&snr=504F94B00002&json=true')).toEqual({ status: 200, body })
    expect(ask('/?getip&snr=504f94b00002&json=true')).toEqual({ status: 200, body })
  })

  test.for([
    ['504F94B000FF', {}, 403],
    ['504F94B00002', { access: { by: 'nothing' } }, 403],
    ['504F94B00002', { isOnline: false }, 405],
    ['504F94B00002', { isUnsecured: true }, 409],
    ['504F94B00002', { access: { by: 'cloud-dns', forwarded: false } }, 412],
    ['504F94B00002', { access: { by: 'cloud-dns', cloudDns: 'denied' } }, 418],
    ['504F94B00002', { access: { by: 'remote-connect', remoteConnect: 'none' } }, 481],
    ['504F94B00002', { access: { by: 'remote-connect', remoteConnect: 'timeout' } }, 482],
    ['504F94B00002', { access: { by: 'remote-connect', remoteConnect: 'restart' } }, 483],
  ] as const)('of %s with %o it says %i', ([serial, change, code]) => {
    const { status, body } = ask(`/?getip&snr=${serial}&json=true`, change)
    expect([status, body]).toMatchObject([200, { cmd: 'getip', Code: code }])
    if (code !== 412) expect(body).toEqual({ cmd: 'getip', Code: code })
  })

  test('/{serial}/… leads to the Miniserver where its way is open', () => {
    expect(ask('/504F94B00002/jdev/cfg/api?x=1')).toEqual({
      ...{ status: 307, location: 'https://127.0.0.1:7302/jdev/cfg/api?x=1' },
    })
    expect(ask('/504f94b00002')).toEqual({ status: 307, location: 'https://127.0.0.1:7302/' })
    expect(ask('/504F94B00002/', { isUnsecured: true })).toEqual({ status: 404, body: { cmd: 'getip', Code: 409 } })
    expect(ask('/favicon.ico')).toEqual({ status: 404 })
  })

  test('Remote Connect gives a URL, or 400, 404 and 504', () => {
    const access = { by: 'remote-connect' } as const
    expect(ask('/getip?snr=504F94B00002', { access })).toEqual({
      ...{ status: 200, body: { url: 'https://127.0.0.1:7302' } },
    })
    expect(ask('/getip?snr=nonsense').status).toBe(400)
    expect(ask('/getip?snr=504F94B00002').status).toBe(404)
    expect(ask('/getip?snr=504F94B00002', { access, isOnline: false }).status).toBe(504)
  })
})
