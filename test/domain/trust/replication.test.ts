import { describe, expect, test } from 'vitest'
import { assignmentKey, type User } from '../../../sim/domain/program/program.ts'
import { atDoor, aUser, CABIN, HOME, joinedSites, OFFICE, take, userManagementFor } from './an-estate.ts'

const password = { alg: 'SHA256', salt: 'AB', hash: 'CD' } as const
const anna: User = aUser('Anna', OFFICE, {
  uniqueUserId: 'u-1',
  password,
  visuPassword: password,
  ibuttons: [{ id: '01.AB.89.67.45.23.01.3D', name: 'red' }],
  externalIds: [{ id: 'finger-7', name: 'left' }],
  codeDigest: 'ab'.repeat(20),
  nfcCodeTouchId: '4711',
  profile: { email: 'anna@example.org' },
})

describe('adding users of another Miniserver', () => {
  test('R34: lists its users and groups, the built-in ones of every unit excepted', () => {
    const { office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    expect(home.do({ type: 'discover', serial: OFFICE })).toMatchObject({
      serial: OFFICE,
      users: [{ name: 'admin' }, { uuid: anna.uuid, name: 'Anna' }],
      groups: [{ name: 'Full Access' }],
    })
  })

  test.for(['right', 'deny'])('R30: without the User Management right (%s) nothing is told', (how) => {
    const { estate, office, home } = joinedSites()
    const edit = userManagementFor(HOME)
    if (edit.type !== 'assign') throw new Error('not an assignment')
    office.config(
      { type: 'add-user', user: anna },
      how === 'right' ? { ...edit, type: 'revoke' } : { ...edit, effect: 'deny' },
    )
    expect(home.do({ type: 'discover', serial: OFFICE })).toBe('FORBIDDEN')
    take(home, 'user', anna.uuid)
    estate.log.length = 0
    estate.advance(3_600_000)
    expect(home.user('Anna')).toBeUndefined()
    const asked = estate.log.filter(({ message }) => message.type === 'subscribe')
    expect(asked).toHaveLength(12)
  })

  test('R32: a group that the member is in may hold the right', () => {
    const { office, home } = joinedSites()
    const group = { uuid: '22222222-2222-2222-2222222222222222', name: 'Sites', type: 'normal', groups: [] } as const
    const right = userManagementFor(HOME)
    if (right.type !== 'assign') throw new Error('not an assignment')
    office.config({ ...right, type: 'revoke' })
    expect(home.do({ type: 'discover', serial: OFFICE })).toBe('FORBIDDEN')
    office.config(
      { type: 'add-group', group },
      { type: 'assign-to-group', principal: `member:${HOME}`, group: group.uuid },
      { ...right, principal: `group:${group.uuid}` },
    )
    expect(home.do({ type: 'discover', serial: OFFICE })).toMatchObject({ serial: OFFICE })
  })

  test('R40: they come with passwords and authentications', () => {
    const { office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    take(home, 'user', anna.uuid)
    const { uuid, name, uniqueUserId, password, visuPassword, tags, ibuttons, externalIds, codeDigest, status } = anna
    expect(home.user('Anna')).toMatchObject({
      uuid,
      name,
      uniqueUserId,
      password,
      visuPassword,
      status,
      origin: OFFICE,
    })
    expect(home.user('Anna')).toMatchObject({ tags, ibuttons, externalIds, codeDigest })
  })

  test('R41, R42: they come without rights, NFC Code Touch ID, profile and local groups', () => {
    const { estate, office, home } = joinedSites()
    const fullAccess = [...office.program.groups.values()].find(({ type }) => type === 'full-access')
    office.edit({ type: 'add-user', user: { ...anna, groups: [fullAccess?.uuid ?? ''] } })
    const assigned = { principal: `user:${anna.uuid}`, object: 'right:LoxoneConfig' } as const
    office.edit({ type: 'assign', ...assigned, scopes: ['internal'], effect: 'allow' })
    const before = home.program.assignments.size
    take(home, 'user', anna.uuid)
    expect(home.user('Anna')).toMatchObject({ nfcCodeTouchId: '', groups: [], profile: {} })
    expect(home.program.assignments.size).toBe(before)
    const sent = JSON.stringify(estate.log)
    expect(sent).toContain('finger-7')
    expect(sent).not.toMatch(/4711|anna@example|LoxoneConfig|assignment|nfcCodeTouchId/)
  })

  test('AMB-18: a user of Office is not offered by Home', () => {
    const { estate, office, home } = joinedSites()
    const cabin = estate.add(CABIN, 'Cabin')
    office.edit({ type: 'add-user', user: anna })
    take(home, 'user', anna.uuid)
    const document = office.load()
    const file = office.newKey(document, 2)
    office.save(document)
    office.config({ type: 'add-member', trustUuid: [...office.program.trusts.keys()][0] ?? '', serial: CABIN })
    cabin.join(file)
    cabin.config()
    home.config(userManagementFor(CABIN))
    expect(cabin.do({ type: 'discover', serial: HOME })).toMatchObject({ users: [{ name: 'admin' }] })
  })

  test('R35: the origin is not changed by it', () => {
    const { office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    const before = structuredClone(office.program)
    take(home, 'user', anna.uuid)
    expect(office.program).toEqual(before)
  })

  test('a user who asks for a unit outside the Trust is told so', () => {
    const { home } = joinedSites()
    expect(home.do({ type: 'discover', serial: CABIN })).toBe('NOT_A_MEMBER')
  })
})

describe('changes at the origin', () => {
  function shared() {
    const sites = joinedSites()
    sites.office.edit({ type: 'add-user', user: anna })
    take(sites.home, 'user', anna.uuid)
    return sites
  }

  test('R47: a new password is here at once; the revision stays', () => {
    const { office, home } = shared()
    const { rev } = home.program
    const changed = { ...password, hash: 'EF' }
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { password: changed } })
    expect(home.user('Anna')?.password).toEqual(changed)
    expect(home.program.rev).toBe(rev)
  })

  test('R47: also when the origin saved it from a document', () => {
    const { office, home } = shared()
    office.config({ type: 'edit-user', uuid: anna.uuid, change: { tags: [] } })
    expect(home.user('Anna')?.tags).toEqual([])
  })

  test('§3.3.7: what is local stays: NFC Code Touch ID, groups, disabled here', () => {
    const { office, home } = shared()
    const all = [...home.program.groups.values()].find(({ type }) => type === 'full-access')
    home.config(
      { type: 'edit-user', uuid: anna.uuid, change: { nfcCodeTouchId: '99', disabledHere: true } },
      { type: 'assign-to-group', principal: `user:${anna.uuid}`, group: all?.uuid ?? '' },
    )
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Anna Maria', nfcCodeTouchId: '1' } })
    expect(home.user('Anna Maria')).toMatchObject({ nfcCodeTouchId: '99', disabledHere: true, groups: [all?.uuid] })
  })

  test('a user deleted there is gone here with all grants, and the revision rises', () => {
    const { office, home } = shared()
    const grant = {
      principal: `user:${anna.uuid}`,
      object: 'right:WebInterfaceApps',
      scope: 'internal',
      effect: 'allow',
    } as const
    home.config({ type: 'assign', ...grant, scopes: ['internal'] })
    expect(home.program.assignments.has(assignmentKey(grant))).toBe(true)
    const { rev } = home.program
    office.edit({ type: 'delete-user', uuid: anna.uuid })
    expect(home.user('Anna')).toBeUndefined()
    expect(home.program.assignments.has(assignmentKey(grant))).toBe(false)
    expect([...home.program.imports.keys()]).toEqual([])
    expect(home.program.rev).toBe(rev + 1)
  })

  test('C34: a document loaded before that cannot bring the user back', () => {
    const { office, home } = shared()
    const stale = home.load()
    office.edit({ type: 'delete-user', uuid: anna.uuid })
    expect(home.save(stale)).toBe('STALE_DOCUMENT')
    expect(home.user('Anna')).toBeUndefined()
  })

  test('C35: who is disabled at the source stays out whatever is said here, and the other way round', () => {
    const { office, home } = shared()
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { status: { state: 'disabled' } } })
    home.edit({ type: 'edit-user', uuid: anna.uuid, change: { disabledHere: false } })
    expect(atDoor(home)).toBe('DISABLED_BY_SOURCE')
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { status: { state: 'enabled' } } })
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
    home.edit({ type: 'edit-user', uuid: anna.uuid, change: { disabledHere: true } })
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Anna Maria' } })
    expect(atDoor(home)).toBe('DISABLED_HERE')
  })

  test('C37, I10: repeated and late pages change nothing; the position never goes back', () => {
    const { estate, office, home } = shared()
    const pages: typeof estate.line = []
    for (const name of ['Anna 1', 'Anna 2', 'Anna 3']) {
      office.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name } }] })
      pages.push(...estate.line)
      estate.settle()
    }
    const position = home.state.trust.origins.get(OFFICE)?.position
    const before = JSON.stringify([...home.program.users])
    for (const page of [...pages, ...pages.reverse()]) {
      estate.deliver(page)
      estate.settle()
      expect(home.state.trust.origins.get(OFFICE)?.position).toEqual(position)
    }
    expect(JSON.stringify([...home.program.users])).toBe(before)
    expect(home.user('Anna 3')).toBeDefined()
  })

  test('C37: a lost page is noticed by the next one, and all is sent anew', () => {
    const { estate, office, home } = shared()
    office.edit({ type: 'add-user', user: aUser('Otto', OFFICE) })
    take(home, 'user', aUser('Otto', OFFICE).uuid)
    office.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Lost' } }] })
    estate.line.length = 0
    expect(home.user('Lost')).toBeUndefined()
    office.edit({ type: 'edit-user', uuid: aUser('Otto', OFFICE).uuid, change: { name: 'Ottokar' } })
    expect(home.user('Lost')).toBeDefined()
    expect(home.user('Ottokar')).toBeDefined()
  })

  test('I2: after a partition everything is as at the origin, soon', () => {
    const { estate, office, home } = shared()
    estate.cut.add(HOME)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { tags: [] } })
    expect(home.user('Anna')?.tags).toHaveLength(1)
    estate.advance(20_000)
    estate.cut.clear()
    estate.advance(60_000)
    expect(home.user('Anna')?.tags).toEqual([])
  })

  test('I5: an origin reaches neither local users nor groups', () => {
    const { estate, home } = shared()
    const admin = home.user('admin')
    const group = [...home.program.groups.values()].find(({ type }) => type === 'full-access')
    const stranger = aUser('Eve', OFFICE)
    const { nfcCodeTouchId: _, profile: __, ...record } = { ...anna, groups: [group?.uuid ?? ''] }
    const page = {
      position: { epoch: 1, seq: 99 },
      whole: true,
      users: [
        record,
        { ...record, uuid: admin?.uuid ?? '', name: 'admin' },
        { ...record, uuid: stranger.uuid, name: 'Eve' },
      ],
      groups: [{ uuid: group?.uuid ?? '', name: 'Mine', groups: [] }],
      gone: [],
      codeKey: 'ab'.repeat(32),
      timeoutS: 900,
    } as const
    estate.deliver({ from: OFFICE, to: HOME, address: undefined, message: { id: 'x', type: 'feed', page } })
    expect(home.user('Anna')?.groups).toEqual([])
    expect(home.user('admin')).toBe(admin)
    expect(home.user('Eve')).toBeUndefined()
    expect(home.program.groups.get(group?.uuid ?? '')).toBe(group)
    expect(home.notices.filter((name) => name === 'trust-conflict')).toHaveLength(2)
  })

  test('C46a: without the right any more nothing new arrives, and the users go offline with the timeout', () => {
    const { estate, office, home } = shared()
    const right = userManagementFor(HOME)
    if (right.type !== 'assign') throw new Error('not an assignment')
    office.config({ ...right, type: 'revoke' })
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Secret' } })
    expect(home.user('Anna')).toBeDefined()
    expect(home.state.trust.origins.get(OFFICE)?.online).toBe(true)
    estate.advance(900_000)
    expect(home.state.trust.origins.get(OFFICE)?.online).toBe(false)
    expect(home.user('Anna')).toBeDefined()
  })

  test('a user no longer used here is dropped here only, and Office forgets the subscription', () => {
    const { office, home } = shared()
    home.config({ type: 'remove-import', entry: { origin: OFFICE, kind: 'user', uuid: anna.uuid } })
    expect(home.user('Anna')).toBeUndefined()
    expect(office.user('Anna')).toBeDefined()
    expect(office.state.trust.consumers.size).toBe(0)
    expect(home.state.trust.origins.size).toBe(0)
  })

  test('R37: with its name given, a user stands in the document at once, able to do nothing', () => {
    const { home } = joinedSites()
    const entry = { origin: OFFICE, kind: 'user', uuid: anna.uuid } as const
    const document = home.load()
    home.config()
    expect(document.users.size).toBe(1)
    home.config(
      { type: 'add-import', entry, name: 'Anna' },
      {
        type: 'assign',
        principal: `user:${anna.uuid}`,
        object: 'right:WebInterfaceApps',
        scopes: ['internal'],
        effect: 'allow',
      },
    )
    // Office has no such user, so it is gone again with its grant.
    expect(home.user('Anna')).toBeUndefined()
    expect([...home.program.assignments.keys()].filter((key) => key.includes(anna.uuid))).toEqual([])
  })
})
