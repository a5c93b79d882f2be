import { describe, expect, test } from 'vitest'
import type { TrustStatus } from '../../../sim/domain/trust/status.ts'
import { aUser, CABIN, HOME, OFFICE, TRUST, take, type Unit } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

const anna = aUser('Anna', OFFICE)

/** Office manages; Home and Cabin are in it, and Anna of Office is used at Home. */
function three() {
  const { estate, office, home, cabin, key } = threeInTrust()
  office.config({ type: 'add-user', user: anna })
  take(home, 'user', anna.uuid)
  return { estate, office, home, cabin, key }
}

const arrange = (members: readonly string[], groups: Readonly<Record<string, readonly string[]>>) =>
  ({
    type: 'arrange-members',
    trustUuid: TRUST,
    arrangement: { members, groups: Object.entries(groups).map(([name, members]) => ({ name, members })) },
  }) as const

const status = (unit: Unit) => (unit.do({ type: 'trust-status' }) as TrustStatus[])[0]
const shown = (unit: Unit) => status(unit)?.members.map(({ name, group }) => [name, group ?? ''].join(':'))

describe('"Configure Trust" sorts and groups members', () => {
  test.for([
    ['by document', (office: Unit, edit: ReturnType<typeof arrange>) => office.config(edit)],
    ['in the App', (office: Unit, edit: ReturnType<typeof arrange>) => office.edit(edit)],
  ] as const)('R60 R62: %s members and groups are moved, and stay where they are', ([, act]) => {
    const { office } = three()
    act(office, arrange([], { Houses: [CABIN, HOME], Depots: [] }))
    expect(shown(office)).toEqual(['Office:', 'Cabin:Houses', 'Home:Houses'])
    act(office, arrange([HOME], { Depots: [OFFICE], Houses: [CABIN] }))
    expect(status(office)?.groups).toEqual(['Depots', 'Houses'])
    expect(shown(office)).toEqual(['Home:', 'Office:Depots', 'Cabin:Houses'])
    office.powerOn()
    expect(shown(office)).toEqual(['Home:', 'Office:Depots', 'Cabin:Houses'])
    act(office, arrange([], {}))
    expect(status(office)?.groups).toBeUndefined()
    expect(shown(office)).toEqual(['Home:', 'Office:', 'Cabin:'])
  })

  test('R60: nobody is told of it, and nobody may more or less', () => {
    const { estate, office, home } = three()
    const before = { epoch: status(office)?.epoch, home: home.program, sent: estate.log.length }
    const rights = [...office.program.assignments.values()]
    office.edit(arrange([CABIN, HOME], { Headquarters: [OFFICE] }))
    expect(status(office)?.epoch).toBe(before.epoch)
    expect(estate.log.slice(before.sent)).toEqual([])
    expect(home.program).toBe(before.home)
    expect([...office.program.assignments.values()]).toEqual(rights)
  })

  test('R61: only on the manager', () => {
    const { home } = three()
    expect(home.edit(arrange([HOME], {}))).toBe('NOT_TRUST_MANAGER')
  })

  test('R62: there members are added, and go with all that came of them', () => {
    const { office, home } = three()
    expect(home.user('Anna')).toBeDefined()
    office.edit(arrange([], { Houses: [HOME] }), { type: 'remove-member', trustUuid: TRUST, serial: HOME })
    expect(status(home)?.role).toBe('evicted')
    expect(home.user('Anna')).toBeUndefined()
    expect(status(office)?.groups).toEqual(['Houses'])
    office.edit({ type: 'add-member', trustUuid: TRUST, serial: HOME })
    expect(status(office)?.members.find(({ serial }) => serial === HOME)).toMatchObject({ state: 'invited' })
    expect(shown(office)).not.toContain(`${HOME}:Houses`)
  })

  test('R60: what joins, joins again or is finalised keeps its place', () => {
    const { office, home, key } = three()
    office.edit(arrange([], { Houses: [HOME, CABIN] }))
    home.join(key)
    office.config()
    expect(shown(office)).toEqual(['Office:', 'Home:Houses', 'Cabin:Houses'])
    const fresh = three()
    fresh.office.edit({ type: 'remove-member', trustUuid: TRUST, serial: HOME })
    fresh.office.edit({ type: 'add-member', trustUuid: TRUST, serial: HOME }, arrange([], { Houses: [HOME] }))
    fresh.home.join(fresh.key)
    expect(shown(fresh.office)).toEqual(['Office:', 'Cabin:', 'Home:Houses'])
  })

  test('R60: a member that takes the role of manager over takes the arrangement too', () => {
    const { office, home } = three()
    office.edit(arrange([], { Houses: [CABIN, HOME] }))
    home.do({ type: 'take-over-manager', trustUuid: TRUST })
    expect(status(home)).toMatchObject({ role: 'manager', groups: ['Houses'] })
    expect(shown(home)).toEqual(['Office:', 'Cabin:Houses', 'Home:Houses'])
  })

  test.for([
    ['SERIAL_INVALID', ['nonsense'], {}],
    ['NOT_A_MEMBER', ['504F94A0BEEF'], {}],
    ['INVALID', [HOME], { Houses: [HOME] }],
    ['INVALID', [], { ' ': [HOME] }],
    ['NAME_TAKEN', [], { Houses: [HOME], houses: [CABIN] }],
  ] as const)('%s: %s and %o change nothing', ([code, members, groups]) => {
    const { office } = three()
    office.edit(arrange([], { Sites: [HOME] }))
    const before = office.program
    expect(office.edit(arrange(members, groups))).toBe(code)
    expect(office.program).toBe(before)
  })
})
