import { expect, test } from 'vitest'
import { stateUuid } from '../../../sim/domain/miniserver/api/state-uuid.ts'
import { structureControl } from '../../../sim/protocol/loxone/structure-control.ts'
import { TrustFrame } from '../../../sim/protocol/trust/schema.ts'
import { HOME, type Unit } from '../trust/an-estate.ts'
import { anIo, aReference, ioAt, MOTION, noRight, set, sharingSites, TEMPERATURE } from './io-estate.ts'

const SIGN = anIo('Sign', 'output', { value: 'text' })

/** What the public API answers the administrator to a command to a control. */
function commanded(unit: Unit, control: string, action: string): number | undefined {
  unit.command('admin', `jdev/sps/io/${encodeURIComponent(control)}/${action}`, false)
  return unit.answers.at(-1)?.code
}

const typeOf = (io: Parameters<typeof structureControl>[0]) => {
  const { type, states } = structureControl(io, { rooms: [], categories: [], trustAddresses: new Map() })
  return [type, Object.keys(states)]
}

test('what is said at a unit its clients operate, and all else they see', () => {
  expect(typeOf(TEMPERATURE)).toEqual(['Slider', ['value', 'error']])
  expect(typeOf(aReference(TEMPERATURE))).toEqual(['InfoOnlyAnalog', ['value', 'error']])
  expect(typeOf(MOTION)).toEqual(['Switch', ['active']])
  expect(typeOf(aReference(MOTION))).toEqual(['InfoOnlyDigital', ['active']])
  expect(typeOf(SIGN)).toEqual(['InfoOnlyText', ['text']])
  expect(typeOf(aReference(SIGN))).toEqual(['TextInput', ['text']])
})

test('commands set what is said there, by name or uuid, and are refused elsewhere', () => {
  const { estate, office, home } = sharingSites()
  expect(commanded(office, 'Temperature', '21.5')).toBe(200)
  expect(commanded(office, MOTION.uuid, 'on')).toBe(200)
  estate.settle()
  expect([ioAt(home, 'Temperature').at, ioAt(home, 'Motion').at]).toEqual([21.5, 1])
  expect(commanded(home, 'Gate', 'on')).toBe(200)
  estate.settle()
  expect(ioAt(office, 'Gate').at).toBe(1)
  expect(commanded(office, 'Gate', 'off')).toBe(500)
  expect(commanded(home, 'Motion', 'off')).toBe(500)
  expect(commanded(office, 'Temperature', 'warm')).toBe(500)
  expect(commanded(office, 'Temperature', 'on')).toBe(500)
  expect(ioAt(office, 'Temperature').at).toBe(21.5)
})

test('a pulse is on long enough to arrive, and off then', () => {
  const { estate, office, home } = sharingSites()
  expect(commanded(office, 'Motion', 'pulse')).toBe(200)
  estate.settle()
  expect(ioAt(home, 'Motion').at).toBe(1)
  estate.advance(1_000)
  expect([ioAt(office, 'Motion').at, ioAt(home, 'Motion').at]).toEqual([0, 0])
  commanded(office, 'Motion', 'Pulse')
  commanded(office, 'Motion', 'on')
  estate.advance(1_000)
  expect(ioAt(office, 'Motion').at).toBe(1)
})

test('clients are told what a reference is at, and whether that is to be believed', () => {
  const { office, home } = sharingSites()
  const states = () =>
    ['value', 'error'].map((name) => home.state.api.values.get(stateUuid(aReference(TEMPERATURE).uuid, name)))
  set(office, 'Temperature', 3)
  expect(states()).toEqual([3, undefined])
  office.edit(noRight(HOME, TEMPERATURE))
  expect(states()).toEqual([3, 1])
})

test('whatever is said of inputs and outputs a peer reads, and no field is lost on the way', () => {
  const { estate, office, home } = sharingSites()
  office.edit({ type: 'add-io', io: { ...SIGN, description: 'At the gate' } })
  set(office, 'Temperature', -0.125)
  set(home, 'Gate', 1)
  home.do({ type: 'search-periphery', serial: '504F94A00001' })
  const types = new Set(estate.log.map(({ message }) => message.type))
  expect([...types]).toEqual(expect.arrayContaining(['search-periphery', 'follow', 'values', 'set-values']))
  for (const { message } of estate.log) {
    const frame: TrustFrame = { v: 1, n: 1, message }
    expect(TrustFrame.parse(frame)).toEqual(frame)
  }
})
