import { describe, expect, test } from 'vitest'
import { UNREACHABLE_MS } from '../../sim/domain/connectivity/route.ts'
import type { InternetAccess, Standing } from '../../sim/domain/connectivity/standing.ts'
import type { LinkNote } from '../../sim/domain/trust/peer-links.ts'
import { VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'

const OFFICE = '504F94A00001'
const HOME = '504F94A00002'

const standing = (lan: string, access: InternetAccess): Standing => {
  return { lan, access, miniserverType: 2, isUnsecured: false, isOnline: true }
}
const remote = { by: 'remote-connect' } as const

function twoTowns(access: InternetAccess) {
  const world = new World({ seed: 1, startWallMs: 0 })
  const network = new VirtualNetwork(world)
  const office = network.connect(OFFICE, 'office:443', { standing: standing('town', remote) })
  const home = network.connect(HOME, 'home:443', { standing: standing('village', access) })
  const arrived: [string, number][] = []
  const failed: [string, number][] = []
  const notes: LinkNote[] = []
  home.onMessage(
    (_, { id }) => arrived.push([id, world.monotonicMs]),
    () => {},
  )
  office.onMessage(
    () => {},
    (_, id, reason) => failed.push([`${id}: ${reason}`, world.monotonicMs]),
    (note) => notes.push(note),
  )
  const say = (id: string) => office.send(HOME, { id, type: 'discover' })
  const paths = () => notes.flatMap((note) => (note.type === 'path' ? [note.path ?? note.reason] : []))
  return { world, network, say, arrived, failed, paths }
}

describe('the network between LANs', () => {
  test('none overtakes another, also where a faster way is there from now on', () => {
    const { world, network, say, arrived } = twoTowns(remote)
    say('a')
    network.forward(HOME, { by: 'hand' })
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
    network.forward(HOME, { by: 'nothing' })
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

  test('P-21: when the faster way closes the next is taken, and the sender is told of each path once', () => {
    const { world, network, say, arrived, failed, paths } = twoTowns({ by: ['remote-connect', 'hand'] })
    say('a')
    say('b')
    world.runUntil(() => arrived.length === 2, 1_000)
    network.forward(HOME, { by: ['remote-connect', 'hand'], forwarded: false })
    say('c')
    world.runUntil(() => arrived.length === 3, 2_000)
    network.internet('off', HOME)
    say('d')
    world.runUntil(() => failed.length === 1, 3_000)
    expect(arrived).toEqual([
      ['a', 30],
      ['b', 60],
      ['c', 360],
    ])
    expect(paths()).toEqual([
      'external',
      'remote-connect',
      'PORT_NOT_FORWARDED: the HTTPS port is not forwarded; remote connect timeout (Cloud DNS 482)',
    ])
  })
})
