import { describe, expect, test } from 'vitest'
import { cloudDnsOf } from '../../../sim/domain/connectivity/cloud-dns.ts'
import { routeTo } from '../../../sim/domain/connectivity/route.ts'
import { type InternetAccess, ONE_LAN, type Standing } from '../../../sim/domain/connectivity/standing.ts'

const standing = (lan: string, access: InternetAccess, more: Partial<Standing> = {}): Standing => {
  return { ...ONE_LAN, lan, access, ...more }
}
const town = standing('town', { by: 'remote-connect' })

const NOT_FORWARDED = 'PORT_NOT_FORWARDED: the HTTPS port is not forwarded'

describe('the way between two Miniservers', () => {
  test.for([
    ['hand', {}, { path: 'external', latencyMs: 30 }],
    ['cloud-dns', {}, { path: 'cloud-dns', latencyMs: 30 }],
    ['remote-connect', {}, { path: 'remote-connect', latencyMs: 300 }],
    ['remote-connect', { https: false, forwarded: false }, { path: 'remote-connect', latencyMs: 300 }],
    ['hand', { https: false }, { refused: 'HTTPS_PORT_REQUIRED: there is an HTTP port only' }],
    ['hand', { forwarded: false }, { refused: NOT_FORWARDED }],
    ['nothing', {}, { refused: undefined }],
    ['cloud-dns', { cloudDns: 'not-registered' }, { refused: 'not registered (Cloud DNS 403)' }],
    ['cloud-dns', { cloudDns: 'not-reporting' }, { refused: 'not reporting (Cloud DNS 405)' }],
    ['cloud-dns', { forwarded: false }, { refused: 'PORT_NOT_FORWARDED: port not open (Cloud DNS 412)' }],
    ['cloud-dns', { https: false }, { refused: 'PORT_NOT_FORWARDED: port not open (Cloud DNS 412)' }],
    ['cloud-dns', { cloudDns: 'denied' }, { refused: 'denied (Cloud DNS 418)' }],
    ['remote-connect', { cloudDns: 'denied' }, { refused: 'denied (Cloud DNS 418)' }],
    ['remote-connect', { remoteConnect: 'none' }, { refused: 'no remote connect (Cloud DNS 481)' }],
    ['remote-connect', { remoteConnect: 'timeout' }, { refused: 'remote connect timeout (Cloud DNS 482)' }],
    ['remote-connect', { remoteConnect: 'restart' }, { refused: 'scheduled restart (Cloud DNS 483)' }],
  ] as const)('R3, R29, P-20: over the Internet by %s with %o is %o', ([by, more, route]) => {
    expect(routeTo(town, standing('village', { by, ...more }), true)).toEqual(route)
  })

  test('P-21: of several ways the first that is open is taken, and why not the others is told', () => {
    const all = { by: ['remote-connect', 'cloud-dns', 'hand'] } as const
    expect(routeTo(town, standing('village', all), true)).toEqual({ path: 'external', latencyMs: 30 })
    expect(routeTo(town, standing('village', { ...all, forwarded: false }), true)).toEqual({
      ...{ path: 'remote-connect', latencyMs: 300 },
      passedOver: `${NOT_FORWARDED}; PORT_NOT_FORWARDED: port not open (Cloud DNS 412)`,
    })
    const none = standing('village', { ...all, forwarded: false, remoteConnect: 'restart' })
    expect(routeTo(town, none, true)).toEqual({
      refused: `${NOT_FORWARDED}; PORT_NOT_FORWARDED: port not open (Cloud DNS 412); scheduled restart (Cloud DNS 483)`,
    })
    expect(routeTo(standing('village', { by: 'nothing' }), none, false)).toEqual({ path: 'internal', latencyMs: 5 })
  })

  test('R29: who sends has to be reached, too, for its answers', () => {
    const village = standing('village', { by: 'hand', https: false })
    expect(routeTo(village, town, true)).toMatchObject({ refused: expect.stringContaining('HTTPS_PORT_REQUIRED') })
    expect(routeTo(standing('village', { by: 'nothing' }), town, true)).toEqual({ refused: undefined })
  })

  test('C13: admin/admin closes every way from outside, and none within the LAN', () => {
    for (const by of ['hand', 'cloud-dns', 'remote-connect'] as const) {
      const unsecured = standing('village', { by }, { isUnsecured: true })
      for (const route of [routeTo(town, unsecured, true), routeTo(unsecured, town, true)])
        expect(route).toMatchObject({ refused: expect.stringContaining('unsecure password') })
      expect(routeTo(standing('village', { by: 'nothing' }), unsecured, true)).toMatchObject({ path: 'internal' })
    }
  })

  test('C12: without the Internet the LAN is there, and nothing else', () => {
    const village = standing('village', { by: 'cloud-dns' })
    expect(routeTo(village, standing('village', { by: 'nothing' }), false)).toMatchObject({ path: 'internal' })
    for (const by of ['hand', 'cloud-dns', 'remote-connect'] as const)
      expect(routeTo(village, standing('town', { by }), false)).toEqual({ refused: 'the Internet is not there' })
  })

  test.for([
    ['hand', undefined],
    ['cloud-dns', 'not reporting (Cloud DNS 405)'],
    ['remote-connect', 'remote connect timeout (Cloud DNS 482)'],
  ] as const)('a site whose line is cut, reached by %s: %s; itself it reaches nobody', ([by, refused]) => {
    const village = standing('village', { by }, { isOnline: false })
    expect(routeTo(town, village, true)).toEqual({ refused })
    expect(routeTo(village, town, true)).toEqual({ refused: 'the Internet is not there' })
  })

  test('a Miniserver Gen. 1 has no Remote Connect', () => {
    const old = standing('village', { by: 'remote-connect' }, { miniserverType: 1 })
    expect(routeTo(town, old, true)).toEqual({ refused: 'no remote connect (Cloud DNS 481)' })
  })
})

describe('what Cloud DNS says of a Miniserver', () => {
  test.for([
    [{ by: 'nothing' }, {}, 403],
    [{ by: 'hand' }, {}, 403],
    [{ by: 'cloud-dns' }, {}, 200],
    [{ by: 'cloud-dns' }, { isUnsecured: true }, 409],
    [{ by: 'cloud-dns' }, { isOnline: false }, 405],
    [{ by: 'cloud-dns', forwarded: false }, {}, 412],
    [{ by: ['cloud-dns', 'remote-connect'], forwarded: false }, {}, 200],
    [{ by: ['cloud-dns', 'remote-connect'], forwarded: false, remoteConnect: 'restart' }, {}, 483],
    [{ by: 'remote-connect' }, { isOnline: false }, 482],
    [{ by: 'remote-connect' }, { miniserverType: 0 }, 481],
  ] as const)('set up as %o, being %o: %i', ([access, more, code]) => {
    expect(cloudDnsOf(standing('village', access, more))).toBe(code)
  })
})
