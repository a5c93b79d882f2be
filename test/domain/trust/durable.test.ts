import { describe, expect, test } from 'vitest'
import { inOneBatch } from '../../../sim/domain/trust/apply.ts'
import { isBase64Url } from '../../../sim/domain/trust/base64.ts'
import { restoreTrust, trustRecords } from '../../../sim/domain/trust/records.ts'
import { aUser, HOME, joinedSites, OFFICE, take, type Unit } from './an-estate.ts'

const anna = aUser('Anna', OFFICE)
const unit = { serial: HOME, codeKey: 'ab'.repeat(32), connectionTimeoutS: 900 }
const batchOf = (at: Unit, key: string) => at.batches.findLast((keys) => keys.includes(key))

describe('what is durable together', () => {
  test('a change of a user with the feed that tells of it: none is ever forgotten', () => {
    const { office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    take(home, 'user', anna.uuid)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { tags: [] } })
    expect(batchOf(office, `user/${anna.uuid}`)).toEqual(
      expect.arrayContaining([`user/${anna.uuid}`, 'feed/own', `feed/sent/${HOME}`]),
    )
  })

  test('a replica with the position up to which its origin was followed', () => {
    const { office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    take(home, 'user', anna.uuid)
    expect(batchOf(home, `user/${anna.uuid}`)).toEqual(
      expect.arrayContaining([`feed/origin/${OFFICE}`, `feed/code-key/${OFFICE}`, 'program']),
    )
  })

  test('inOneBatch() keeps the order of records and of what follows them', () => {
    const [a, b] = ['a', 'b'].map((name) => ({ type: 'cancel-timer', timer: name }) as const)
    const timer = { type: 'set-timer', timer: 't', atMonotonicMs: 1 } as const
    if (a === undefined || b === undefined) throw new Error('two effects')
    const effects = [
      { type: 'commit', records: [{ key: '2' }], then: [a] },
      timer,
      { type: 'commit', records: [{ key: '3' }], then: [b] },
    ] as const
    expect(inOneBatch([{ key: '1' }], effects)).toEqual([
      { type: 'commit', records: [{ key: '1' }, { key: '2' }, { key: '3' }], then: [a, b] },
      timer,
    ])
    expect(inOneBatch([], [timer])).toEqual([timer])
  })
})

describe('restoreTrust()', () => {
  test('gives back what was stored, and passes over what is not its own', () => {
    const stored = [
      ...trustRecords(restoreTrust([], unit)),
      { key: `feed/origin/${OFFICE}`, value: { position: { epoch: 2, seq: 3 }, timeoutS: 60 } },
      { key: `feed/silence/${OFFICE}`, value: 1234 },
      { key: `feed/consumer/${OFFICE}`, value: { users: [anna.uuid], groups: [] } },
      { key: `feed/sent/${OFFICE}`, value: { epoch: 1, seq: 9 } },
      { key: `user/${anna.uuid}`, value: anna },
    ]
    const trust = restoreTrust(stored, { ...unit, codeKey: 'cd'.repeat(32) })
    expect(trust.codeKeys.get(HOME)).toBe(unit.codeKey)
    expect(trust.origins.get(OFFICE)).toMatchObject({ position: { epoch: 2, seq: 3 }, timeoutS: 60, silenceMs: 1234 })
    expect(trust.consumers.get(OFFICE)).toMatchObject({ position: { epoch: 1, seq: 9 } })
    expect(trust.consumers.get(OFFICE)?.subscribedUsers).toEqual(new Set([anna.uuid]))
  })

  test.for([
    ['feed/own', { epoch: 'one', seq: 1 }],
    [`feed/code-key/${OFFICE}`, 'short'],
    [`feed/sent/${OFFICE}`, undefined],
  ])('refuses a damaged %s', ([key, value]) => {
    expect(() => restoreTrust([{ key: String(key), value }], unit)).toThrow(
      expect.objectContaining({ code: 'INVALID' }),
    )
  })
})

describe('imports', () => {
  test('of a unit outside the Trust are refused', () => {
    const { home } = joinedSites()
    const add = () =>
      home.config({ type: 'add-import', entry: { origin: '504F94A00009', kind: 'user', uuid: anna.uuid } })
    expect(add).toThrow(expect.objectContaining({ code: 'NOT_A_MEMBER' }))
  })

  test('cannot take over a local user, nor drop what was never added', () => {
    const { home } = joinedSites()
    const entry = { origin: OFFICE, kind: 'user', uuid: home.user('admin')?.uuid ?? '' } as const
    expect(() => home.config({ type: 'add-import', entry })).toThrow(expect.objectContaining({ code: 'INVALID' }))
    expect(() => home.config({ type: 'remove-import', entry })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

test.for<[string, boolean]>([
  ['', false],
  ['AAAA', true],
  ['AA', true],
  ['AB', false],
  ['AAE', true],
  ['AAB', false],
  ['A', false],
  ['AA==', false],
  ['A-_A', true],
  ['A+/A', false],
])('isBase64Url(%s) is %s', ([text, expected]) => {
  expect(isBase64Url(text)).toBe(expected)
})
