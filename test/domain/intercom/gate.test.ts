import { expect, test } from 'vitest'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { wireKey } from '../../../sim/domain/program/sections.ts'
import { aUser, CABIN, HOME, type Unit } from '../trust/an-estate.ts'
import { anIo, ioAt } from '../trust-io/io-estate.ts'
import { act, authorise, gateAt, gateOf, gateSites, push, type Sites } from './intercom-estate.ts'

const look = (unit: Unit) => act(unit, 'open-stream')
const STREAM = { stream: expect.any(String) }

test('C62: nothing is seen without a ring, after a reject, and once maxB is over', () => {
  const sites = gateSites()
  expect(look(sites.home)).toBe('AV_NOT_ACTIVATED')
  push(sites, HOME)
  expect(look(sites.home)).toMatchObject(STREAM)
  act(sites.home, 'reject')
  expect(look(sites.home)).toBe('AV_NOT_ACTIVATED')
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: false, streams: 0 })
  push(sites, HOME)
  sites.estate.advance(60_000)
  expect(look(sites.home)).toBe('AV_NOT_ACTIVATED')
})

test('AMB-7, P-5: who answered keeps the picture beyond maxB until hanging up', () => {
  const sites = gateSites()
  push(sites, HOME)
  expect(look(sites.home)).toMatchObject(STREAM)
  act(sites.home, 'answer')
  sites.estate.advance(120_000)
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: true, streams: 1 })
  expect(look(sites.home)).toMatchObject(STREAM)
  act(sites.home, 'hang-up')
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: false, streams: 0 })
})

test('C62, P-238: what was open for others of the member is cut when somebody else there answers', () => {
  const sites = gateSites()
  const groups = sites.home.user('admin')?.groups ?? []
  sites.home.edit({ type: 'add-user', user: aUser('Eve', HOME, { groups, tags: [] }) } satisfies ProgramEdit)
  push(sites, HOME)
  expect(look(sites.home)).toMatchObject(STREAM)
  sites.home.command('Eve', 'jdev/sps/io/Gate/answer')
  sites.estate.settle()
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: true, streams: 0 })
  expect(sites.office.notices).toContain('intercom-stream-cut')
  expect(look(sites.home)).toBe('AV_NOT_ACTIVATED')
  expect(act(sites.home, 'hang-up')).toBe('INVALID')
})

test('C60: two members ring and see, each by itself, and answering one leaves the other ringing', () => {
  const sites = gateSites()
  push(sites, HOME)
  expect(look(sites.cabin)).toBe('AV_NOT_ACTIVATED')
  push(sites, CABIN)
  act(sites.home, 'answer')
  expect([gateAt(sites.home).isRinging, gateAt(sites.cabin).isRinging]).toEqual([false, true])
  expect(look(sites.cabin)).toMatchObject(STREAM)
})

test('C63: a fourth picture is refused, whoever asks, until one is closed', () => {
  const sites = gateSites()
  push(sites, HOME)
  push(sites, CABIN)
  const first = look(sites.home) as { stream: string }
  expect(look(sites.cabin)).toMatchObject(STREAM)
  const own = look(sites.office) as { stream: string }
  expect(own).toMatchObject(STREAM)
  expect([look(sites.home), look(sites.office)]).toEqual(['STREAM_LIMIT', 'STREAM_LIMIT'])
  // Nobody closes another's.
  close(sites, sites.cabin, first.stream)
  expect(look(sites.cabin)).toBe('STREAM_LIMIT')
  close(sites, sites.home, first.stream)
  expect(look(sites.cabin)).toMatchObject(STREAM)
  close(sites, sites.office, own.stream)
  expect(look(sites.home)).toMatchObject(STREAM)
})

test('C66: a group that holds members brings an output for each, and a deny takes one away', () => {
  const groups = (sites: Sites) => [...sites.office.program.groups.values()].filter(({ type }) => type === 'normal')
  const sites = gateSites({}, [])
  const group = { uuid: '22222222-2222-2222-2222222222222222', name: 'Neighbours', type: 'normal', groups: [] } as const
  sites.office.edit(
    { type: 'add-group', group },
    { type: 'assign-to-group', principal: `member:${HOME}`, group: group.uuid },
    { type: 'assign-to-group', principal: `member:${CABIN}`, group: group.uuid },
    authorise(`group:${group.uuid}`),
  )
  expect(groups(sites).map(({ name }) => name)).toContain('Neighbours')
  expect(gateAt(sites.office).members?.map(({ serial }) => serial)).toEqual([HOME, CABIN])
  sites.office.edit(authorise(`member:${CABIN}`, 'deny'))
  expect(gateAt(sites.office).members?.map(({ serial }) => serial)).toEqual([HOME])
})

test('C18: a removed member has neither block nor gate, and its picture is cut at once', () => {
  const sites = gateSites()
  push(sites, HOME)
  expect(look(sites.home)).toMatchObject(STREAM)
  const [trustUuid = ''] = sites.office.program.trusts.keys()
  sites.office.config({ type: 'remove-member', trustUuid, serial: HOME })
  sites.estate.settle()
  expect(gateAt(sites.office)).toMatchObject({ streams: 0, members: [{ serial: CABIN }] })
  expect([...sites.home.program.controls.values()].filter(({ name }) => name === 'Gate')).toEqual([])
})

test('a block that goes while it rings leaves what it is wired to at rest', () => {
  const sites = gateSites()
  const { home } = sites
  const chime = anIo('Chime', 'input', {}, HOME)
  home.edit({ type: 'add-io', io: chime })
  const document = home.load()
  const wire = {
    from: { control: gateAt(home).uuid, terminal: 'Bell' },
    to: { control: chime.uuid, terminal: 'I' },
  }
  document.wiring.set(wireKey(wire), wire)
  home.save(document)
  push(sites, HOME)
  expect(ioAt(home, 'Chime').at).toBe(1)
  home.edit({ type: 'delete-io', uuid: gateAt(home).uuid })
  expect(ioAt(home, 'Chime').at).toBe(0)
  expect(home.store.has(`intercom/${wire.from.control}`)).toBe(false)
})

test('while the host is away an answer ends the ring here, and the host hears of it later', () => {
  const sites = gateSites()
  push(sites, HOME)
  sites.estate.cut.add(HOME)
  act(sites.home, 'answer')
  expect(gateAt(sites.home).isRinging).toBe(false)
  sites.estate.advance(2_000)
  sites.estate.cut.delete(HOME)
  sites.estate.advance(60_000)
  expect(gateOf(sites.office, HOME)).toMatchObject({ isOpen: true })
})

test('an answer that reaches the host too late is no call', () => {
  const sites = gateSites()
  push(sites, HOME)
  sites.estate.cut.add(HOME)
  act(sites.home, 'answer')
  sites.estate.advance(70_000)
  sites.estate.cut.delete(HOME)
  sites.estate.advance(70_000)
  expect(gateAt(sites.home).call).toBeUndefined()
  expect(sites.home.notices).toContain('intercom-call-refused')
})

function close(sites: Sites, unit: Unit, stream: string): void {
  unit.do({ type: 'close-stream', uuid: gateAt(unit).uuid, stream })
  sites.estate.settle()
}
