import { expect, test } from 'vitest'
import { CABIN, HOME, OFFICE } from '../trust/an-estate.ts'
import { ioAt } from '../trust-io/io-estate.ts'
import { act, aGateReference, authorise, gateAt, gateOf, gateSites, push, withdraw } from './intercom-estate.ts'

const rings = (unit: Parameters<typeof gateAt>[0]) => gateAt(unit).isRinging
const count = (notices: readonly string[], name: string) => notices.filter((each) => each === name).length

test('R54, P-237: each authorised member has one bell output, in the order of authorisation', () => {
  const { office } = gateSites({}, [authorise(`member:${CABIN}`), authorise(`member:${HOME}`)])
  expect(gateAt(office).members?.map(({ serial }) => serial)).toEqual([CABIN, HOME])
})

test('R55: a member finds the Intercom in its periphery only where it is authorised', () => {
  const { office, home } = gateSites({}, [authorise(`member:${HOME}`)])
  const search = () => home.do({ type: 'search-periphery', serial: OFFICE })
  expect(search()).toMatchObject({ intercoms: [{ name: 'Gate', version: 2 }] })
  office.edit(withdraw(HOME))
  expect(search()).toMatchObject({ intercoms: [] })
  expect(
    home.edit({
      type: 'add-io-reference',
      reference: { ...aGateReference(HOME), uuid: aGateReference(CABIN).uuid, name: 'Again' },
    }),
  ).toBe('REFERENCE_EXISTS')
})

test('R56: the member whose bell output rises rings, and no other', () => {
  const sites = gateSites()
  push(sites, HOME)
  expect([rings(sites.home), rings(sites.cabin), rings(sites.office)]).toEqual([true, false, false])
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: true })
  expect(gateOf(sites.office, CABIN)).toMatchObject({ isOpen: false })
})

test('C61, P-63: another ring within maxB is neither heard nor prolongs the first; with maxB 0 it rings until answered', () => {
  const sites = gateSites()
  push(sites, HOME)
  sites.estate.advance(40_000)
  push(sites, HOME)
  expect(count(sites.home.notices, 'intercom-rings')).toBe(1)
  sites.estate.advance(20_000)
  expect(rings(sites.home)).toBe(false)
  expect(gateAt(sites.home).unanswered).toEqual(['20261121120000'])
  const endless = gateSites({ maxBellMs: 0 })
  push(endless, HOME)
  endless.estate.advance(3_600_000)
  expect(rings(endless.home)).toBe(true)
  act(endless.home, 'answer')
  expect(rings(endless.home)).toBe(false)
})

test('C64, P-64: a member that is back after 30 s rings for the rest, and after 90 s not at all', () => {
  const sites = gateSites()
  sites.estate.cut.add(HOME)
  push(sites, HOME)
  sites.estate.advance(30_000)
  expect(rings(sites.home)).toBe(false)
  sites.estate.cut.delete(HOME)
  sites.estate.advance(2_000)
  expect(rings(sites.home)).toBe(true)
  sites.estate.advance(29_000)
  expect(rings(sites.home)).toBe(false)
  const late = gateSites()
  late.estate.cut.add(HOME)
  push(late, HOME)
  late.estate.advance(90_000)
  late.estate.cut.delete(HOME)
  late.estate.advance(120_000)
  expect(late.office.notices).toContain('intercom-ring-expired')
  expect(late.home.notices).not.toContain('intercom-rings')
})

test('P-239: a ring that got lost on its way, and of which nobody says so, is there five seconds later', () => {
  const { estate, office, home } = gateSites()
  office.ask({ type: 'set-io', uuid: ioAt(office, 'Push Home').uuid, value: 1 })
  estate.line.length = 0
  estate.advance(4_999)
  expect(rings(home)).toBe(false)
  estate.advance(1)
  expect(rings(home)).toBe(true)
})

test('a ring that is too old when it arrives is dropped, and one that comes twice rings once', () => {
  const sites = gateSites()
  push(sites, HOME)
  const sent = sites.estate.log.findLast(({ message }) => message.type === 'ring')
  if (sent?.message.type !== 'ring') throw new Error('nobody rang')
  sites.estate.deliver(sent)
  expect(count(sites.home.notices, 'intercom-rings')).toBe(1)
  act(sites.home, 'reject')
  const { message } = sent
  sites.estate.deliver({ ...sent, message: { ...message, id: 'ff', ring: 'ff', ageMs: 60_000 } })
  sites.estate.settle()
  expect(sites.home.notices).toContain('intercom-ring-expired')
  expect(rings(sites.home)).toBe(false)
})

test('who is authorised during a ring has an output that does not ring, although its wire is on', () => {
  const sites = gateSites({}, [authorise(`member:${CABIN}`)])
  sites.office.do({ type: 'set-io', uuid: ioAt(sites.office, 'Push Home').uuid, value: 1 })
  sites.office.edit(authorise(`member:${HOME}`))
  sites.estate.settle()
  expect(sites.office.notices).toContain('intercom-bell-output-added')
  // What is wired is asked anew, and finds the output on.
  push(sites, CABIN)
  expect([rings(sites.cabin), rings(sites.home), gateOf(sites.office, HOME)?.isOpen]).toEqual([true, false, false])
  push(sites, HOME)
  sites.office.do({ type: 'set-io', uuid: ioAt(sites.office, 'Push Home').uuid, value: 1 })
  expect(rings(sites.home)).toBe(true)
})

test('C65: whose authorisation goes rings no more, and has neither gate nor output', () => {
  const sites = gateSites()
  push(sites, HOME)
  expect(act(sites.home, 'open-stream')).toMatchObject({ stream: expect.any(String) })
  sites.office.edit(withdraw(HOME))
  expect(rings(sites.home)).toBe(false)
  expect(gateAt(sites.office)).toMatchObject({ streams: 0, members: [{ serial: CABIN }] })
  expect(act(sites.home, 'open-stream')).toBe('FORBIDDEN')
  push(sites, HOME)
  expect(rings(sites.home)).toBe(false)
})

test('after a restart nobody rings, and what is muted or was missed is known', () => {
  const sites = gateSites()
  act(sites.home, 'mute')
  push(sites, HOME)
  sites.estate.advance(61_000)
  push(sites, HOME)
  sites.home.powerOn()
  expect(gateAt(sites.home)).toMatchObject({ isRinging: false, isMuted: true, unanswered: ['20261121120000'] })
})

test('P-240: of rings that nobody answered the last ten are known, and a rejected one is none of them', () => {
  const sites = gateSites()
  push(sites, HOME)
  act(sites.home, 'reject')
  for (let ring = 0; ring < 11; ring++) {
    push(sites, HOME)
    sites.estate.advance(60_000)
  }
  const { unanswered } = gateAt(sites.home)
  expect([unanswered.length, unanswered[0], unanswered.at(-1)]).toEqual([10, '20261121120100', '20261121121000'])
})
