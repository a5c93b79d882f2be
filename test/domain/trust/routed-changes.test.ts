import { describe, expect, test } from 'vitest'
import type { UserChange } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { aUser, HOME, OFFICE, userManagementFor } from './an-estate.ts'
import { anna, annaAt, change, lettingIn, newPassword, password, RED, threeSites } from './three-sites.ts'

describe('a change of a user of another Miniserver is its origin’s to carry out', () => {
  test.for<[string, UserChange, Partial<User>]>([
    ['password', { password: newPassword }, { password: newPassword }],
    ['User Interface Password', { visuPassword: newPassword }, { visuPassword: newPassword }],
    ['access code', { codeDigest: 'cd'.repeat(20) }, { codeDigest: 'cd'.repeat(20) }],
    ['tags', { tags: [RED] }, { tags: [RED] }],
    ['iButtons', { ibuttons: [RED] }, { ibuttons: [RED] }],
    ['external IDs', { externalIds: [RED] }, { externalIds: [RED] }],
    ['name', { name: 'Annabel' }, { name: 'Annabel' }],
    ['User ID', { uniqueUserId: 'u-7' }, { uniqueUserId: 'u-7' }],
    ['status', { status: { state: 'disabled' } }, { status: { state: 'disabled' } }],
  ])('R47, P-30: %s', ([, fields, after]) => {
    const { office, home, cabin } = threeSites()
    expect(change(home, fields)).toEqual({ rev: home.program.rev })
    const { password: _, visuPassword: __, ...told } = after
    // How strong a password is stays where it was judged.
    expect(annaAt(office)).toMatchObject(after)
    for (const unit of [home, cabin]) expect(annaAt(unit)).toMatchObject({ ...told, origin: OFFICE })
    expect(annaAt(home)?.password?.hash).toBe(after.password?.hash ?? 'CD')
  })

  test('P-30: what is taken away goes everywhere', () => {
    const { office, home, cabin } = threeSites()
    change(home, { codeDigest: 'cd'.repeat(20), visuPassword: newPassword })
    change(cabin, { codeDigest: undefined, visuPassword: undefined, tags: [] })
    for (const unit of [office, home, cabin]) {
      expect(annaAt(unit)).not.toHaveProperty('codeDigest')
      expect(annaAt(unit)).not.toHaveProperty('visuPassword')
      expect(annaAt(unit)?.tags).toEqual([])
    }
  })

  test('R42: what is this unit’s own stays here, and is changed where the origin has done its part', () => {
    const { estate, office, home } = threeSites()
    change(home, { nfcCodeTouchId: '4711', disabledHere: true, name: 'Annabel' })
    expect(annaAt(office)).toMatchObject({ name: 'Annabel', nfcCodeTouchId: '' })
    expect(annaAt(office)).not.toHaveProperty('disabledHere')
    expect(annaAt(home)).toMatchObject({ name: 'Annabel', nfcCodeTouchId: '4711', disabledHere: true })
    estate.cut.add(OFFICE)
    expect(change(home, { nfcCodeTouchId: '4712', name: 'Anne' })).toBe('CONNECTION_FAILED')
    expect(annaAt(home)).toMatchObject({ name: 'Annabel', nfcCodeTouchId: '4711' })
    expect(change(home, { nfcCodeTouchId: '4712' })).toMatchObject({})
  })

  test('C26, R47: nothing changes anywhere while it cannot be reached, nor when it can again', () => {
    const { estate, office, home } = threeSites()
    const before = JSON.stringify([annaAt(office), annaAt(home)])
    estate.cut.add(OFFICE)
    expect(change(home, { tags: [RED] })).toBe('CONNECTION_FAILED')
    estate.cut.delete(OFFICE)
    estate.advance(120_000)
    expect(JSON.stringify([annaAt(office), annaAt(home)])).toBe(before)
    expect(home.state.trust.requests.size).toBe(0)
  })

  test('its rights count on both sides: the caller’s here, the member’s there', () => {
    const { office, home } = threeSites()
    const right = userManagementFor(HOME)
    if (right.type !== 'assign') throw new Error('not an assignment')
    office.config({ ...right, type: 'revoke' })
    expect(change(home, { name: 'Annabel' })).toBe('FORBIDDEN')
    expect(annaAt(office)?.name).toBe('Anna')
  })

  test('§3.4.6: who administers the origin is changed there only, but for its own password', () => {
    const { estate, office, home } = threeSites()
    const fullAccess = [...office.program.groups.values()].find(({ type }) => type === 'full-access')
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { groups: [fullAccess?.uuid ?? ''] } })
    expect(change(home, { password: newPassword })).toBe('FORBIDDEN')
    expect(change(home, { tags: [RED] })).toBe('FORBIDDEN')
    expect(annaAt(office)).toMatchObject({ password, tags: anna.tags })
    lettingIn(home)
    home.command('Anna', `jdev/sps/updateuserpwdh/${anna.uuid}/${'EE'.repeat(32)}`)
    estate.settle()
    expect(annaAt(office)?.password?.hash).toBe('EE'.repeat(32))
  })

  test('it says what it refuses, by its own rules', () => {
    const { office, home } = threeSites()
    office.edit({ type: 'add-user', user: aUser('Ben', OFFICE, { uniqueUserId: 'u-2' }) })
    expect(change(home, { name: 'ben' })).toBe('NAME_TAKEN')
    expect(change(home, { uniqueUserId: 'u-2' })).toBe('NAME_TAKEN')
    expect(change(home, { status: { state: 'enabled-until' } })).toBe('INVALID')
    expect(change(home, { name: ' ' })).toBe('INVALID')
    expect(annaAt(office)).toEqual(expect.objectContaining({ name: 'Anna', status: { state: 'enabled' } }))
  })
})
