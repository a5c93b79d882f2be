import { describe, expect, onTestFinished, test } from 'vitest'
import type { TrustMessage } from '../../sim/domain/trust/message.ts'
import type { TrustLinks } from '../../sim/ports/trust-links.ts'

/** A unit of `LINKED_UNITS` on the network under test. */
export interface LinkedUnit {
  readonly links: TrustLinks
  /** Where the others reach it. */
  readonly address: string
}

export interface NetworkUnderTest {
  readonly office: LinkedUnit
  readonly home: LinkedUnit
  /** An address at which a unit answers that is not Home. */
  readonly wrongAddress: string
  /** An address at which nobody answers. */
  readonly deadAddress: string
  /** Resolves when the condition holds, which what was begun will bring about. */
  until(condition: () => boolean): Promise<void>
  dispose(): Promise<void>
}

export const LINKED_UNITS = { office: '504F94A00001', home: '504F94A00002' } as const

/** What all Trust links promise, virtual or real (sim/ports/trust-links.ts). */
export function describeTrustLinks(name: string, install: () => Promise<NetworkUnderTest>): void {
  describe(`${name} are TrustLinks`, () => {
    const open = async () => {
      const network = await install()
      onTestFinished(() => network.dispose())
      const listen = ({ links }: LinkedUnit) => {
        const heard = { received: [] as [string, TrustMessage][], failed: [] as [string, string][] }
        links.onMessage(
          (from, message) => heard.received.push([from, message]),
          (to, id) => heard.failed.push([to, id]),
        )
        return heard
      }
      return { ...network, atOffice: listen(network.office), atHome: listen(network.home) }
    }

    test('bring a message unchanged, with the serial that its sender proved', async () => {
      const { office, home, atHome, until } = await open()
      office.links.send(LINKED_UNITS.home, WHOLE, home.address)
      await until(() => atHome.received.length === 1)
      expect(atHome.received).toEqual([[LINKED_UNITS.office, WHOLE]])
    })

    test('keep the order of what is sent to one peer', async () => {
      const { office, home, atHome, until } = await open()
      const messages = Array.from({ length: 50 }, (_, index) => aMessage(`m${index}`))
      for (const message of messages) office.links.send(LINKED_UNITS.home, message, home.address)
      await until(() => atHome.received.length === 50)
      expect(atHome.received.map(([, message]) => message)).toEqual(messages)
    })

    test('remember the address of a peer', async () => {
      const { office, home, atHome, until } = await open()
      office.links.send(LINKED_UNITS.home, aMessage('first'), home.address)
      office.links.send(LINKED_UNITS.home, aMessage('second'))
      await until(() => atHome.received.length === 2)
    })

    test('carry both ways at once, and answers from within what was received', async () => {
      const { office, home, atOffice, until } = await open()
      home.links.onMessage(
        (from, { id }) => home.links.send(from, { id, type: 'answer', result: DONE }, office.address),
        () => {},
      )
      for (const id of ['a', 'b', 'c']) office.links.send(LINKED_UNITS.home, aMessage(id), home.address)
      await until(() => atOffice.received.length === 3)
      expect(atOffice.received.map(([from, { id }]) => [from, id])).toEqual(
        ['a', 'b', 'c'].map((id) => [LINKED_UNITS.home, id]),
      )
    })

    test('never call back within send()', async () => {
      const { office, home, deadAddress, atHome, atOffice, until } = await open()
      office.links.send(LINKED_UNITS.home, aMessage('good'), home.address)
      office.links.send('504F94A000FF', aMessage('nowhere'), deadAddress)
      office.links.send('504F94A000FE', aMessage('unknown'))
      expect([atHome.received, atOffice.failed]).toEqual([[], []])
      await until(() => atHome.received.length === 1 && atOffice.failed.length === 2)
    })

    test('tell what could not be delivered, once each, and harm nobody else', async () => {
      const { office, home, deadAddress, atOffice, atHome, until } = await open()
      office.links.send('504F94A000FF', aMessage('one'), deadAddress)
      office.links.send('504F94A000FF', aMessage('two'), deadAddress)
      office.links.send(LINKED_UNITS.home, aMessage('three'), home.address)
      await until(() => atHome.received.length === 1 && atOffice.failed.length === 2)
      expect(atOffice.failed).toEqual([
        ['504F94A000FF', 'one'],
        ['504F94A000FF', 'two'],
      ])
    })

    test('C2: deliver nothing to a unit that is not the one meant', async () => {
      const { office, wrongAddress, atOffice, atHome, until } = await open()
      office.links.send(LINKED_UNITS.home, aMessage('misled'), wrongAddress)
      await until(() => atOffice.failed.length === 1)
      expect([atOffice.received, atHome.received]).toEqual([[], []])
    })

    test('reach a peer again at the address where it is now', async () => {
      const { office, home, deadAddress, atOffice, atHome, until } = await open()
      office.links.send(LINKED_UNITS.home, aMessage('before'), deadAddress)
      await until(() => atOffice.failed.length === 1)
      office.links.send(LINKED_UNITS.home, aMessage('after'), home.address)
      await until(() => atHome.received.length === 1)
    })
  })
}

const DONE = { ok: true, value: { type: 'done' } } as const

function aMessage(id: string): TrustMessage {
  return { id, type: 'discover' }
}

const WHOLE: TrustMessage = {
  id: 'whole',
  type: 'feed',
  page: {
    position: { epoch: 1, seq: 7 },
    whole: true,
    users: [
      {
        uuid: '11111111-2222-3333-4444444444444444',
        name: 'Änne 🔑',
        password: { alg: 'SHA256', salt: 'AB', hash: 'CD' },
        tags: [{ id: '04 A1 B2 C3', name: 'blue-card' }],
        ibuttons: [],
        externalIds: [],
        status: { state: 'timespan', validFromMs: 1, validUntilMs: 2, onExpiry: 'delete' },
        groups: [],
      },
    ],
    groups: [{ uuid: '55555555-2222-3333-4444444444444444', name: 'Staff', groups: [] }],
    gone: [],
    codeKey: 'ab'.repeat(32),
    timeoutS: 900,
  },
}
