import { expect, test } from 'vitest'
import { intercomStatus } from '../../../sim/domain/intercom/status.ts'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import { encodeFrame, FrameDecoder } from '../../../sim/protocol/trust/frames.ts'
import { aUser, HOME, OFFICE } from '../trust/an-estate.ts'
import {
  act,
  aGateReference,
  authorise,
  GATE_UUID,
  gateAt,
  gateOf,
  gateSites,
  push,
  type Sites,
} from './intercom-estate.ts'

const rings = (unit: Parameters<typeof gateAt>[0]) => gateAt(unit).isRinging

/** Somebody at home, beside the administrator, who may use all that is there. */
function withEve(sites: Sites): void {
  const groups = sites.home.user('admin')?.groups ?? []
  sites.home.edit({ type: 'add-user', user: aUser('Eve', HOME, { groups, tags: [] }) })
}

test('P-263: a call ends with a start of the member, also where the host hears of it much later', () => {
  const sites = gateSites()
  push(sites, HOME)
  act(sites.home, 'answer')
  expect(act(sites.home, 'open-stream')).toMatchObject({ stream: expect.any(String) })
  sites.estate.cut.add(HOME)
  sites.home.powerOn()
  sites.estate.settle()
  sites.home.powerOn()
  sites.estate.advance(5_000)
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: true, streams: 1 })
  sites.estate.cut.delete(HOME)
  sites.estate.advance(60_000)
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: false, streams: 0 })
  expect(sites.home.store.get(`intercom/${gateAt(sites.home).uuid}`)).not.toContain('held')
})

test('hanging up is told although the next ring was rejected before the host heard of it', () => {
  const sites = gateSites()
  push(sites, HOME)
  act(sites.home, 'answer')
  push(sites, HOME)
  sites.estate.cut.add(HOME)
  act(sites.home, 'hang-up')
  act(sites.home, 'reject')
  sites.estate.advance(2_000)
  sites.estate.cut.delete(HOME)
  sites.estate.advance(60_000)
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: false })
})

test('a ring that was sent twice does not begin again after a reject that the host knows of', () => {
  const sites = gateSites()
  push(sites, HOME)
  const sent = sites.estate.log.findLast(({ message }) => message.type === 'ring')
  if (sent === undefined) throw new Error('nobody rang')
  act(sites.home, 'reject')
  sites.estate.settle()
  sites.estate.deliver(sent)
  expect(rings(sites.home)).toBe(false)
})

test('whose authorisation goes during a call and another ring has neither of both', () => {
  const sites = gateSites()
  push(sites, HOME)
  act(sites.home, 'answer')
  push(sites, HOME)
  sites.office.edit(authorise(`member:${HOME}`, 'deny'))
  expect(gateAt(sites.home)).toMatchObject({ isRinging: false })
  expect(gateAt(sites.home)).not.toHaveProperty('call')
})

test('an Intercom that is deleted while it rings at a member rings there no more', () => {
  const sites = gateSites({ maxBellMs: 0 })
  push(sites, HOME)
  expect(rings(sites.home)).toBe(true)
  const document = sites.office.load()
  document.controls.delete(GATE_UUID)
  for (const [key, { object }] of document.assignments)
    if (object === `device:${GATE_UUID}`) document.assignments.delete(key)
  for (const [key, { to }] of document.wiring) if (to.control === GATE_UUID) document.wiring.delete(key)
  sites.office.save(document)
  expect(intercomStatus(sites.office.state)).toEqual([])
  expect(rings(sites.home)).toBe(false)
})

test('the picture of somebody of the host ends with the permission for it, and leaves room for another', () => {
  const sites = gateSites()
  const { office } = sites
  const { groups = [], password } = office.user('admin') ?? {}
  const eve = aUser('Eve', OFFICE, { groups, tags: [], ...(password !== undefined && { password }) })
  office.edit({ type: 'add-user', user: eve })
  expect(act(office, 'open-stream', { user: 'Eve', password: 'admin' })).toMatchObject({ stream: expect.any(String) })
  expect(act(office, 'open-stream')).toMatchObject({ stream: expect.any(String) })
  expect(gateAt(office).streams).toBe(2)
  office.edit({ type: 'edit-user', uuid: eve.uuid, change: { status: { state: 'disabled' } } })
  expect(gateAt(office).streams).toBe(1)
  expect(office.notices).toContain('intercom-stream-cut')
})

test('the call of a user who may use the block no more is over at the host', () => {
  const sites = gateSites()
  withEve(sites)
  push(sites, HOME)
  sites.home.command('Eve', 'jdev/sps/io/Gate/answer')
  sites.estate.settle()
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: true })
  sites.home.edit({ type: 'delete-user', uuid: sites.home.user('Eve')?.uuid ?? '' })
  sites.estate.settle()
  expect(gateAt(sites.home).call).toBeUndefined()
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: false })
})

test('C24: a member that joined with too old a firmware finds no Intercom, is not rung and sees nothing', () => {
  const sites = gateSites({}, [authorise(`member:${HOME}`)])
  for (const { members } of sites.office.program.trusts.values()) {
    for (const { info } of members) if (info?.serial === HOME) Object.assign(info, { firmware: '12.3.9.1' })
  }
  expect(gateAt(sites.office).members).toMatchObject([{ serial: HOME }])
  push(sites, HOME)
  expect(rings(sites.home)).toBe(false)
  expect(sites.office.notices).toContain('intercom-ring-refused')
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: false })
  expect(act(sites.home, 'open-stream')).toBe('FEATURE_UNSUPPORTED_BY_PEER')
  expect(sites.home.do({ type: 'search-periphery', serial: OFFICE })).toMatchObject({ intercoms: [] })
})

test.for([
  ['an age', { ageMs: 9_007_199_254_740_991 }],
  ['a maxB', { maxBellMs: 9_007_199_254_740_991 }],
  ['an age', { ageMs: -1 }],
] as const)('%s that no bell has is no message of a Miniserver: %o', ([, change]) => {
  const { intercom } = aGateReference(HOME)
  const ring = { id: '1', type: 'ring', intercom, ring: 'ab', ageMs: 0, maxBellMs: 60_000 } as const
  expect(new FrameDecoder().feed(encodeFrame({ v: 1, n: 1, message: ring }))).toHaveLength(1)
  expect(() => new FrameDecoder().feed(encodeFrame({ v: 1, n: 1, message: { ...ring, ...change } }))).toThrow()
})

test('an App sees whether the Intercom itself is there', () => {
  const { office } = gateSites()
  const shown = () => office.state.api.values.get(stateUuid(gateAt(office).uuid, 'deviceState'))
  office.input({ type: 'device-state', device: 'gate', state: 'ready' })
  expect(shown()).toBe(1)
  office.input({ type: 'device-state', device: 'gate', state: 'lost' })
  expect(shown()).toBe(0)
})
