import { expect, test } from 'vitest'
import type { Wire } from '../../../sim/domain/program/program.ts'
import { addReference } from '../../../sim/domain/trust-io/edits.ts'
import { follow } from '../../../sim/domain/trust-io/follower.ts'
import { IOS_MAX } from '../../../sim/domain/trust-io/value.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { HOME, OFFICE, TRUST } from '../trust/an-estate.ts'
import {
  ALL,
  aReference,
  GATE,
  ioAt,
  MOTION,
  noRight,
  right,
  set,
  sharingSites,
  standing,
  TEMPERATURE,
} from './io-estate.ts'

test('the last value of a right that was taken away stands for a while and is then at rest, until the right is back', () => {
  const { estate, office, home } = sharingSites()
  set(office, 'Motion', 1)
  office.edit(noRight(HOME, MOTION))
  expect(ioAt(home, 'Motion')).toMatchObject({ at: 1, reference: { standing: 'FORBIDDEN' } })
  expect(home.notices).toContain('trust-io-invalid')
  estate.advance(9_000)
  expect(ioAt(home, 'Motion').at).toBe(1)
  estate.advance(2_000)
  expect(ioAt(home, 'Motion').at).toBe(0)
  office.edit(right(HOME, MOTION))
  expect(ioAt(home, 'Motion')).toMatchObject({ at: 1, reference: { standing: 'valid' } })
})

test('R52: after a right was taken away a member is sent no value of that input, however often it follows anew', () => {
  const { estate, office, home } = sharingSites()
  office.edit(noRight(HOME, MOTION))
  const since = estate.log.length
  set(office, 'Motion', 1)
  home.powerOn()
  estate.settle()
  set(office, 'Motion', 0)
  estate.advance(400_000)
  set(office, 'Motion', 1)
  set(office, 'Temperature', 3)
  const told = estate.log.slice(since).flatMap(({ message }) => (message.type === 'values' ? message.values : []))
  expect(told).toEqual([{ io: TEMPERATURE.uuid, value: 3 }])
})

test('a right that is back before the last value is at rest leaves no trace', () => {
  const { estate, office, home } = sharingSites()
  set(office, 'Motion', 1)
  office.edit(noRight(HOME, MOTION))
  estate.advance(5_000)
  office.edit(right(HOME, MOTION))
  estate.advance(60_000)
  expect(ioAt(home, 'Motion').at).toBe(1)
})

test('an output that a member set is at rest a while after the right was taken away, and takes nothing of it any more', () => {
  const { estate, office, home } = sharingSites()
  set(home, 'Gate', 1)
  office.edit(noRight(HOME, GATE))
  expect(ioAt(office, 'Gate').at).toBe(1)
  set(home, 'Gate', 0)
  set(home, 'Gate', 1)
  estate.advance(11_000)
  expect(ioAt(office, 'Gate').at).toBe(0)
  office.edit(right(HOME, GATE))
  expect(ioAt(office, 'Gate').at).toBe(1)
})

test('a right that is taken away by a document is told after the restart', () => {
  const { office, home } = sharingSites()
  office.config(noRight(HOME, MOTION))
  expect(standing(home, 'Motion')).toBe('FORBIDDEN')
  expect(standing(home, 'Gate')).toBe('valid')
})

test('a right that is taken away while the line is cut holds at once at the host, and is told when the line is whole', () => {
  const { estate, office, home } = sharingSites()
  estate.cut.add(HOME)
  set(office, 'Motion', 1)
  office.edit(noRight(HOME, MOTION))
  estate.cut.clear()
  estate.advance(61_000)
  expect(ioAt(home, 'Motion')).toMatchObject({ at: 0, reference: { standing: 'FORBIDDEN' } })
})

test('a host that is silent for its timeout leaves references invalid, and an output set by a silent member is at rest', () => {
  const { estate, office, home } = sharingSites(60)
  set(office, 'Motion', 1)
  set(home, 'Gate', 1)
  estate.cut.add(HOME)
  estate.advance(55_000)
  expect(standing(home, 'Motion')).toBe('valid')
  estate.advance(20_000)
  expect(ioAt(home, 'Motion')).toMatchObject({ at: 0, reference: { standing: 'CONNECTION_FAILED' } })
  expect(ioAt(office, 'Gate').at).toBe(0)
  estate.cut.clear()
  estate.advance(61_000)
  expect(ioAt(home, 'Motion')).toMatchObject({ at: 1, reference: { standing: 'valid' } })
  expect(ioAt(office, 'Gate').at).toBe(1)
})

test('while both are heard nothing becomes invalid, however long nothing changes', () => {
  const { estate, office, home } = sharingSites(60)
  set(office, 'Motion', 1)
  set(home, 'Gate', 1)
  const [notices, messages] = [home.notices.length, estate.log.length]
  estate.advance(600_000)
  expect(home.notices.slice(notices)).toEqual([])
  const types = new Set(estate.log.slice(messages).map(({ message }) => message.type))
  expect([...types]).toEqual(['values', 'answer'])
  expect(ioAt(office, 'Gate').at).toBe(1)
})

test('a member that is removed leaves no reference at others, and nothing that it set', () => {
  const { estate, office, home } = sharingSites()
  set(office, 'Motion', 1)
  set(home, 'Gate', 1)
  office.edit({ type: 'remove-member', trustUuid: TRUST, serial: HOME })
  expect([...home.program.controls.values()]).toEqual([])
  estate.advance(11_000)
  expect(ioAt(office, 'Gate').at).toBe(0)
  expect(office.state.io.followers.size).toBe(0)
})

test('a follower that was removed is not one again after a loss of power before it was forgotten', () => {
  const { estate, office } = sharingSites()
  const left = office.store.get(`io/follower/${HOME}`) ?? ''
  office.edit({ type: 'remove-member', trustUuid: TRUST, serial: HOME })
  estate.advance(61_000)
  office.store.set(`io/follower/${HOME}`, left)
  const since = estate.log.length
  office.powerOn()
  expect(office.state.io.followers.has(HOME)).toBe(false)
  expect(office.store.has(`io/follower/${HOME}`)).toBe(false)
  set(office, 'Motion', 1)
  estate.advance(400_000)
  // That it was removed it hears once more.
  const told = estate.log.slice(since).filter(({ to }) => to === HOME)
  expect(told.map(({ message }) => message.type)).toEqual(['evicted'])
})

test('what is wired to a reference is at rest when the reference goes with its Trust', () => {
  const { office, home } = sharingSites()
  const lamp = { kind: 'info-only-digital', uuid: '0a0b0c0d-0001-0001-ffff504f94a00002', name: 'Lamp' } as const
  const document = home.load()
  document.controls.set(lamp.uuid, lamp)
  const wire = { from: { control: aReference(MOTION).uuid, terminal: 'O' }, to: { control: lamp.uuid, terminal: 'I' } }
  document.wiring.set('lamp', wire)
  home.save(document)
  set(office, 'Motion', 1)
  const isLit = () => [...home.state.api.values.values()].includes(1)
  expect(isLit()).toBe(true)
  office.edit({ type: 'remove-member', trustUuid: TRUST, serial: HOME })
  expect(home.program.wiring.size).toBe(0)
  expect(isLit()).toBe(false)
})

test('an input that is deleted, or becomes something else, leaves its references invalid', () => {
  const { office, home } = sharingSites()
  office.edit({ type: 'delete-io', uuid: MOTION.uuid })
  expect(standing(home, 'Motion')).toBe('FORBIDDEN')
  office.edit({ type: 'add-io', io: { ...MOTION, value: 'analog' } }, right(HOME, MOTION))
  expect(standing(home, 'Motion')).toBe('INVALID')
})

test('R52: a reference is added once, and only to a unit of a Trust', () => {
  const { home } = sharingSites()
  expect(home.edit({ type: 'add-io-reference', reference: aReference(MOTION, 'Again') })).toBe('REFERENCE_EXISTS')
  const stranger = aReference(MOTION, 'Stranger', HOME, '504F94A000FF')
  expect(home.edit({ type: 'add-io-reference', reference: stranger })).toBe('NOT_A_MEMBER')
})

test('what a document refers to twice is asked for once', () => {
  const { estate, home } = sharingSites()
  const document = home.load()
  const again = aReference(MOTION, 'Motion again')
  document.controls.set(again.uuid, again)
  const since = estate.log.length
  home.save(document)
  const asked = estate.log.slice(since).flatMap(({ message }) => (message.type === 'follow' ? [message.ios] : []))
  expect(asked.map((ios) => [...ios].sort())).toEqual(asked.map(() => ALL.map(({ uuid }) => uuid).sort()))
  expect(standing(home, 'Motion')).toBe('valid')
})

test('of a host no more is referred to than it takes, nor asked for where a document has more', () => {
  const { home } = sharingSites()
  const { state } = home
  const sensor = (at: number) => aReference({ ...MOTION, uuid: `0a0b0c0d-0003-${at}-ffff504f94a00001` }, `Sensor ${at}`)
  const controls = new Map(home.program.controls)
  for (let at = controls.size; at < IOS_MAX; at++) controls.set(`${at}`, sensor(at))
  const program = { ...home.program, controls }
  expect(() => addReference(program, sensor(IOS_MAX))).toThrow(/^At most 10000 inputs and outputs of/)
  controls.set('further', sensor(IOS_MAX))
  const step = { state: { ...state, program }, at: home.now, env: anEnv() }
  state.io.hosts.delete(OFFICE)
  const [asked] = follow(step, OFFICE)
  if (asked?.type !== 'trust-send' || asked.message.type !== 'follow') throw new Error('it does not follow')
  expect(asked.message.ios).toHaveLength(IOS_MAX)
})

test('a reference is wired as it is added, in the direction in which its values go, and to what is there', () => {
  const { home } = sharingSites()
  const again = aReference(MOTION)
  home.edit({ type: 'delete-io', uuid: again.uuid })
  const gate = { control: aReference(GATE).uuid, terminal: 'I' }
  const add = (...wires: Wire[]) => home.edit({ type: 'add-io-reference', reference: again, wires })
  const motion = (terminal: string) => ({ control: again.uuid, terminal })
  expect(add({ from: { ...gate, terminal: 'O' }, to: motion('I') })).toBe('INVALID')
  expect(add({ from: motion('O'), to: { ...gate, terminal: 'J' } })).toBe('NOT_FOUND')
  expect(add({ from: motion('O'), to: { control: '0a0b0c0d-0009-0001-ffff504f94a00002', terminal: 'I' } })).toBe(
    'NOT_FOUND',
  )
  expect(home.program.controls.has(again.uuid)).toBe(false)
  add({ from: motion('O'), to: gate })
  expect([...home.program.wiring.values()]).toEqual([{ from: motion('O'), to: gate }])
})

test('what another unit says goes on by a wire, there and back', () => {
  const { office, home } = sharingSites()
  const again = aReference(MOTION)
  home.edit({ type: 'delete-io', uuid: again.uuid })
  const wire = {
    from: { control: again.uuid, terminal: 'O' },
    to: { control: aReference(GATE).uuid, terminal: 'I' },
  }
  home.edit({ type: 'add-io-reference', reference: again, wires: [wire] })
  set(office, 'Motion', 1)
  expect(ioAt(office, 'Gate')).toMatchObject({ at: 1, setBy: HOME })
  set(office, 'Motion', 0)
  expect(ioAt(office, 'Gate').at).toBe(0)
})

test('a reference that is deleted is not followed any more, and the host forgets it', () => {
  const { office, home } = sharingSites()
  const gone = [MOTION, GATE].map((io) => ({ type: 'delete-io', uuid: aReference(io).uuid }) as const)
  home.edit(...gone)
  expect(office.state.io.followers.get(HOME)?.ios).toHaveLength(1)
  const [rest] = [...home.program.controls.keys()]
  home.edit({ type: 'delete-io', uuid: rest ?? '' })
  expect(office.state.io.followers.has(HOME)).toBe(false)
  expect([...office.store.keys()].filter((key) => key.startsWith('io/'))).toEqual([])
})

test('a member that deletes its references by a document is forgotten when it is told something next', () => {
  const { estate, office, home } = sharingSites()
  // That it follows nothing any more does not arrive.
  estate.cut.add(HOME)
  home.config(...ALL.map((io) => ({ type: 'delete-io', uuid: aReference(io).uuid }) as const))
  estate.cut.clear()
  expect(office.state.io.followers.has(HOME)).toBe(true)
  estate.advance(400_000)
  expect(office.state.io.followers.has(HOME)).toBe(false)
  expect(office.store.has(`io/follower/${HOME}`)).toBe(false)
})

test('what is said at the host itself is not the member’s any more, and stays when the right goes', () => {
  const { estate, office, home } = sharingSites()
  const lamp = { kind: 'switch', uuid: '0a0b0c0d-0001-0001-ffff504f94a00001', name: 'Lamp' } as const
  const document = office.load()
  document.controls.set(lamp.uuid, lamp)
  const wire = { from: { control: lamp.uuid, terminal: 'O' }, to: { control: GATE.uuid, terminal: 'I' } }
  document.wiring.set('lamp', wire)
  office.save(document)
  set(home, 'Gate', 1)
  expect(ioAt(office, 'Gate').setBy).toBe(HOME)
  for (const action of ['on', 'off', 'on']) office.command('admin', `jdev/sps/io/Lamp/${action}`, false)
  expect(ioAt(office, 'Gate')).toMatchObject({ at: 1 })
  expect(ioAt(office, 'Gate').setBy).toBeUndefined()
  office.edit(noRight(HOME, GATE))
  estate.advance(60_000)
  expect(ioAt(office, 'Gate').at).toBe(1)
})
