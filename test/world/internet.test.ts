import { describe, expect, test } from 'vitest'
import { type InternetAccess, pathTo, type Standing } from '../../sim/world/internet.ts'
import { UNREACHABLE_MS, VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'

const standing = (lan: string, access: InternetAccess, isUnsecured = false): Standing => {
  return { lan, access, isUnsecured: () => isUnsecured }
}
const remote = { by: 'remote-connect' } as const
const town = standing('town', remote)

describe('the way between two Miniservers', () => {
  test.for([
    ['hand', {}, { latencyMs: 30 }],
    ['cloud-dns', {}, { latencyMs: 30 }],
    ['remote-connect', {}, { latencyMs: 300 }],
    ['remote-connect', { https: false, forwarded: false }, { latencyMs: 300 }],
    ['hand', { https: false }, { refused: 'HTTPS_PORT_REQUIRED: there is an HTTP port only' }],
    ['hand', { forwarded: false }, { refused: 'PORT_NOT_FORWARDED: the HTTPS port is not forwarded' }],
    ['cloud-dns', { forwarded: false }, { refused: 'PORT_NOT_FORWARDED: port not open (Cloud DNS 412)' }],
    ['nothing', {}, { refused: undefined }],
  ] as const)('R3, R29, P-20: over the Internet by %s with %o is %o', ([by, more, path]) => {
    expect(pathTo(town, standing('village', { by, ...more }), true)).toEqual(path)
  })

  test('R29: who sends has to be reached, too, for its answers', () => {
    const village = standing('village', { by: 'hand', https: false })
    expect(pathTo(village, town, true)).toMatchObject({ refused: expect.stringContaining('HTTPS_PORT_REQUIRED') })
    expect(pathTo(standing('village', { by: 'nothing' }), town, true)).toEqual({ refused: undefined })
  })

  test('admin/admin closes every way from outside, and none within the LAN', () => {
    for (const by of ['hand', 'cloud-dns', 'remote-connect'] as const) {
      const unsecured = standing('village', { by }, true)
      for (const path of [pathTo(town, unsecured, true), pathTo(unsecured, town, true)])
        expect(path).toMatchObject({ refused: expect.stringContaining('unsecure password') })
      expect(pathTo(standing('village', { by: 'nothing' }), unsecured, true)).toEqual({ latencyMs: 5 })
    }
  })

  test('without the Internet the LAN is there, and nothing else', () => {
    const village = standing('village', { by: 'cloud-dns' })
    expect(pathTo(village, standing('village', { by: 'nothing' }), false)).toEqual({ latencyMs: 5 })
    expect(pathTo(town, village, false)).toEqual({ refused: 'not reporting (Cloud DNS 405)' })
    expect(pathTo(village, standing('town', { by: 'hand' }), false)).toMatchObject({ refused: expect.any(String) })
  })
})

function twoTowns(access: InternetAccess) {
  const world = new World({ seed: 1, startWallMs: 0 })
  const network = new VirtualNetwork(world)
  const office = network.connect('504F94A00001', 'office:443', town)
  const home = network.connect('504F94A00002', 'home:443', standing('village', access))
  const arrived: [string, number][] = []
  const failed: [string, number][] = []
  home.onMessage(
    (_, { id }) => arrived.push([id, world.monotonicMs]),
    () => {},
  )
  office.onMessage(
    () => {},
    (_, id, reason) => failed.push([`${id}: ${reason}`, world.monotonicMs]),
  )
  const say = (id: string) => office.send('504F94A00002', { id, type: 'discover' })
  return { world, network, say, arrived, failed }
}

describe('the network between LANs', () => {
  test('none overtakes another, also where a faster way is there from now on', () => {
    const { world, network, say, arrived } = twoTowns(remote)
    say('a')
    network.forward('504F94A00002', { by: 'hand' })
    say('b')
    world.runUntil(() => arrived.length === 2, 10_000)
    expect(arrived.map(([id]) => id)).toEqual(['a', 'b'])
    say('c')
    const before = world.monotonicMs
    world.runUntil(() => arrived.length === 3, 20_000)
    expect(arrived[2]).toEqual(['c', before + 30])
  })

  test('R29: what is refused fails at once with its reason, and where nobody answers after five seconds', () => {
    const { world, network, say, failed } = twoTowns({ by: 'hand', forwarded: false })
    say('a')
    world.runUntil(() => failed.length === 1, 10_000)
    expect(failed).toEqual([['a: PORT_NOT_FORWARDED: the HTTPS port is not forwarded', 30]])
    network.forward('504F94A00002', { by: 'nothing' })
    say('b')
    const before = world.monotonicMs
    world.runUntil(() => failed.length === 2, 20_000)
    expect(failed[1]).toEqual(['b: 504F94A00002 does not answer', before + UNREACHABLE_MS])
  })

  test('what is under way when the Internet goes is lost', () => {
    const { world, network, say, arrived, failed } = twoTowns(remote)
    say('a')
    network.internet('off')
    world.runUntil(() => failed.length === 1, 10_000)
    expect(arrived).toEqual([])
    network.internet('on')
    say('b')
    world.runUntil(() => arrived.length === 1, 20_000)
    expect(arrived[0]?.[0]).toBe('b')
  })
})
