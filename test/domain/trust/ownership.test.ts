import { describe, expect, test } from 'vitest'
import { assignmentKey } from '../../../sim/domain/program/program.ts'
import { atDoor, aUser, CABIN, HOME, OFFICE, take, type Unit, userManagementFor } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

const APPS = 'right:WebInterfaceApps'
const anna = aUser('Anna', OFFICE, { codeDigest: 'ab'.repeat(20) })
const principal = `user:${anna.uuid}` as const
const takeOver = { type: 'take-over-user', uuid: anna.uuid } as const
const useApps = { type: 'assign', principal, object: APPS, scopes: ['internal'], effect: 'allow' } as const

/** Anna of Office is used at Home and Cabin, with a right at each; Home lets both others see its users. */
function three() {
  const { estate, office, home, cabin } = threeInTrust()
  office.config({ type: 'add-user', user: anna }, useApps)
  home.config(userManagementFor(OFFICE), userManagementFor(CABIN))
  for (const unit of [home, cabin]) {
    take(unit, 'user', anna.uuid)
    unit.edit(useApps)
  }
  return { estate, office, home, cabin }
}

/** Home takes Anna over while Office is away, which hears of it afterwards. */
function takeOverUnheard({ estate, home }: Pick<ReturnType<typeof three>, 'estate' | 'home'>): void {
  estate.cut.add(OFFICE)
  home.edit(takeOver)
  estate.cut.clear()
  estate.advance(61_000)
}

const owner = (unit: Unit) => unit.program.users.get(anna.uuid)?.origin ?? unit.identity.serial
const mayUseApps = ({ program }: Unit) =>
  program.assignments.has(assignmentKey({ principal, object: APPS, scope: 'internal', effect: 'allow' }))

describe('a user is taken over', () => {
  test.for([
    ['by document', (home: Unit) => home.config(takeOver)],
    ['in the App', (home: Unit) => home.edit(takeOver)],
  ] as const)(
    'R49, P-36: %s, the uuid and all rights stay, others use it from there, its former origin too',
    ([, act]) => {
      const { estate, office, home, cabin } = three()
      expect(act(home)).toMatchObject({})
      expect([office, home, cabin].map(owner)).toEqual([HOME, HOME, HOME])
      expect([office, home, cabin].map(mayUseApps)).toEqual([true, true, true])
      expect(home.program.users.get(anna.uuid)).toMatchObject({ ownershipEpoch: 1, tags: anna.tags })
      home.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Annabel' } })
      expect([office, cabin].map((unit) => unit.program.users.get(anna.uuid)?.name)).toEqual(['Annabel', 'Annabel'])
      expect([office, cabin].map((unit) => atDoor(unit))).toEqual(['NOT_CONFIGURED', 'NOT_CONFIGURED'])
      // The former origin asks the new one, like any other.
      expect(office.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Anne' } })).toMatchObject({})
      expect([home, cabin].map((unit) => unit.program.users.get(anna.uuid)?.name)).toEqual(['Anne', 'Anne'])
      expect(cabin.store.has(`feed/origin/${OFFICE}`)).toBe(false)
      estate.advance(2_000_000)
      expect([office, cabin].map((unit) => atDoor(unit))).toEqual(['NOT_CONFIGURED', 'NOT_CONFIGURED'])
    },
  )

  test('P-36: its access code opens as before, at all three, though digests are made with keys of their own', () => {
    const { office, home, cabin } = three()
    const key = office.state.trust.codeKeys.get(OFFICE)
    home.edit(takeOver)
    const keys = [home, cabin].map((unit) => [...unit.state.trust.codeKeys.values()])
    expect(keys.map((all) => all.includes(key ?? ''))).toEqual([true, true])
    for (const unit of [home, cabin]) {
      unit.powerOn()
      expect([...unit.state.trust.codeKeys.values()]).toContain(key)
    }
    expect(home.program.users.get(anna.uuid)).toMatchObject({ codeDigest: anna.codeDigest, codeKeyOf: OFFICE })
  })

  test('C21, P-36: while its origin is away; it comes back, follows, and what was changed there meanwhile is lost and told', () => {
    const { estate, office, home, cabin } = three()
    estate.cut.add(OFFICE)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Changed' } })
    home.edit(takeOver)
    expect([office, home, cabin].map(owner)).toEqual([OFFICE, HOME, HOME])
    estate.cut.clear()
    estate.advance(61_000)
    expect([office, home, cabin].map(owner)).toEqual([HOME, HOME, HOME])
    expect([office, home, cabin].map((unit) => unit.program.users.get(anna.uuid)?.name)).toEqual([
      'Anna',
      'Anna',
      'Anna',
    ])
    expect(office.notices).toContain('trust-lost-update')
    expect(mayUseApps(office)).toBe(true)
  })

  test('P-36: nothing is lost where nothing was changed', () => {
    const { estate, office, home } = three()
    takeOverUnheard({ estate, home })
    expect(owner(office)).toBe(HOME)
    expect(office.notices).not.toContain('trust-lost-update')
  })

  test('P-36: nothing is lost where the former origin has the same in another order', () => {
    const { estate, office, home } = three()
    const tags = [{ name: 'blue-card', id: '04 A1 B2 C3' }]
    office.edit({
      type: 'edit-user',
      uuid: anna.uuid,
      change: { tags, status: { onExpiry: 'delete', state: 'enabled' } },
    })
    // What is read from a store is in the order of the records.
    home.powerOn()
    estate.settle()
    takeOverUnheard({ estate, home })
    expect(owner(office)).toBe(HOME)
    expect(office.notices).not.toContain('trust-lost-update')
  })

  test('P-36: a consumer that hears of it only from the former origin follows too, and keeps its rights', () => {
    const { estate, home, cabin } = three()
    estate.cut.add(CABIN)
    home.edit(takeOver)
    home.ask({ type: 'trust-status' })
    estate.cut.clear()
    cabin.powerOn()
    // What Office answers comes before what Home has to tell.
    estate.line.sort((a, b) => Number(a.to === HOME) - Number(b.to === HOME))
    estate.settle()
    estate.advance(61_000)
    expect([owner(cabin), mayUseApps(cabin)]).toEqual([HOME, true])
  })

  test('I5, P-36: of two that take it over at the same time the lower serial holds', () => {
    const { estate, office, home, cabin } = three()
    cabin.edit(userManagementFor(HOME), userManagementFor(OFFICE))
    for (const serial of [OFFICE, HOME, CABIN]) estate.cut.add(serial)
    home.edit(takeOver)
    cabin.edit(takeOver)
    estate.cut.clear()
    estate.advance(400_000)
    expect([office, home, cabin].map(owner)).toEqual([HOME, HOME, HOME])
  })

  test('P-36: what is refused: a user of its own, one that has not come, and a name that is taken', () => {
    const { estate, office, home } = three()
    expect(office.edit(takeOver)).toBe('INVALID')
    expect(home.edit({ ...takeOver, uuid: '99999999-1111-1111-1111111111111111' })).toBe('NOT_FOUND')
    home.edit({ type: 'add-user', user: aUser('anna', HOME, { tags: [] }) })
    expect(home.edit(takeOver)).toBe('NAME_TAKEN')
    estate.cut.add(OFFICE)
    const entry = { origin: OFFICE, kind: 'user', uuid: '99999999-1111-1111-1111111111111111' } as const
    home.edit({ type: 'add-import', entry, name: 'Nora' })
    expect(home.edit({ type: 'take-over-user', uuid: entry.uuid })).toBe('INVALID')
  })

  test('P-191: to whom the new origin does not show its users, they are of no use after the timeout', () => {
    const { estate, office, home, cabin } = three()
    const object = 'right:UserManagement'
    home.config({ type: 'assign', principal: `member:${CABIN}`, object, scopes: ['internal'], effect: 'deny' })
    home.edit(takeOver)
    expect([office, cabin].map(owner)).toEqual([HOME, HOME])
    estate.advance(2_000_000)
    expect(cabin.notices).toContain('trust-refused')
    expect([office, cabin].map((unit) => atDoor(unit))).toEqual(['NOT_CONFIGURED', 'ORIGIN_OFFLINE'])
  })

  test('I6, P-192: a former origin that would lose its last administrator by it keeps the user, and says so', () => {
    const { office, home } = three()
    const [fullAccess] = [...office.program.groups.values()].filter(({ type }) => type === 'full-access')
    const password = { alg: 'SHA256', salt: '30', hash: 'AB' } as const
    const olga = aUser('Olga', OFFICE, { password, tags: [], groups: [fullAccess?.uuid ?? ''] })
    office.edit({ type: 'add-user', user: olga })
    take(home, 'user', olga.uuid)
    const admin = office.user('admin')?.uuid ?? ''
    office.edit({ type: 'edit-user', uuid: admin, change: { status: { state: 'disabled' } } })
    home.edit({ type: 'take-over-user', uuid: olga.uuid })
    expect([office.user('Olga')?.origin, home.user('Olga')?.origin]).toEqual([undefined, undefined])
    expect(office.notices).toContain('trust-conflict')
  })
})
