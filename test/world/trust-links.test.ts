import { describe, expect, test } from 'vitest'
import { LATENCY_MS, UNREACHABLE_MS } from '../../sim/domain/connectivity/route.ts'
import { delayBy } from '../../sim/world/link/delay.ts'
import { dropNext } from '../../sim/world/link/drop.ts'
import { reorderNext } from '../../sim/world/link/reorder.ts'
import { repeatNext } from '../../sim/world/link/repeat.ts'
import { VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'

const LAN_MS = LATENCY_MS.internal
const OFFICE = '504F94A00001'
const HOME = '504F94A00002'

function aNetwork() {
  const world = new World({ seed: 1, startWallMs: 0 })
  const network = new VirtualNetwork(world)
  const [office, home] = [network.connect(OFFICE, 'office:443'), network.connect(HOME, 'home:443')]
  const received: string[] = []
  const failed: [string, number][] = []
  home.onMessage(
    (_, { id }) => received.push(id),
    () => {},
  )
  const heard: string[] = []
  office.onMessage(
    (_, { id }) => heard.push(id),
    (_, id) => failed.push([id, world.monotonicMs]),
  )
  const send = (id: string): void => office.send(HOME, { id, type: 'discover' }, 'home:443')
  return { world, network, office, home, received, heard, failed, send }
}

describe('VirtualNetwork', () => {
  test('cut() fails what is sent afterwards and what is under way, each within five seconds of its sending', () => {
    const { world, network, received, failed, send } = aNetwork()
    send('under way')
    world.run(LAN_MS - 1)
    network.cut(HOME)
    send('afterwards')
    world.advance(UNREACHABLE_MS)
    expect(received).toEqual([])
    expect(failed).toEqual([
      ['under way', UNREACHABLE_MS],
      ['afterwards', UNREACHABLE_MS],
    ])
  })

  test('cut() of the sender cuts as well, and mend() lets messages through again', () => {
    const { world, network, received, failed, send } = aNetwork()
    network.cut(OFFICE)
    send('lost')
    world.advance(UNREACHABLE_MS)
    network.mend(OFFICE)
    send('heard')
    world.settle()
    expect(failed.map(([id]) => id)).toEqual(['lost'])
    expect(received).toEqual(['heard'])
  })

  test('a peer that is not there holds up no clock: time lands where it shall', () => {
    const { world, network, failed, send } = aNetwork()
    network.cut(HOME)
    send('lost')
    world.settle()
    expect(world.monotonicMs).toBe(0)
    world.advance(60_000)
    expect([world.monotonicMs, failed]).toEqual([60_000, [['lost', UNREACHABLE_MS]]])
  })

  test('a message is a copy: what its sender changes afterwards does not reach the peer', () => {
    const { world, network, office } = aNetwork()
    const heard: unknown[] = []
    network.connect(HOME, 'home:443').onMessage(
      (_, message) => heard.push(message),
      () => {},
    )
    const users = ['anna']
    office.send(HOME, { id: 'one', type: 'subscribe', users, groups: [] })
    users.push('ben')
    world.settle()
    expect(heard).toEqual([{ id: 'one', type: 'subscribe', users: ['anna'], groups: [] }])
  })

  test('a unit that was cut off and is back at once gets nothing of what was under way', () => {
    const { world, network, received, failed, send } = aNetwork()
    send('under way')
    network.cut(HOME)
    network.mend(HOME)
    send('afterwards')
    world.advance(UNREACHABLE_MS)
    expect([received, failed]).toEqual([['afterwards'], [['under way', UNREACHABLE_MS]]])
  })

  test('a way that is cut loses one direction only, what is under way included; healed, it is whole', () => {
    const { world, network, office, home, received, failed, heard, send } = aNetwork()
    send('under way')
    network.way(OFFICE, HOME).cut()
    send('lost')
    home.send(OFFICE, { id: 'back', type: 'discover' })
    world.advance(UNREACHABLE_MS)
    expect([received, heard, failed.map(([id]) => id).sort()]).toEqual([[], ['back'], ['lost', 'under way']])
    network.way(OFFICE, HOME).heal()
    office.send(HOME, { id: 'healed', type: 'discover' })
    world.settle()
    expect(received).toEqual(['healed'])
  })

  test('what is dropped fails as what is sent to a peer that is not there', () => {
    const { world, network, received, failed, send } = aNetwork()
    network.way(OFFICE, HOME).disturb(dropNext(1))
    send('one')
    send('two')
    world.advance(UNREACHABLE_MS)
    expect([received, failed]).toEqual([['two'], [['one', UNREACHABLE_MS]]])
  })

  test('what is delayed does not fail, unless it takes as long as a peer that is not there; then it arrives all the same', () => {
    const { world, network, received, failed, send } = aNetwork()
    network.way(OFFICE, HOME).disturb(delayBy(3_000, world))
    send('soon')
    world.settle()
    expect([received, world.monotonicMs]).toEqual([[], 0])
    world.advance(3_000)
    expect([received, failed]).toEqual([['soon'], []])
    network.way(OFFICE, HOME).disturb(delayBy(8_000, world))
    send('late')
    world.advance(8_000)
    expect(received).toEqual(['soon', 'late'])
    expect(failed).toEqual([['late', 3_000 + LAN_MS + UNREACHABLE_MS]])
  })

  test('what is repeated comes twice, each a copy of its own, and does not fail', () => {
    const { world, network } = aNetwork()
    const heard: { users?: readonly string[] }[] = []
    network.connect(HOME, 'home:443').onMessage(
      (_, message) => heard.push(message as (typeof heard)[number]),
      () => {},
    )
    network.way(OFFICE, HOME).disturb(repeatNext(1))
    network.connect(OFFICE, 'office:443').send(HOME, { id: 'one', type: 'subscribe', users: ['anna'], groups: [] })
    world.settle()
    expect(heard).toMatchObject([{ users: ['anna'] }, { users: ['anna'] }])
    expect(heard[0]?.users).not.toBe(heard[1]?.users)
  })

  test('what is reordered waits for the next, and fails meanwhile where that does not come; healed, it arrives', () => {
    const { world, network, received, failed, send } = aNetwork()
    const way = network.way(OFFICE, HOME)
    way.disturb(reorderNext(2))
    send('one')
    send('two')
    world.settle()
    expect([received, failed]).toEqual([['two', 'one'], []])
    way.disturb(reorderNext(2))
    send('three')
    world.advance(UNREACHABLE_MS)
    expect([received, failed.map(([id]) => id)]).toEqual([['two', 'one'], ['three']])
    way.heal()
    world.settle()
    expect([received, failed]).toMatchObject([['two', 'one', 'three'], [['three', expect.anything()]]])
  })
})
