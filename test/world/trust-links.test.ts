import { describe, expect, test } from 'vitest'
import { LAN_MS, UNREACHABLE_MS, VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'

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
  office.onMessage(
    () => {},
    (_, id) => failed.push([id, world.monotonicMs]),
  )
  const send = (id: string): void => office.send(HOME, { id, type: 'discover' }, 'home:443')
  return { world, network, office, received, failed, send }
}

describe('VirtualNetwork', () => {
  test('cut() fails what is sent afterwards and what is under way, each within five seconds of its sending', () => {
    const { world, network, received, failed, send } = aNetwork()
    send('under way')
    world.run(LAN_MS - 1)
    network.cut(HOME)
    send('afterwards')
    world.settle()
    expect(received).toEqual([])
    expect(failed).toEqual([
      ['under way', UNREACHABLE_MS],
      ['afterwards', UNREACHABLE_MS + LAN_MS - 1],
    ])
  })

  test('cut() of the sender cuts as well, and mend() lets messages through again', () => {
    const { world, network, received, failed, send } = aNetwork()
    network.cut(OFFICE)
    send('lost')
    world.settle()
    network.mend(OFFICE)
    send('heard')
    world.settle()
    expect(failed.map(([id]) => id)).toEqual(['lost'])
    expect(received).toEqual(['heard'])
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
})
