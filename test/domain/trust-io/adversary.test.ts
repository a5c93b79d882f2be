import { expect, test } from 'vitest'
import type { TrustMessage, TrustRequest } from '../../../sim/domain/trust/message.ts'
import { CABIN, type Estate, HOME, OFFICE, type Unit } from '../trust/an-estate.ts'
import { anIo, GATE, ioAt, MOTION, noRight, right, set, sharingSites, TEMPERATURE } from './io-estate.ts'

const VAULT = anIo('Vault', 'output')

/** What Office answers to a message that Home, or somebody else, made itself. */
function says(estate: Estate, office: Unit, request: TrustRequest, from = HOME): unknown {
  const id = `hostile-${estate.log.length}`
  office.input({ type: 'trust-message', from, message: { id, ...request } as TrustMessage })
  const answer = estate.log.find(({ message }) => message.id === id && message.type === 'answer')?.message
  estate.settle()
  if (answer?.type !== 'answer') return undefined
  return answer.result.ok ? answer.result.value : answer.result.code
}

/** What was told of inputs since then, to whomever. */
function ioValuesIn(estate: Estate, since: number) {
  return estate.log.slice(since).flatMap(({ message }) => (message.type === 'values' ? message.values : []))
}

function follow(office: Unit): string {
  return office.state.io.followers.get(HOME)?.follow ?? ''
}

test('R52: a member without the right learns nothing of an input that it asks for by its uuid, not even that it is there or changes', () => {
  const { estate, office } = sharingSites()
  const vault = anIo('Vault', 'input')
  office.edit({ type: 'add-io', io: vault })
  const nothing = { type: 'followed', ios: [], timeoutS: 900 }
  const unknown = '0a0b0c0d-0009-0001-ffff504f94a00001'
  expect(says(estate, office, { type: 'follow', ios: [unknown] })).toEqual(nothing)
  expect(says(estate, office, { type: 'follow', ios: [vault.uuid] })).toEqual(nothing)
  // It says that it knows what it may use, from where on values come.
  expect(says(estate, office, { type: 'set-values', follow: follow(office), seq: 1, values: [] })).toEqual({
    type: 'done',
  })
  const before = estate.log.length
  set(office, 'Vault', 1)
  expect(estate.log.slice(before)).toEqual([])
})

test('R52: of several inputs that it follows a member is told those alone to which it has the right', () => {
  const { estate, office } = sharingSites()
  const vault = anIo('Vault', 'input')
  office.edit({ type: 'add-io', io: vault })
  says(estate, office, { type: 'follow', ios: [vault.uuid, MOTION.uuid] })
  says(estate, office, { type: 'set-values', follow: follow(office), seq: 1, values: [] })
  const before = estate.log.length
  set(office, 'Vault', 1)
  set(office, 'Motion', 1)
  office.edit(right(HOME, vault), noRight(HOME, vault))
  set(office, 'Vault', 0)
  expect(ioValuesIn(estate, before)).toEqual([{ io: MOTION.uuid, value: 1 }])
})

test('the right is asked for when an input changes, and once more when that is sent', () => {
  const { estate, office } = sharingSites()
  const vault = anIo('Vault', 'input')
  office.edit({ type: 'add-io', io: vault })
  says(estate, office, { type: 'follow', ios: [vault.uuid, MOTION.uuid] })
  says(estate, office, { type: 'set-values', follow: follow(office), seq: 1, values: [] })
  const unsent = office.state.io.followers.get(HOME)?.unsent
  set(office, 'Vault', 1)
  expect(unsent?.size).toBe(0)
  const before = estate.log.length
  unsent?.add(vault.uuid)
  set(office, 'Motion', 1)
  expect(ioValuesIn(estate, before)).toEqual([{ io: MOTION.uuid, value: 1 }])
})

test('a member without the right sets nothing, and of several outputs none where it lacks one', () => {
  const { estate, office } = sharingSites()
  office.edit({ type: 'add-io', io: VAULT })
  const both = [GATE, VAULT].map(({ uuid }) => ({ io: uuid, value: 1 }))
  const attempt = { type: 'set-values', follow: follow(office), seq: 99, values: both } as const
  expect(says(estate, office, attempt)).toBe('FORBIDDEN')
  expect([ioAt(office, 'Vault').at, ioAt(office, 'Gate').at]).toEqual([0, 0])
})

test('a right to an input is none to write it, and a control that is no input or output is none', () => {
  const { estate, office } = sharingSites()
  const lamp = { kind: 'switch', uuid: '0a0b0c0d-0001-0001-ffff504f94a00001', name: 'Lamp' } as const
  const document = office.load()
  document.controls.set(lamp.uuid, lamp)
  office.save(document)
  office.edit({ ...right(HOME, GATE), object: `function:${lamp.uuid}` } as ReturnType<typeof right>)
  for (const io of [TEMPERATURE.uuid, lamp.uuid]) {
    const attempt = { type: 'set-values', follow: follow(office), seq: 99, values: [{ io, value: 1 }] } as const
    expect(says(estate, office, attempt)).toBe('FORBIDDEN')
  }
  expect(ioAt(office, 'Temperature').at).toBe(0)
})

test('what belongs to another follow than the present one is not taken', () => {
  const { estate, office, home } = sharingSites()
  const values = [{ io: GATE.uuid, value: 1 }]
  expect(says(estate, office, { type: 'set-values', follow: 'another', seq: 99, values })).toBe('FOLLOW_AGAIN')
  expect(ioAt(office, 'Gate').at).toBe(0)
  const told = [{ io: MOTION.uuid, value: 1 }]
  expect(says(estate, home, { type: 'values', follow: 'another', seq: 99, values: told }, OFFICE)).toBe('FOLLOW_AGAIN')
  expect(ioAt(home, 'Motion').at).toBe(0)
})

test('what an output cannot be at it is not set to', () => {
  const { estate, office } = sharingSites()
  const attempt = {
    type: 'set-values',
    follow: follow(office),
    seq: 9,
    values: [{ io: GATE.uuid, value: 'open' }],
  } as const
  expect(says(estate, office, attempt)).toBe('INVALID')
  expect(ioAt(office, 'Gate').at).toBe(0)
})

test('who is in no Trust with the unit follows, searches and sets nothing, and is told no more than that', () => {
  const { estate, office } = sharingSites()
  const values = [{ io: GATE.uuid, value: 1 }]
  for (const request of [
    { type: 'search-periphery' },
    { type: 'follow', ios: [MOTION.uuid] },
    { type: 'set-values', follow: follow(office), seq: 99, values },
    { type: 'values', follow: '', seq: 1, values: [] },
  ] as const) {
    expect(says(estate, office, request, CABIN)).toBe('NOT_A_MEMBER')
  }
  expect(office.state.io.followers.has(CABIN)).toBe(false)
  expect(ioAt(office, 'Gate').at).toBe(0)
})

test('a host that says something of what was not asked of it, or of another input, changes nothing', () => {
  const { estate, office, home } = sharingSites()
  const own = anIo('Own', 'input', {}, HOME)
  home.edit({ type: 'add-io', io: own })
  office.edit(noRight(HOME, MOTION))
  const following = home.state.io.hosts.get(OFFICE)?.follow ?? ''
  const values = [own.uuid, GATE.uuid, MOTION.uuid].map((io) => ({ io, value: 1 }))
  says(estate, home, { type: 'values', follow: following, seq: 99, values }, OFFICE)
  expect(['Own', 'Gate', 'Motion'].map((name) => ioAt(home, name).at)).toEqual([0, 0, 0])
})
