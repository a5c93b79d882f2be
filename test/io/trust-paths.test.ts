import { expect, onTestFinished, test, vi } from 'vitest'
import { certify } from '../../rigs/factory/certificates.ts'
import type { InternetAccess, Standing } from '../../sim/domain/connectivity/standing.ts'
import type { LinkNote } from '../../sim/domain/trust/peer-links.ts'
import { type NetworkReading, NetworkView } from '../../sim/io/network-view.ts'
import { openTrustLinks } from '../../sim/io/trust-links.ts'
import { aTrustUnit, theCa } from '../helpers/a-trust-unit.ts'

const OFFICE = '504F94A00001'
const HOME = '504F94A00002'

const standing = (lan: string, access: InternetAccess): Standing => {
  return { lan, access, miniserverType: 2, isUnsecured: false, isOnline: true }
}

/** Office in town, which sends; Home in the village, set up so for the Internet. */
async function twoTowns(access: InternetAccess) {
  const home = await aTrustUnit(HOME)
  onTestFinished(() => home[Symbol.asyncDispose]())
  const ca = await theCa()
  const view = new NetworkView()
  const follow = (access: InternetAccess, more: Partial<NetworkReading['units'][string]> = {}): void =>
    view.follow({
      isInternetUp: true,
      units: {
        [OFFICE]: standing('town', { by: 'hand' }),
        [HOME]: { ...standing('village', access), external: home.address, ...more },
      },
    })
  follow(access)
  const office = openTrustLinks({
    ...(await certify(ca, OFFICE)),
    ...{ ca: ca.certificate, onNotice: () => {} },
    network: { route: (to) => view.route(OFFICE, to), addressOf: (to, path) => view.addressOf(to, path) },
  })
  onTestFinished(() => office[Symbol.asyncDispose]())
  const notes: LinkNote[] = []
  const failed: string[] = []
  const arrived: { readonly id: string; readonly atMs: number }[] = []
  office.onMessage(
    () => {},
    (_, id, reason) => failed.push(`${id}: ${reason}`),
    (note) => notes.push(note),
  )
  home.links.onMessage(
    (_, { id }) => arrived.push({ id, atMs: performance.now() }),
    () => {},
  )
  const say = async (id: string, address: string): Promise<number> => {
    const begunMs = performance.now()
    const count = arrived.length
    office.send(HOME, { id, type: 'discover' }, address)
    await vi.waitUntil(() => arrived.length > count, { timeout: 4_000, interval: 1 })
    return (arrived.at(-1)?.atMs ?? 0) - begunMs
  }
  const paths = () => notes.flatMap((note) => (note.type === 'path' ? [note.path ?? note.reason] : []))
  return { office, home, follow, say, failed, paths }
}

/** What a unit tells its peers, and where nobody of this network is. */
const INTERNAL = '127.0.0.1:1'

test('R3, P-20: over TLS a message to another LAN goes to the address outside, and takes as long as its path', async () => {
  const { say, follow, paths } = await twoTowns({ by: 'hand' })
  await say('warm', INTERNAL)
  expect(await say('by hand', INTERNAL)).toBeGreaterThanOrEqual(29)
  follow({ by: 'remote-connect' })
  expect(await say('by Remote Connect', INTERNAL)).toBeGreaterThanOrEqual(299)
  expect(paths()).toEqual(['external', 'remote-connect'])
})

test('§3.3.4: within the LAN it goes to the address that the peer tells, as fast as it can', async () => {
  const { home, say, follow, paths } = await twoTowns({ by: 'hand' })
  follow({ by: 'nothing' }, { lan: 'town', external: INTERNAL })
  await say('warm', home.address)
  const fastest = Math.min(await say('a', home.address), await say('b', home.address), await say('c', home.address))
  expect(fastest).toBeLessThan(25)
  expect(paths()).toEqual(['internal'])
})

test('R29, P-21: a closed way fails with its code though somebody listens there; the next is taken where there is one', async () => {
  const { office, home, say, follow, failed, paths } = await twoTowns({ by: 'hand', https: false })
  office.send(HOME, { id: 'a', type: 'discover' }, home.address)
  await vi.waitUntil(() => failed.length === 1, { timeout: 2_000, interval: 2 })
  follow({ by: ['hand', 'cloud-dns'], https: false, cloudDns: 'denied' })
  office.send(HOME, { id: 'b', type: 'discover' }, home.address)
  await vi.waitUntil(() => failed.length === 2, { timeout: 2_000, interval: 2 })
  follow({ by: ['hand', 'remote-connect'], https: false })
  await say('c', home.address)
  expect(failed).toEqual([
    'a: HTTPS_PORT_REQUIRED: there is an HTTP port only',
    'b: HTTPS_PORT_REQUIRED: there is an HTTP port only; denied (Cloud DNS 418)',
  ])
  expect(paths().at(-1)).toBe('remote-connect')
})

test('§3.3.4: where nobody answers from outside, a message fails after five seconds, and no earlier', async () => {
  const { office, home, failed } = await twoTowns({ by: 'nothing' })
  const begunMs = performance.now()
  office.send(HOME, { id: 'a', type: 'discover' }, home.address)
  await vi.waitUntil(() => failed.length === 1, { timeout: 8_000, interval: 5 })
  expect(performance.now() - begunMs).toBeGreaterThanOrEqual(4_990)
  expect(failed).toEqual([`a: ${HOME} does not answer`])
})

test('P-22: a hundred that wait are told once, and the most that ever were on their way', async () => {
  const { office, home, follow } = await twoTowns({ by: 'hand' })
  follow({ by: 'remote-connect' })
  const notes: LinkNote[] = []
  office.onMessage(
    () => {},
    () => {},
    (note) => notes.push(note),
  )
  for (let count = 0; count < 120; count++) office.send(HOME, { id: `m${count}`, type: 'discover' }, home.address)
  await vi.waitUntil(() => notes.length > 0, { timeout: 1_000, interval: 1 })
  expect(notes.filter(({ type }) => type === 'queue-long')).toEqual([{ type: 'queue-long', waiting: 100 }])
  expect(notes.findLast(({ type }) => type === 'load')).toEqual({ type: 'load', inFlight: 1, waiting: 119 })
})
