import { expect, test } from 'vitest'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { CABIN, HOME, OFFICE } from '../trust/an-estate.ts'
import {
  anIo,
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

test('R50: what an input is at its unit says, and every member that refers to it has the same', () => {
  const { office, home } = sharingSites()
  expect(set(office, 'Temperature', -21.5)).toEqual({ at: -21.5 })
  expect(ioAt(home, 'Temperature')).toMatchObject({ at: -21.5, reference: { standing: 'valid', host: OFFICE } })
  set(office, 'Motion', 1)
  expect(ioAt(home, 'Motion').at).toBe(1)
})

test('R50: what an output shall be at a member says', () => {
  const { office, home } = sharingSites()
  expect(set(home, 'Gate', 1)).toEqual({ at: 1 })
  expect(ioAt(office, 'Gate')).toMatchObject({ at: 1, setBy: HOME })
})

test('what another unit says cannot be said here, nor can what it cannot be at', () => {
  const { office, home } = sharingSites()
  expect(set(home, 'Temperature', 5)).toBe('FORBIDDEN')
  expect(set(office, 'Gate', 1)).toBe('FORBIDDEN')
  expect(set(office, 'Temperature', 'warm')).toBe('INVALID')
  expect(set(office, 'Motion', 7)).toEqual({ at: 1 })
})

test('R50: a text goes as it is', () => {
  const { office, home } = sharingSites()
  const sign = anIo('Sign', 'input', { value: 'text' })
  office.edit({ type: 'add-io', io: sign }, right(HOME, sign))
  home.edit({ type: 'add-io-reference', reference: aReference(sign) })
  set(office, 'Sign', 'Grüß Gott')
  expect(ioAt(home, 'Sign').at).toBe('Grüß Gott')
})

test('a value that waits for its turn is replaced by the next, and the newest arrives', () => {
  const { estate, office, home } = sharingSites()
  const before = estate.log.length
  for (let value = 1; value <= 50; value++) office.ask({ type: 'set-io', uuid: TEMPERATURE.uuid, value })
  expect(estate.line.filter(({ message }) => message.type === 'values')).toHaveLength(1)
  estate.settle()
  expect(ioAt(home, 'Temperature').at).toBe(50)
  expect(estate.log.slice(before).filter(({ message }) => message.type === 'values')).toHaveLength(2)
})

test('so does what an output shall be at', () => {
  const { estate, office, home } = sharingSites()
  const level = anIo('Level', 'output', { value: 'analog' })
  office.edit({ type: 'add-io', io: level }, right(HOME, level))
  home.edit({ type: 'add-io-reference', reference: aReference(level) })
  const { uuid } = ioAt(home, 'Level')
  for (let value = 1; value <= 50; value++) home.ask({ type: 'set-io', uuid, value })
  expect(estate.line.filter(({ message }) => message.type === 'set-values')).toHaveLength(1)
  estate.settle()
  expect(ioAt(office, 'Level').at).toBe(50)
})

test('values that came late or twice change nothing', () => {
  const { estate, office, home } = sharingSites()
  set(office, 'Motion', 1)
  const [old] = estate.log.filter(({ message }) => message.type === 'values' && message.values.length > 0)
  set(office, 'Motion', 0)
  if (old === undefined) throw new Error('nothing was sent')
  estate.deliver(old)
  estate.settle()
  expect(ioAt(home, 'Motion').at).toBe(0)
})

test('what an output shall be at, said late or twice, changes nothing', () => {
  const { estate, office, home } = sharingSites()
  set(home, 'Gate', 1)
  const [old] = estate.log.filter(({ message }) => message.type === 'set-values' && message.values.length > 0)
  set(home, 'Gate', 0)
  if (old === undefined) throw new Error('nothing was sent')
  estate.deliver(old)
  estate.settle()
  expect(ioAt(office, 'Gate').at).toBe(0)
})

test('after a restart of either side the reference has what the input is at', () => {
  const { estate, office, home } = sharingSites()
  set(office, 'Temperature', 4)
  home.powerOn()
  expect(standing(home, 'Temperature')).toBe('waiting')
  estate.settle()
  expect(ioAt(home, 'Temperature')).toMatchObject({ at: 4, reference: { standing: 'valid' } })
  office.powerOn()
  estate.settle()
  expect(ioAt(home, 'Temperature').at).toBe(0)
  set(office, 'Temperature', 6)
  expect(ioAt(home, 'Temperature').at).toBe(6)
})

test('after a restart of the host a member says again what an output shall be at', () => {
  const { estate, office, home } = sharingSites()
  set(home, 'Gate', 1)
  office.powerOn()
  estate.settle()
  expect(ioAt(office, 'Gate')).toMatchObject({ at: 1, setBy: HOME })
})

test('behind a line that was cut the newest value arrives once it is whole', () => {
  const { estate, office, home } = sharingSites()
  estate.cut.add(HOME)
  set(office, 'Temperature', 1)
  set(office, 'Temperature', 2)
  set(home, 'Gate', 1)
  expect(ioAt(home, 'Temperature').at).toBe(0)
  estate.cut.clear()
  estate.advance(61_000)
  expect(ioAt(home, 'Temperature').at).toBe(2)
  expect(ioAt(office, 'Gate').at).toBe(1)
})

test('R52: the search finds what the member has the right to, and of nothing else that it is there', () => {
  const { office, home } = sharingSites()
  office.edit(noRight(HOME, MOTION), { type: 'add-io', io: anIo('Vault', 'input') })
  const found = home.do({ type: 'search-periphery', serial: OFFICE })
  expect(found).toEqual({
    serial: OFFICE,
    ios: [
      { uuid: TEMPERATURE.uuid, name: 'Temperature', direction: 'input', value: 'analog' },
      { uuid: GATE.uuid, name: 'Gate', direction: 'output', value: 'digital' },
    ],
    intercoms: [],
  })
  expect(home.do({ type: 'search-periphery', serial: CABIN })).toBe('NOT_A_MEMBER')
})

test('R51: the right is one for each input and output, also by a group, and a deny wins', () => {
  const { office, home } = sharingSites()
  const group = { uuid: '0a0b0c0d-0002-0001-ffff504f94a00001', name: 'Houses', type: 'normal', groups: [] } as const
  const member = `member:${HOME}` as const
  office.edit(noRight(HOME, MOTION))
  expect(standing(home, 'Motion')).toBe('FORBIDDEN')
  office.edit(
    { type: 'add-group', group },
    { ...right(HOME, MOTION), principal: `group:${group.uuid}` } as ProgramEdit,
    { type: 'assign-to-group', principal: member, group: group.uuid },
  )
  expect(standing(home, 'Motion')).toBe('valid')
  office.edit(right(HOME, MOTION, 'deny'))
  expect(standing(home, 'Motion')).toBe('FORBIDDEN')
  expect(standing(home, 'Temperature')).toBe('valid')
})

test('R51: the right can be given from the side of the input, too, and is shown with all others of the member', () => {
  const { office, home } = sharingSites()
  const object = `function:${MOTION.uuid}` as const
  const principal = `member:${HOME}` as const
  office.edit({ type: 'set-permissions', object, permissions: [] })
  expect(standing(home, 'Motion')).toBe('FORBIDDEN')
  const permissions = [{ principal, scopes: ['internal'], effect: 'allow' }] as const
  office.edit({ type: 'set-permissions', object, permissions })
  expect(standing(home, 'Motion')).toBe('valid')
  const shown = office.do({ type: 'permissions', principal })
  expect(shown).toContainEqual(expect.objectContaining({ object, name: 'Motion', allowed: 'internal' }))
})

test('R59: many changes in a short time are told once, with what does it better', () => {
  const { estate, office } = sharingSites()
  for (let value = 1; value <= 150; value++) set(office, 'Temperature', value)
  expect(office.notices.filter((name) => name === 'trust-io-rate')).toHaveLength(1)
  estate.advance(11_000)
  for (let value = 1; value <= 90; value++) set(office, 'Temperature', value)
  expect(office.notices.filter((name) => name === 'trust-io-rate')).toHaveLength(1)
})

test('where the host did not hear that it is followed, it is followed anew', () => {
  const { estate, office, home } = sharingSites()
  home.powerOn()
  for (let sent = estate.line.shift(); sent !== undefined; sent = estate.line.shift()) {
    if (sent.message.type === 'set-values') break
    estate.deliver(sent)
  }
  estate.settle()
  estate.advance(20_000)
  expect(office.state.io.followers.get(HOME)?.isReady).toBe(true)
  set(office, 'Temperature', 7)
  expect(ioAt(home, 'Temperature').at).toBe(7)
})

test('nothing is sent to a member of which it is not known whether it knows that it follows', () => {
  const { estate, office, home } = sharingSites()
  home.powerOn()
  const asked = estate.line.find(({ message }) => message.type === 'follow')
  estate.line.length = 0
  if (asked === undefined) throw new Error('it does not follow')
  estate.deliver(asked)
  estate.line.length = 0
  office.input({ type: 'timer', timer: 'trust/heartbeat' })
  expect(estate.line.filter(({ message }) => message.type === 'values')).toEqual([])
})
