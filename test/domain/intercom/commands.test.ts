import { expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import type { IntercomControl } from '../../../sim/domain/program/program.ts'
import { wireKey } from '../../../sim/domain/program/sections.ts'
import { structureControl } from '../../../sim/protocol/loxone/structure-control.ts'
import { CABIN, HOME, OFFICE, type Unit } from '../trust/an-estate.ts'
import { anIo, ioAt } from '../trust-io/io-estate.ts'
import { act, aGate, GATE_UUID, gateAt, gateOf, gateSites, push } from './intercom-estate.ts'

function asked(unit: Unit, path: string): { readonly code: number; readonly value?: unknown } | undefined {
  const before = unit.answers.length
  unit.command('admin', path)
  return unit.answers[before]
}

const commanded = (unit: Unit, action: string) => asked(unit, `jdev/sps/io/Gate/${action}`)?.code
const spoken = ({ commands }: Unit) => commands.flatMap((command) => (command.type === 'speak' ? command.text : []))

const ANSWERS = encodeURIComponent(JSON.stringify(['Coming', 'Leave it at the door']))

test('P-261: an IntercomV2 says its answers by their numbers, and knows them after a start', () => {
  const { office } = gateSites()
  expect(commanded(office, 'playTts/0')).toBe(500)
  expect(commanded(office, `setAnswers/${ANSWERS}`)).toBe(200)
  office.powerOn()
  expect(office.state.api.values.get(stateUuid(GATE_UUID, 'answers'))).toBe('["Coming","Leave it at the door"]')
  expect(commanded(office, 'playTts/1')).toBe(200)
  expect(spoken(office)).toEqual(['Leave it at the door'])
  for (const number of ['2', '-1', 'x', '', '1/1']) expect(commanded(office, `playTts/${number}`)).toBe(500)
  expect(commanded(office, `setAnswers/${encodeURIComponent('[]')}`)).toBe(200)
  expect(commanded(office, 'playTts/1')).toBe(500)
})

test.for([
  ['no JSON', 'Coming'],
  ['no list', '{"0":"Coming"}'],
  ['no texts', '[1]'],
  ['an empty text', '[" "]'],
  ['a text that is too long', JSON.stringify(['x'.repeat(251)])],
  ['too many', JSON.stringify(Array.from({ length: 17 }, () => 'x'))],
])('%s is no list of answers, and those before stay', ([, list = '']) => {
  const { office } = gateSites()
  commanded(office, `setAnswers/${ANSWERS}`)
  expect(commanded(office, `setAnswers/${encodeURIComponent(list)}`)).toBe(500)
  expect(commanded(office, 'playTts/0')).toBe(200)
})

test('the answers are of the Intercom that is there: neither of a first one, nor at a member, nor while it is away', () => {
  const { office, home } = gateSites()
  expect(commanded(home, `setAnswers/${ANSWERS}`)).toBe(500)
  expect(commanded(home, 'playTts/0')).toBe(500)
  commanded(office, `setAnswers/${ANSWERS}`)
  office.input({ type: 'device-state', device: 'gate', state: 'lost' })
  expect(commanded(office, 'playTts/0')).toBe(500)
  expect(commanded(gateSites({ version: 1 }).office, `setAnswers/${ANSWERS}`)).toBe(500)
})

test('a text at TTS is said at the door when it changes, and not by a start', () => {
  const { office } = gateSites()
  const text = anIo('Words', 'input', { value: 'text' })
  office.edit({ type: 'add-io', io: text })
  const document = office.load()
  const wire = { from: { control: text.uuid, terminal: 'O' }, to: { control: GATE_UUID, terminal: 'TTS' } }
  document.wiring.set(wireKey(wire), wire)
  office.save(document)
  const say = (value: string) => office.do({ type: 'set-io', uuid: ioAt(office, 'Words').uuid, value })
  for (const value of ['Welcome', 'Welcome', '', 'Welcome']) say(value)
  expect(spoken(office)).toEqual(['Welcome', 'Welcome'])
  office.powerOn()
  expect(spoken(office)).toHaveLength(2)
})

const image = (unit: Unit, timestamp: string) => asked(unit, `camimage/${gateAt(unit).uuid}/${timestamp}`)
const NOW = '20261121120000'

test('R56, P-260: a picture of who rings is asked for while it rings, and not before: there is none yet', () => {
  const sites = gateSites()
  const { home, office, estate } = sites
  expect(image(home, NOW)).toMatchObject({ code: 404, value: 'it did not ring then' })
  push(sites, HOME)
  image(home, NOW)
  estate.settle()
  expect(home.answers.at(-1)).toMatchObject({ code: 404, value: 'NOT_FOUND: no picture was taken' })
  // The look is over, and whoever comes next has room.
  expect(gateOf(office, HOME)).toMatchObject({ streams: 0 })
  estate.advance(61_000)
  expect(image(home, NOW)).toMatchObject({ code: 404, value: 'no picture was taken' })
})

test('C62: over the public API a closed gate is 403', () => {
  const sites = gateSites()
  push(sites, HOME)
  // The host has started, and knows of no ring.
  sites.office.powerOn()
  image(sites.home, NOW)
  sites.estate.settle()
  expect(sites.home.answers.at(-1)).toMatchObject({ code: 403, value: expect.stringMatching(/^AV_NOT_ACTIVATED: /) })
})

test('C63: over the public API a fourth picture is 503, at the host and at a member', () => {
  const sites = gateSites()
  push(sites, HOME)
  push(sites, CABIN)
  act(sites.office, 'open-stream')
  act(sites.home, 'open-stream')
  act(sites.cabin, 'open-stream')
  image(sites.home, NOW)
  sites.estate.settle()
  expect(sites.home.answers.at(-1)).toMatchObject({ code: 503, value: expect.stringMatching(/^STREAM_LIMIT: /) })
  sites.office.input({
    type: 'device-event',
    device: 'gate',
    event: { type: 'rang', id: 'r1', ageMs: 0, sealed: '' },
  })
  expect(image(sites.office, NOW)).toMatchObject({ code: 503, value: expect.stringMatching(/^STREAM_LIMIT: /) })
})

test('a host that is away is 504, a control that is none is 404, and who may not see it is told 403', () => {
  const sites = gateSites()
  push(sites, HOME)
  sites.estate.cut.add(OFFICE)
  image(sites.home, NOW)
  sites.estate.settle()
  expect(sites.home.answers.at(-1)).toMatchObject({ code: 504 })
  expect(asked(sites.home, `camimage/nothing/${NOW}`)).toMatchObject({ code: 404 })
})

const CAMERA = { version: 1, address: '192.168.1.8:8080' } as const satisfies Partial<IntercomControl>

test('P-262: where the picture of a first Intercom is, and a login for it, is told over TLS or encrypted only', () => {
  const { office } = gateSites(CAMERA)
  const command = { control: 'x', type: 'io', uuid: GATE_UUID, action: 'securedDetails' } as const
  asked(office, 'jdev/sps/io/Gate/answer')
  const request = (session: string, encrypted?: boolean) => {
    office.input({ type: 'api-opened', session, scope: 'internal', inClear: true })
    Object.assign(office.state.api.sessions.get(session) ?? {}, { user: office.user('admin')?.uuid })
    office.input({ type: 'api-command', session, request: 1, command, ...(encrypted === true && { encrypted }) })
    return office.answers.at(-1)
  }
  expect(request('clear')).toMatchObject({ code: 403, value: expect.stringMatching(/^TLS_REQUIRED/) })
  const login = { user: 'intercom', pass: expect.stringMatching(/^[0-9a-f]{24}$/) }
  const details = {
    videoInfo: {
      ...{ alertImage: 'http://192.168.1.8:8080/jpg/image.jpg', streamUrl: 'http://192.168.1.8:8080/mjpg/video.mjpg' },
      ...login,
    },
    audioInfo: { host: '192.168.1.8', ...login },
  }
  expect(request('enc', true)).toMatchObject({ code: 200, value: details })
  const first = asked(office, 'jdev/sps/io/Gate/securedDetails')
  expect(first).toMatchObject({ code: 200, value: details })
  office.powerOn()
  expect(asked(office, 'jdev/sps/io/Gate/securedDetails')?.value).toEqual(first?.value)
})

test('a member is told nothing of it, nor is it announced there or where there is none', () => {
  const sites = gateSites(CAMERA)
  expect(commanded(sites.home, 'securedDetails')).toBe(500)
  const view = { rooms: [], categories: [], trustAddresses: new Map() }
  expect(structureControl(aGate(CAMERA), view)).toMatchObject({ securedDetails: true })
  expect(structureControl(aGate({ version: 1 }), view)).not.toHaveProperty('securedDetails')
  expect(commanded(gateSites({ version: 1 }).office, 'securedDetails')).toBe(500)
  const second = gateSites({ address: '192.168.1.8' }).office
  expect(second.state.api.values.get(stateUuid(GATE_UUID, 'address'))).toBe('192.168.1.8')
})
