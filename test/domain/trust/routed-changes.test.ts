import { describe, expect, test } from 'vitest'
import type { UserChange } from '../../../sim/domain/program/edit.ts'
import type { User } from '../../../sim/domain/program/program.ts'
import { atDoor, aUser, CABIN, Estate, aTrust, HOME, OFFICE, take, type Unit, userManagementFor } from './an-estate.ts'

const password = { alg: 'SHA256', salt: 'AB', hash: 'CD' } as const
const anna: User = aUser('Anna', OFFICE, { password, nfcCodeTouchId: '', profile: {} })
const RED = { id: '04 D4 E5 F6', name: 'red' }
const GREEN = { id: '04 07 08 09', name: 'green' }
const newPassword = { alg: 'SHA256', salt: 'AB', hash: 'EF', score: 2 } as const

/** Office with Anna, and two members that use her; each may manage users at Office. */
function threeSites(): { estate: Estate; office: Unit; home: Unit; cabin: Unit } {
  const estate = new Estate()
  const [office, home, cabin] = [estate.add(OFFICE, 'Office'), estate.add(HOME, 'Home'), estate.add(CABIN, 'Cabin')]
  const key = aTrust(office, HOME, CABIN)
  for (const unit of [home, cabin]) {
    unit.join(key)
    unit.config()
  }
  office.config({ type: 'add-user', user: anna })
  for (const unit of [home, cabin]) take(unit, 'user', anna.uuid)
  return { estate, office, home, cabin }
}

const change = (unit: Unit, fields: UserChange) => unit.edit({ type: 'edit-user', uuid: anna.uuid, change: fields })
const annaAt = (unit: Unit) => unit.program.users.get(anna.uuid)

/** Anna may use the App there, and change her own password. */
function lettingIn(unit: Unit): void {
  const principal = `user:${anna.uuid}` as const
  for (const object of ['right:WebInterfaceApps', 'right:ChangeOwnPasswords'] as const)
    unit.edit({ type: 'assign', principal, object, scopes: ['internal'], effect: 'allow' })
}

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
    home.command('Anna', { type: 'update-password', which: 'password', user: anna.uuid, hash: 'EE'.repeat(32) })
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

describe('who asks whom:', () => {
  test('C28: two consumers at once are served one after the other, and agree afterwards', () => {
    const { estate, office, home, cabin } = threeSites()
    const requests = [home, cabin].map((unit, at) =>
      unit.ask({
        type: 'edit-program',
        edits: [{ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: `0${at}` } } }],
      }),
    )
    estate.settle()
    expect([home.reply(requests[0] ?? 0)?.ok, cabin.reply(requests[1] ?? 0)?.ok]).toEqual([true, true])
    for (const unit of [office, home, cabin]) expect(annaAt(unit)?.password?.hash).toBe('01')
  })

  test('C28: what two consumers add at once is both there', () => {
    const { estate, office, home, cabin } = threeSites()
    home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { tags: [...anna.tags, RED] } }] })
    cabin.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { tags: [...anna.tags, GREEN] } }] })
    estate.settle()
    for (const unit of [office, home, cabin]) expect(annaAt(unit)?.tags).toEqual([...anna.tags, RED, GREEN])
  })

  test('C28: who hears no answer is told so in time; trying again is safe', () => {
    const { estate, office, home } = threeSites()
    const request = home.ask({
      type: 'edit-program',
      edits: [{ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: '11' } } }],
    })
    const [asked] = estate.line.splice(0)
    if (asked === undefined) throw new Error('nothing was asked')
    estate.deliver(asked)
    estate.line.splice(0)
    expect(annaAt(office)?.password?.hash).toBe('11')
    expect(home.reply(request)).toBeUndefined()
    estate.advance(10_000)
    expect(home.reply(request)).toMatchObject({ ok: false, code: 'CONNECTION_FAILED' })
    expect(change(home, { password: { ...password, hash: '11' } })).toMatchObject({})
    for (const unit of [office, home]) expect(annaAt(unit)?.password?.hash).toBe('11')
  })

  test.for([false, true])('C28: a request that comes again is not carried out again (after a restart: %s)', (restarted) => {
    const { estate, office, home, cabin } = threeSites()
    home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Annabel' } }] })
    const [asked] = estate.line
    if (asked === undefined) throw new Error('nothing was asked')
    estate.settle()
    change(cabin, { name: 'Anne' })
    if (restarted) office.powerOn()
    estate.settle()
    estate.log.length = 0
    estate.deliver(asked)
    const [again] = estate.log
    expect(again?.message).toEqual({
      id: asked.message.id,
      type: 'answer',
      result: { ok: true, value: { type: 'changed', codeIsShared: false } },
    })
    estate.settle()
    for (const unit of [office, home, cabin]) expect(annaAt(unit)?.name).toBe('Anne')
  })

  test('a refused request that comes again is refused again, also where it would be granted by now', () => {
    const { estate, office, home } = threeSites()
    office.edit({ type: 'add-user', user: aUser('Ben', OFFICE) })
    home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Ben' } }] })
    const [asked] = estate.line
    if (asked === undefined) throw new Error('nothing was asked')
    estate.settle()
    office.edit({ type: 'delete-user', uuid: office.user('Ben')?.uuid ?? '' })
    estate.deliver(asked)
    estate.settle()
    expect(annaAt(office)?.name).toBe('Anna')
  })

  test('it remembers so many requests, and not those of who has left', () => {
    const { office, home } = threeSites()
    for (let count = 0; count < 40; count++) change(home, { name: `Anna ${count}` })
    expect(office.state.trust.carriedOut.get(HOME)).toHaveLength(32)
    expect(office.store.has(`feed/carried-out/${HOME}`)).toBe(true)
    office.config({ type: 'remove-member', trustUuid: [...office.program.trusts.keys()][0] ?? '', serial: HOME })
    expect(office.store.has(`feed/carried-out/${HOME}`)).toBe(false)
  })

  test('in one batch with the change it is durable, before it is answered', () => {
    const { estate, office, home } = threeSites()
    office.batches.length = 0
    home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Annabel' } }] })
    estate.settle()
    expect(office.batches[0]).toEqual(expect.arrayContaining([`user/${anna.uuid}`, `feed/carried-out/${HOME}`]))
  })
})

describe('in the App', () => {
  test('[F1] addusernfc sent to any unit reaches the right user, also where the user is not', () => {
    const { estate, office, home, cabin } = threeSites()
    const eve = aUser('Eve', OFFICE, { tags: [] })
    office.edit({ type: 'add-user', user: eve })
    home.command('admin', { type: 'add-user-nfc', user: anna.uuid, tag: RED.id, name: RED.name })
    home.command('admin', { type: 'add-user-nfc', user: eve.uuid, tag: GREEN.id, name: GREEN.name })
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([200, 200])
    for (const unit of [office, cabin]) expect(annaAt(unit)?.tags).toEqual([...anna.tags, RED])
    expect(office.user('Eve')?.tags).toEqual([GREEN])
    expect(home.user('Eve')).toBeUndefined()
    expect(atDoor(cabin, RED.id)).toBe('NOT_CONFIGURED')
  })

  test('R47: who changes its own password is answered, and then its sockets close', () => {
    const { estate, office, home } = threeSites()
    lettingIn(home)
    const hash = 'EE'.repeat(32)
    home.command('Anna', { type: 'update-password', which: 'password', user: anna.uuid, hash })
    expect(home.answers).toEqual([])
    estate.settle()
    expect(home.answers).toEqual([{ session: 'Anna', code: 200, value: '' }])
    expect([annaAt(office)?.password?.hash, annaAt(home)?.password?.hash]).toEqual([hash, hash])
  })

  test('C26: 504 while the origin cannot be reached, and nothing else', () => {
    const { estate, office, home } = threeSites()
    estate.cut.add(OFFICE)
    for (const command of [
      { type: 'update-password', which: 'password', user: anna.uuid, hash: 'EE'.repeat(32) },
      { type: 'update-password', which: 'visuPassword', user: anna.uuid, hash: 'EE'.repeat(32) },
      { type: 'update-access-code', user: anna.uuid, code: '0815' },
      { type: 'add-user-nfc', user: anna.uuid, tag: RED.id, name: 'red' },
      { type: 'remove-user-nfc', user: anna.uuid, tag: anna.tags[0]?.id ?? '' },
      { type: 'add-or-edit-user', fields: { uuid: anna.uuid, name: 'Annabel', profile: {} } },
    ] as const)
      home.command('admin', command)
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([504, 504, 504, 504, 504, 504])
    expect([annaAt(office), annaAt(home)]).toMatchObject([{ tags: anna.tags, password }, { tags: anna.tags, password }])
  })

  test('§3.6.1, I3: an access code travels as its digest under the origin’s key, and opens at all', () => {
    const { estate, office, home, cabin } = threeSites()
    estate.log.length = 0
    home.command('admin', { type: 'update-access-code', user: anna.uuid, code: '081547' })
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([200])
    expect(JSON.stringify(estate.log)).not.toContain('081547')
    const digests = [office, home, cabin].map((unit) => annaAt(unit)?.codeDigest)
    expect(new Set(digests).size).toBe(1)
    expect(digests[0]).toMatch(/^[0-9a-f]{40}$/)
    office.edit({ type: 'add-user', user: aUser('Ben', OFFICE, { codeDigest: digests[0] ?? '' }) })
    home.command('admin', { type: 'update-access-code', user: anna.uuid, code: '1' })
    home.command('admin', { type: 'update-access-code', user: anna.uuid, code: '081547' })
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([200, 200, 201])
  })

  test('addoredituser answers with the user as it is now', () => {
    const { estate, home } = threeSites()
    home.command('admin', { type: 'add-or-edit-user', fields: { uuid: anna.uuid, name: 'Annabel', userid: '4711', profile: {} } })
    estate.settle()
    expect(home.answers).toMatchObject([{ code: 200, value: { name: 'Annabel', userid: '4711', trustMember: OFFICE } }])
    expect(annaAt(home)).toMatchObject({ name: 'Annabel', nfcCodeTouchId: '4711' })
  })
})
