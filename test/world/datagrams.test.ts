import { expect, test } from 'vitest'
import { LATENCY_MS } from '../../sim/domain/connectivity/route.ts'
import { VirtualDatagrams } from '../../sim/world/datagrams.ts'
import { dropNext } from '../../sim/world/link/drop.ts'
import { repeatNext } from '../../sim/world/link/repeat.ts'
import { VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'

const LAN_MS = LATENCY_MS.internal
const OFFICE = '504F94A00001'
const HOME = '504F94A00002'

function twoUnits(homeLan = '') {
  const world = new World({ seed: 1, startWallMs: 0 })
  const network = new VirtualNetwork(world)
  for (const [serial, lan] of [[OFFICE, ''] as const, [HOME, homeLan] as const]) {
    const standing = { lan, access: { by: 'hand' as const }, miniserverType: 2, isUnsecured: false }
    network.connect(serial, `${serial}:443`, { standing }).onMessage(
      () => {},
      () => {},
    )
  }
  const datagrams = new VirtualDatagrams(world, network)
  const received: number[] = []
  datagrams.connect(HOME).onMessage(([first = -1]) => void received.push(first))
  const office = datagrams.connect(OFFICE)
  const send = (byte: number): void => office.send({ serial: HOME }, Uint8Array.of(byte))
  return { world, network, office, received, send }
}

test('a datagram takes as long as anything within a LAN, and arrives with the bytes it had', () => {
  const { world, office, received } = twoUnits()
  const bytes = Uint8Array.of(7)
  office.send({ serial: HOME }, bytes)
  bytes[0] = 8
  world.run(LAN_MS - 1)
  expect(received).toEqual([])
  world.run(LAN_MS)
  expect(received).toEqual([7])
})

test('it is lost where the line is cut, before or under way, and nothing is sent again', () => {
  const { world, network, received, send } = twoUnits()
  send(1)
  network.way(OFFICE, HOME).cut()
  send(2)
  world.advance(60_000)
  network.way(OFFICE, HOME).heal()
  world.advance(60_000)
  send(3)
  network.cut(HOME)
  world.advance(60_000)
  network.mend(HOME)
  expect(received).toEqual([])
  send(4)
  world.advance(LAN_MS)
  expect(received).toEqual([4])
})

test('it may be dropped and repeated as whatever goes over the line', () => {
  const { world, network, received, send } = twoUnits()
  network.way(OFFICE, HOME).disturb(dropNext(1))
  network.way(OFFICE, HOME).disturb(repeatNext(1))
  send(1)
  send(2)
  world.advance(LAN_MS)
  expect(received).toEqual([2, 2])
})

test('it reaches nobody in another LAN, nobody at an address, and nobody who is not there', () => {
  const { world, office, received, send } = twoUnits('elsewhere')
  send(1)
  office.send({ address: '127.0.0.1:61263' }, Uint8Array.of(2))
  office.send({ serial: '504F94A00003' }, Uint8Array.of(3))
  world.advance(60_000)
  expect(received).toEqual([])
})
