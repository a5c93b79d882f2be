import { describe, expect, test } from 'vitest'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
import type { TrustStatus } from '../../../sim/domain/trust/status.ts'
import {
  aTrust,
  atDoor,
  aUser,
  CABIN,
  Estate,
  HOME,
  OFFICE,
  TRUST,
  take,
  type Unit,
  userManagementFor,
} from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

const anna = aUser('Anna', OFFICE)
const hugo = aUser('Hugo', HOME, { tags: [{ id: '04 77 77 77', name: 'hugo-card' }] })
const remove = { type: 'remove-member', trustUuid: TRUST, serial: HOME } as const

/** Office manages; Anna of Office is used at Home and Cabin, Hugo of Home at Cabin and Office. */
function three() {
  const { estate, office, home, cabin, key } = threeInTrust()
  office.config({ type: 'add-user', user: anna })
  home.config({ type: 'add-user', user: hugo }, userManagementFor(OFFICE), userManagementFor(CABIN))
  take(home, 'user', anna.uuid)
  take(cabin, 'user', anna.uuid)
  const entry = { origin: HOME, kind: 'user', uuid: hugo.uuid } as const
  for (const unit of [office, cabin]) unit.config({ type: 'add-import', entry })
  return { estate, office, home, cabin, key }
}

const status = (unit: Unit) => (unit.do({ type: 'trust-status' }) as TrustStatus[])[0]

/** All of a program that names a unit, in whatever place. */
const mentions = (unit: Unit, serial: string) =>
  JSON.stringify(
    [unit.program.users, unit.program.groups, unit.program.members, unit.program.assignments, unit.program.imports].map(
      (map) => [...map.values()],
    ),
  ).includes(serial)

describe('a member is removed', () => {
  test.for([
    ['by document', (office: Unit) => office.config(remove)],
    ['by Configure Trust in the App', (office: Unit) => office.edit(remove)],
  ] as const)(
    'T8 §3.3.8: %s, what came of it is gone on all others at once, and on itself of all others',
    ([, act]) => {
      const { office, home, cabin } = three()
      expect([mentions(office, HOME), mentions(cabin, HOME), home.user('Anna') !== undefined]).toEqual([
        true,
        true,
        true,
      ])
      const epoch = status(office)?.epoch ?? 0
      act(office)
      expect(status(office)).toMatchObject({ epoch: epoch + 1, members: [{}, { serial: HOME, state: 'removed' }, {}] })
      expect([mentions(office, HOME), mentions(cabin, HOME)]).toEqual([false, false])
      expect(status(cabin)?.members.map(({ serial }) => serial)).toEqual([OFFICE, CABIN])
      expect(status(home)).toMatchObject({ role: 'evicted', members: [] })
      expect([home.user('Anna'), mentions(home, OFFICE), home.user('Hugo')?.name]).toEqual([undefined, false, 'Hugo'])
      expect(cabin.user('Anna')).toBeDefined()
      expect([office.notices, home.notices].map((all) => all.filter((name) => /removed|evicted/.test(name)))).toEqual([
        ['trust-member-removed'],
        ['trust-evicted'],
      ])
    },
  )

  test('§3.3.8: nothing of its feed is kept in the store or spoken of again', () => {
    const { estate, office, home } = three()
    office.config(remove)
    expect([...office.store.keys()].filter((key) => key.startsWith('feed/') && key.includes(HOME))).toEqual([])
    expect([...home.store.keys()].filter((key) => key.startsWith('feed/') && key.includes(OFFICE))).toEqual([])
    estate.advance(1_000)
    estate.log.length = 0
    estate.advance(3_600_000)
    expect(estate.log.filter(({ from, to }) => from === HOME || to === HOME)).toEqual([])
  })

  test('§3.3.8: while it is away the others act at once; its replicas fail by its own timeout; it is told when it is back', () => {
    const { estate, office, home, cabin } = three()
    estate.cut.add(HOME)
    office.config(remove)
    expect([mentions(cabin, HOME), status(home)?.role]).toEqual([false, 'member'])
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
    estate.advance(900_000)
    expect(atDoor(home)).toBe('ORIGIN_OFFLINE')
    estate.cut.clear()
    estate.advance(61_000)
    expect(status(home)?.role).toBe('evicted')
    expect(atDoor(home)).toBe('UNKNOWN_CREDENTIAL')
  })

  test('§3.3.8: it is told also when the manager lost power meanwhile, and stays so after a restart', () => {
    const { estate, office, home } = three()
    estate.cut.add(HOME)
    office.config(remove)
    office.powerOn()
    estate.cut.clear()
    estate.advance(61_000)
    home.powerOn()
    expect([status(home)?.role, home.user('Anna')]).toEqual(['evicted', undefined])
  })

  test('C6: its old key answers MEMBER_REMOVED, and works once it is created again', () => {
    const { office, home, key } = three()
    office.config(remove)
    expect(home.join(key)).toBe('MEMBER_REMOVED')
    office.config({ type: 'add-member', trustUuid: TRUST, serial: HOME })
    expect(home.join(key)).toMatchObject({ trustUuid: TRUST })
    expect(status(home)?.role).toBe('unsaved')
    home.config()
    expect(status(home)).toMatchObject({ role: 'member', members: [{}, {}, {}] })
    office.config(remove)
    expect(status(home)?.role).toBe('evicted')
  })

  test('§3.3.2 T8: one that only joined, and was not saved, is told too', () => {
    const estate = new Estate()
    const [office, home] = [estate.add(OFFICE, 'Office'), estate.add(HOME, 'Home')]
    home.join(aTrust(office, HOME))
    expect(status(home)?.role).toBe('unsaved')
    office.config(remove)
    expect(status(home)).toBeUndefined()
    home.config()
    expect(status(home)).toBeUndefined()
  })

  test('R7, T8: codes for the manager, for one who is none, and where this is not the manager', () => {
    const { office, home } = three()
    const codeOf = (unit: Unit, serial: string) => unit.edit({ ...remove, serial })
    expect(codeOf(office, OFFICE)).toBe('CANNOT_REMOVE_MANAGER')
    expect(codeOf(office, '504F94A00077')).toBe('NOT_A_MEMBER')
    expect(codeOf(office, 'Home')).toBe('SERIAL_INVALID')
    expect(codeOf(home, CABIN)).toBe('NOT_TRUST_MANAGER')
    expect(office.edit({ ...remove, trustUuid: '22222222-1111-1111-1111111111111111' })).toBe('NOT_FOUND')
  })

  test('only its manager can evict it, and only with news', () => {
    const { estate, home, cabin } = three()
    const epoch = status(home)?.epoch ?? 0
    const say = (from: string, epoch: number) =>
      estate.deliver({
        from,
        to: HOME,
        address: undefined,
        message: { id: 'x', type: 'evicted', trustUuid: TRUST, epoch },
      })
    say(CABIN, epoch + 9)
    say(OFFICE, epoch)
    estate.settle()
    expect([status(home)?.role, status(cabin)?.role]).toEqual(['member', 'member'])
  })

  test('C16: what another Trust still brings stays', () => {
    const { office, home } = three()
    const second = '22222222-1111-1111-1111111111111111'
    const document = home.load()
    const trust = { trustUuid: second, name: 'Second', manager: HOME, epoch: 1, members: [] }
    applyEdit(document, { type: 'create-trust', trust }, home.identity)
    applyEdit(document, { type: 'add-member', trustUuid: second, serial: OFFICE }, home.identity)
    const key = home.do({ type: 'sign-key', trustUuid: second, trustName: 'Second', generation: 1 }) as {
      file: string
      secretHash: string
    }
    const { secretHash } = key
    applyEdit(document, { type: 'note-key', trustUuid: second, generation: 1, secretHash }, home.identity)
    home.save(document)
    office.join(key.file)
    office.config()
    expect(office.edit(remove)).toMatchObject({})
    expect([home.user('Anna')?.name, office.user('Hugo')?.name]).toEqual(['Anna', 'Hugo'])
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
    home.edit({ type: 'remove-member', trustUuid: second, serial: OFFICE })
    expect([home.user('Anna'), office.user('Hugo')]).toEqual([undefined, undefined])
  })
})

describe('a member leaves', () => {
  const leave = { type: 'leave-trust', trustUuid: TRUST } as const

  test('T9: like a removal, said by the member', () => {
    const { office, home, cabin } = three()
    home.config(leave)
    expect(status(home)?.role).toBe('left')
    expect([mentions(office, HOME), mentions(cabin, HOME), mentions(home, OFFICE)]).toEqual([false, false, false])
    expect(status(office)?.members[1]).toMatchObject({ serial: HOME, state: 'removed' })
    expect(office.notices).toContain('trust-member-removed')
  })

  test('T9: while its manager is away it is gone here at once; the manager hears of it when it is back', () => {
    const { estate, office, home } = three()
    estate.cut.add(OFFICE)
    home.edit(leave)
    expect([home.user('Anna'), status(office)?.members[1]?.state]).toEqual([undefined, 'finalized'])
    home.powerOn()
    estate.cut.clear()
    estate.advance(61_000)
    expect(status(office)?.members[1]?.state).toBe('removed')
  })

  test('T9: the manager cannot; who is in no Trust, neither', () => {
    const { office, home } = three()
    expect(office.edit(leave)).toBe('CANNOT_REMOVE_MANAGER')
    home.edit(leave)
    expect(home.edit(leave)).toBe('NOT_FOUND')
  })
})

describe('a Trust is dissolved', () => {
  const dissolve = { type: 'dissolve-trust', trustUuid: TRUST } as const

  test('T10: is a removal of all, and lasts', () => {
    const { estate, office, home, cabin, key } = three()
    estate.cut.add(CABIN)
    office.config(dissolve)
    expect([status(office)?.role, status(home)?.role, status(cabin)?.role]).toEqual(['dissolved', 'evicted', 'member'])
    estate.cut.clear()
    estate.advance(61_000)
    expect(status(cabin)?.role).toBe('evicted')
    for (const unit of [office, home, cabin]) {
      expect([...unit.program.users.values()].filter(({ origin }) => origin !== undefined)).toEqual([])
    }
    expect(home.join(key)).toBe('MEMBER_REMOVED')
    expect(office.edit({ type: 'add-member', trustUuid: TRUST, serial: HOME })).toBe('NOT_FOUND')
    expect(office.notices).toContain('trust-dissolved')
  })

  test('T10: on the manager only; the name is free again', () => {
    const { office, home } = three()
    expect(home.edit(dissolve)).toBe('NOT_TRUST_MANAGER')
    office.edit(dissolve)
    const trust = {
      trustUuid: '33333333-1111-1111-1111111111111111',
      name: 'Family',
      manager: '',
      epoch: 1,
      members: [],
    }
    expect(office.config({ type: 'create-trust', trust })).toMatchObject({})
    expect([...office.program.trusts.values()].map(({ ended }) => ended)).toEqual(['dissolved', undefined])
  })
})
