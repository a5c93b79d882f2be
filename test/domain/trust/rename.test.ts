import { describe, expect, test } from 'vitest'
import { findUser } from '../../../sim/domain/miniserver/api/login-name.ts'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { TrustStatus } from '../../../sim/domain/trust/status.ts'
import { aUser, CABIN, HOME, OFFICE, TRUST, type Unit } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'

const anna = aUser('Anna', HOME)

/** Office manages; Anna of Home is used at Cabin. */
function three() {
  const { estate, office, home, cabin, key } = threeInTrust()
  office.config()
  const scopes = ['internal', 'external'] as const
  const right = {
    type: 'assign',
    principal: `member:${CABIN}`,
    object: 'right:UserManagement',
    scopes,
    effect: 'allow',
  }
  home.config({ type: 'add-user', user: anna }, right as ProgramEdit)
  cabin.config({ type: 'add-import', entry: { origin: HOME, kind: 'user', uuid: anna.uuid } })
  estate.settle()
  return { estate, office, home, cabin, key }
}

const called = (title: string): ProgramEdit => ({
  type: 'edit-setting',
  setting: { name: 'miniserver-name', title },
})
const status = (unit: Unit) => (unit.do({ type: 'trust-status' }) as TrustStatus[])[0]
const names = (unit: Unit) => status(unit)?.members.map(({ name }) => name)
const login = (unit: Unit, name: string) => findUser(unit.state, name).type

describe('a Miniserver gets another name', () => {
  test.for([
    ['saved', (unit: Unit, edit: ProgramEdit) => unit.config(edit)],
    ['from the App', (unit: Unit, edit: ProgramEdit) => unit.edit(edit)],
  ] as const)('C14: %s, it reaches all members and their documents, and is told in one epoch', ([, act]) => {
    const { estate, office, home, cabin } = three()
    const epoch = status(office)?.epoch ?? 0
    act(home, called('Weekend'))
    estate.settle()
    for (const unit of [office, home, cabin]) {
      expect(names(unit)).toEqual(['Office', 'Weekend', 'Cabin'])
      expect(status(unit)?.epoch).toBe(epoch + 1)
    }
    expect(office.load().trusts.get(TRUST)?.members[1]).toMatchObject({ state: 'finalized', info: { name: 'Weekend' } })
  })

  test('C14: a renamed manager tells it, too', () => {
    const { estate, office, home, cabin } = three()
    office.edit(called('Headquarters'))
    estate.settle()
    for (const unit of [office, home, cabin]) expect(names(unit)).toEqual(['Headquarters', 'Home', 'Cabin'])
    office.config(called('Office'))
    estate.settle()
    for (const unit of [office, home, cabin]) expect(names(unit)).toEqual(['Office', 'Home', 'Cabin'])
  })

  test('C14: its users log in with the new name or the serial, and with the old name no more', () => {
    const { estate, home, cabin } = three()
    expect(login(cabin, 'Anna@Home')).toBe('found')
    home.edit(called('Weekend'))
    estate.settle()
    expect(login(cabin, 'Anna@Home')).toBe('nobody')
    expect(login(cabin, 'anna@weekend')).toBe('found')
    expect(login(cabin, `Anna@${HOME}`)).toBe('found')
  })

  test('C14: who was away learns it when it is back, and a power cut keeps it', () => {
    const { estate, office, home, cabin } = three()
    estate.cut.add(OFFICE)
    home.edit(called('Weekend'))
    estate.settle()
    expect(names(cabin)).toEqual(['Office', 'Home', 'Cabin'])
    home.powerOn()
    expect(home.state.identity.name).toBe('Weekend')
    estate.cut.delete(OFFICE)
    estate.advance(900_000)
    for (const unit of [office, cabin]) expect(names(unit)).toEqual(['Office', 'Weekend', 'Cabin'])
  })

  test('C15: with two of one name that name is nobody, and each serial somebody', () => {
    const { estate, cabin, home } = three()
    home.edit(called('Office'))
    estate.settle()
    expect(login(cabin, 'Anna@Office')).toBe('ambiguous-host')
    expect(login(cabin, `Anna@${HOME}`)).toBe('found')
    expect(login(cabin, `Anna@${OFFICE}`)).toBe('nobody')
  })

  test('nobody but the unit itself says what it is called', () => {
    const { estate, office, cabin } = three()
    const member = { serial: HOME, name: 'Mine', miniserverType: 2, firmware: '16.0.6.10' }
    const before = office.program
    estate.send({ from: CABIN, to: OFFICE, address: undefined, message: { id: 'x1', type: 'announce', member } })
    estate.settle()
    expect(estate.log.at(-1)?.message).toMatchObject({ result: { ok: false, code: 'CERT_MISMATCH' } })
    expect(office.program).toBe(before)
    const own = { ...member, serial: CABIN, miniserverType: 0 }
    estate.send({ from: CABIN, to: OFFICE, address: undefined, message: { id: 'x2', type: 'announce', member: own } })
    estate.settle()
    expect(estate.log.at(-1)?.message).toMatchObject({ result: { ok: false, code: 'GEN1_NOT_SUPPORTED' } })
    expect(names(office)).toEqual(['Office', 'Home', 'Cabin'])
    expect(cabin.edit(called(' '))).toBe('INVALID')
  })
})
