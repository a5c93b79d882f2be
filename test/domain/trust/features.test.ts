import { describe, expect, test } from 'vitest'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { Control } from '../../../sim/domain/program/program.ts'
import { sharesFeature } from '../../../sim/domain/trust/features.ts'
import { aTrust, aUser, Estate, HOME, OFFICE, take, type Unit } from './an-estate.ts'

const BELL = '22222222-2222-2222-2222222222222222'
const anna = aUser('Anna', OFFICE)

/** Office manages, with an Intercom; Home is in it. Each with its firmware. */
function two(officeRuns: string, homeRuns: string) {
  const estate = new Estate()
  const office = estate.add(OFFICE, 'Office', { firmware: officeRuns })
  const home = estate.add(HOME, 'Home', { firmware: homeRuns })
  const control: Control = { uuid: BELL, name: 'Bell', kind: 'intercom', version: 2, device: 'bell' }
  office.state.program.controls.set(BELL, control)
  home.join(aTrust(office, HOME))
  home.config()
  office.config({ type: 'add-user', user: anna })
  take(home, 'user', anna.uuid)
  return { estate, office, home }
}

const giveBell = {
  type: 'assign',
  principal: `member:${HOME}`,
  object: `device:${BELL}`,
  scopes: ['physical'],
  effect: 'allow',
} as const
const putBell: ProgramEdit = {
  type: 'set-permissions',
  object: `device:${BELL}`,
  permissions: [{ principal: `member:${HOME}`, scopes: ['physical'], effect: 'allow' }],
}
const shares = (unit: Unit, peer: string) => sharesFeature(unit.program, unit.identity, peer, 'disabledBySource')

describe('members of different firmware', () => {
  test.for([
    ['16.0.6.10', '12.3.9.9'],
    ['12.3.9.9', '16.0.6.10'],
  ] as const)(
    'P-18: %s gives %s no Intercom, from the App or in a document, and denies it as ever',
    ([office, home]) => {
      const sites = two(office, home)
      expect(sites.office.edit(giveBell)).toBe('FEATURE_UNSUPPORTED_BY_PEER')
      expect(sites.office.edit(putBell)).toBe('FEATURE_UNSUPPORTED_BY_PEER')
      expect(() => sites.office.config(giveBell)).toThrow('an Intercom in a Trust needs 12.4 or newer on both')
      expect(sites.office.edit({ ...giveBell, effect: 'deny' })).toMatchObject({})
    },
  )

  test('P-18: both of 12.4, an Intercom may be given', () => {
    const { office } = two('12.4.0.0', '12.4.0.0')
    expect(office.edit(giveBell)).toMatchObject({})
    expect(office.edit(putBell)).toMatchObject({})
  })

  test.for([
    ['16.0.6.10', '15.3.0.0', true],
    ['16.0.6.10', '14.5.12.7', false],
    ['15.2.9.9', '16.0.6.10', false],
  ] as const)(
    'P-18: with %s at the origin and %s here, whether the origin disabled somebody is told: %s',
    ([office, home, told]) => {
      const sites = two(office, home)
      expect(shares(sites.home, OFFICE)).toBe(told)
      expect(shares(sites.home, '504F94A0BEEF')).toBe(false)
    },
  )

  test('P-18: an older consumer disables whom a newer origin disabled', () => {
    const { office, home } = two('16.0.6.10', '14.5.12.7')
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { status: { state: 'disabled' } } })
    expect(home.user('Anna')?.status.state).toBe('disabled')
  })
})
