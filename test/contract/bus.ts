import { describe, expect, onTestFinished, test } from 'vitest'
import type { Bus } from '../../sim/ports/bus.ts'
import type { BusContent, BusMessage } from '../../sim/protocol/bus/message.ts'

export interface BusMember {
  readonly site: string
  readonly device: string
  readonly role: 'device' | 'miniserver'
}

export interface BusUnderTest {
  /** Connects one of `BUS_MEMBERS`, logged in as itself. */
  connect(member: BusMember): Promise<Bus>
  /** Resolves when everything published has been received. */
  settled(): Promise<void>
  dispose(): Promise<void>
}

const KEYPAD: BusMember = { site: 'home', device: 'front-door', role: 'device' }
const NEIGHBOUR: BusMember = { site: 'home', device: 'back-door', role: 'device' }
const MINISERVER: BusMember = { site: 'home', device: 'miniserver', role: 'miniserver' }
const OTHER_MINISERVER: BusMember = { site: 'office', device: 'miniserver', role: 'miniserver' }

/** Who is on the bus under test. */
export const BUS_MEMBERS: readonly BusMember[] = [KEYPAD, NEIGHBOUR, MINISERVER, OTHER_MINISERVER]

/** What every bus promises, virtual or real (sim/ports/bus.ts; docs/interface.md, "The bus"). */
export function describeBus(name: string, install: () => Promise<BusUnderTest>): void {
  describe(`${name} is a Bus`, () => {
    const open = async () => {
      const bus = await install()
      onTestFinished(() => bus.dispose())
      const join = async (member: BusMember): Promise<{ bus: Bus; seen: BusMessage[] }> => {
        const joined = { bus: await bus.connect(member), seen: [] as BusMessage[] }
        joined.bus.onMessage((message) => joined.seen.push(message))
        return joined
      }
      return { join, settled: () => bus.settled() }
    }

    test("brings a device's events to its Miniserver, unchanged", async () => {
      const { join, settled } = await open()
      const [keypad, miniserver] = [await join(KEYPAD), await join(MINISERVER)]
      const message = from(KEYPAD, 1, {
        channel: 'event',
        name: 'tag-presented',
        data: { sealed: 'c2VhbGVk', ageMs: 0, source: 'simulated' },
      })
      keypad.bus.publish(message)
      await settled()
      expect(miniserver.seen).toEqual([message])
    })

    test('keeps the order in which a device published, retained or not', async () => {
      const { join, settled } = await open()
      const [keypad, miniserver] = [await join(KEYPAD), await join(MINISERVER)]
      const messages = Array.from({ length: 300 }, (_, index) =>
        from(KEYPAD, index, CONTENTS[index % CONTENTS.length] ?? EVENT),
      )
      for (const message of messages) keypad.bus.publish(message)
      await settled()
      expect(distinct(miniserver.seen)).toEqual(messages.map(({ id }) => id))
    })

    test('never calls back within publish()', async () => {
      const { join, settled } = await open()
      const [keypad, miniserver] = [await join(KEYPAD), await join(MINISERVER)]
      keypad.bus.publish(from(KEYPAD, 1, EVENT))
      expect(miniserver.seen).toEqual([])
      await settled()
      expect(miniserver.seen).toHaveLength(1)
    })

    test('brings commands and receipts to the device they are for, and to no other', async () => {
      const { join, settled } = await open()
      const [keypad, neighbour, miniserver] = [await join(KEYPAD), await join(NEIGHBOUR), await join(MINISERVER)]
      const receipt = from(KEYPAD, 1, { channel: 'receipt', data: { event: 'e1' } })
      const command = from(KEYPAD, 2, { channel: 'command', name: 'feedback', data: { signal: 'denied' } })
      miniserver.bus.publish(receipt)
      miniserver.bus.publish(command)
      await settled()
      expect(keypad.seen).toEqual([receipt, command])
      expect(neighbour.seen).toEqual([])
    })

    test('brings nothing of one site to the Miniserver of another', async () => {
      const { join, settled } = await open()
      const [keypad, other] = [await join(KEYPAD), await join(OTHER_MINISERVER)]
      for (const content of CONTENTS) keypad.bus.publish(from(KEYPAD, 1, content))
      await settled()
      expect(other.seen).toEqual([])
    })

    test('gives whoever comes later the last retained message of each topic, and no event', async () => {
      const { join, settled } = await open()
      const keypad = await join(KEYPAD)
      keypad.bus.publish(from(KEYPAD, 1, EVENT))
      keypad.bus.publish(from(KEYPAD, 2, { channel: '$state', data: 'init' }))
      keypad.bus.publish(from(KEYPAD, 3, { channel: '$state', data: 'ready' }))
      keypad.bus.publish(from(KEYPAD, 4, { channel: 'state', name: 'alive', data: { value: 7 } }))
      await settled()
      const miniserver = await join(MINISERVER)
      await received(miniserver.seen, 2, settled)
      expect(distinct(miniserver.seen).sort()).toEqual(['front-door.3', 'front-door.4'])
    })

    test('lets an answer be published from within what was received', async () => {
      const { join, settled } = await open()
      const keypad = await join(KEYPAD)
      const miniserver = await join(MINISERVER)
      miniserver.bus.onMessage(({ id }) =>
        miniserver.bus.publish(from(KEYPAD, 2, { channel: 'receipt', data: { event: id } })),
      )
      await settled()
      keypad.bus.publish(from(KEYPAD, 1, EVENT))
      await settled()
      expect(keypad.seen).toMatchObject([{ channel: 'receipt', data: { event: 'front-door.1' } }])
    })
  })
}

const EVENT: BusContent = { channel: 'event', name: 'tag-presented', data: { sealed: 'c2VhbGVk', ageMs: 0 } }
const CONTENTS: readonly BusContent[] = [
  EVENT,
  { channel: 'state', name: 'alive', data: { value: 1 } },
  { channel: '$state', data: 'ready' },
]

function from({ site, device }: BusMember, number: number, content: BusContent): BusMessage {
  return { ...content, id: `${device}.${number}`, site, device, timeMs: Date.UTC(2026, 0, 1) + number }
}

/** A message may arrive twice (QoS 1); its first arrival counts. */
function distinct(messages: readonly BusMessage[]): string[] {
  return [...new Set(messages.map(({ id }) => id))]
}

/** Retained messages are nobody's publication any more, so that nothing is in flight while they come. */
async function received(seen: readonly BusMessage[], count: number, settled: () => Promise<void>): Promise<void> {
  while (seen.length < count) {
    await settled()
    await new Promise((resolve) => setImmediate(resolve))
  }
}
