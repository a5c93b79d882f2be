import { describe, expect, test } from 'vitest'
import { aUser, CABIN, HOME, OFFICE, TRUST, type Unit, userManagementFor } from './an-estate.ts'
import { threeInTrust } from './three-in-trust.ts'
import { lettingIn } from './three-sites.ts'

const API = 'jdev/sps/trustusermanagement'
const anna = aUser('Anna', OFFICE)
const ben = aUser('Ben', OFFICE, { tags: [] })
const cleo = aUser('Cleo', CABIN, { tags: [] })
const STAFF = '55555555-5555-5555-5555555555555555'

/** Office with Anna and Ben, Cabin with Cleo; Home may manage the users of both, and nobody is shared yet. */
function offering() {
  const sites = threeInTrust()
  const { estate, office, home, cabin } = sites
  office.edit({ type: 'add-user', user: anna }, { type: 'add-user', user: ben })
  cabin.edit({ type: 'add-user', user: cleo }, userManagementFor(HOME))
  const asked = (path: string, name = 'admin'): unknown => {
    home.command(name, path)
    estate.settle()
    const { code, value } = home.answers.at(-1) ?? {}
    return code === 200 ? value : code
  }
  return { ...sites, asked }
}

const edit = (wishes: unknown) => `${API}/edit/${encodeURIComponent(JSON.stringify(wishes))}`
const usedAt = (unit: Unit) => [...unit.program.users.values()].filter(({ origin }) => origin !== undefined)
const namesAt = (unit: Unit) => usedAt(unit).map(({ name }) => name)
const tagsAt = (unit: Unit) => usedAt(unit).flatMap(({ tags }) => tags.map(({ name }) => name))

describe('users of other Miniservers by the public API', () => {
  test('R48: peers are the other members with the addresses they are reached at', () => {
    expect(offering().asked(`${API}/peers`)).toEqual({
      peers: [
        { serial: OFFICE, name: 'Office', intAddr: 'office:443', extAddr: '' },
        { serial: CABIN, name: 'Cabin', intAddr: 'cabin:443', extAddr: '' },
      ],
    })
  })

  test('R48, AMB-16: who is added is there at once, without a save, with tags and open documents stale', () => {
    const { home, asked } = offering()
    const document = home.load()
    expect(asked(`${API}/add/${OFFICE.toLowerCase()}/${anna.uuid.toUpperCase()}`)).toEqual({})
    expect([namesAt(home), tagsAt(home)]).toEqual([['Anna'], ['blue-card']])
    expect(home.save(document)).toBe('STALE_DOCUMENT')
    expect(asked(`${API}/remove/${OFFICE}/${anna.uuid}`)).toEqual({})
    expect(namesAt(home)).toEqual([])
    expect(asked(`${API}/remove/${OFFICE}/${anna.uuid}`)).toEqual({ error: 'unknown user' })
  })

  test('R48: what was added is durable before it is answered', () => {
    const { home, asked } = offering()
    asked(`${API}/add/${OFFICE}/${anna.uuid}`)
    home.powerOn()
    expect(namesAt(home)).toEqual(['Anna'])
  })

  test('R34, R48: discover tells whom that Miniserver offers, who is here, and who came with a group', () => {
    const { office, home, asked } = offering()
    office.edit(
      { type: 'add-group', group: { uuid: STAFF, name: 'Staff', type: 'normal', groups: [] } },
      { type: 'assign-to-group', principal: `user:${ben.uuid}`, group: STAFF },
    )
    home.edit({ type: 'add-import', entry: { origin: OFFICE, kind: 'group', uuid: STAFF } })
    asked(`${API}/add/${OFFICE}/${anna.uuid}`)
    expect(asked(`${API}/discover/${OFFICE.toLowerCase()}`)).toEqual({
      serial: OFFICE,
      users: [
        { name: 'admin', uuid: office.user('admin')?.uuid, used: false },
        { name: 'Anna', uuid: anna.uuid, used: true },
        { name: 'Ben', uuid: ben.uuid, used: true, locked: true },
      ],
    })
    expect(asked(`${API}/remove/${OFFICE}/${ben.uuid}`)).toEqual({ error: 'invalid command' })
    expect(namesAt(home)).toEqual(['Ben', 'Anna'])
  })

  test('R48: edit takes and gives up users of several Miniservers in one, and what is so already stays', () => {
    const { home, asked } = offering()
    asked(`${API}/add/${OFFICE}/${anna.uuid}`)
    const wishes = {
      [OFFICE.toLowerCase()]: [
        { uuid: anna.uuid, used: false },
        { uuid: ben.uuid, used: true },
      ],
      [CABIN]: [{ uuid: cleo.uuid, used: true }],
    }
    expect(asked(edit(wishes))).toEqual({})
    expect(namesAt(home)).toEqual(['Ben', 'Cleo'])
    const { rev } = home.program
    expect(asked(edit(wishes))).toEqual({})
    expect(home.program.rev).toBe(rev)
  })

  test.for<[string, object | string]>([
    ['no JSON', '{'],
    ['another shape', { [OFFICE]: [{ uuid: anna.uuid }] }],
    ['a Miniserver of no Trust', { '504F94A000FF': [{ uuid: anna.uuid, used: true }] }],
    ['one of no Trust, of whom nobody is here', { '504F94A000FF': [{ uuid: anna.uuid, used: false }] }],
    [
      'somebody twice',
      {
        [OFFICE]: [
          { uuid: anna.uuid, used: true },
          { uuid: anna.uuid, used: false },
        ],
      },
    ],
    [
      'somebody who is not offered',
      {
        [OFFICE]: [
          { uuid: anna.uuid, used: true },
          { uuid: cleo.uuid, used: true },
        ],
      },
    ],
    [
      'one of several who is not',
      { [OFFICE]: [{ uuid: anna.uuid, used: true }], [CABIN]: [{ uuid: ben.uuid, used: true }] },
    ],
  ])('R48: edit changes nothing for %s', ([, wishes]) => {
    const { home, asked } = offering()
    const path = typeof wishes === 'string' ? `${API}/edit/${encodeURIComponent(wishes)}` : edit(wishes)
    expect(asked(path)).toEqual({ error: 'invalid command' })
    expect([namesAt(home), home.program.imports.size]).toEqual([[], 0])
  })

  test('R30, R48: without the right at the origin nobody is offered or added', () => {
    const { office, home, asked } = offering()
    const right = { ...userManagementFor(HOME), type: 'revoke' } as const
    office.edit({
      ...right,
      principal: `member:${HOME}`,
      object: 'right:UserManagement',
      scopes: ['internal', 'external'],
    })
    expect(asked(`${API}/discover/${OFFICE}`)).toBe(403)
    expect(asked(`${API}/add/${OFFICE}/${anna.uuid}`)).toEqual({ error: 'add failed' })
    expect(home.program.imports.size).toBe(0)
  })

  test('R48: an origin that cannot be reached, or does not answer, is 504 or a failure, and nothing has changed', () => {
    const { estate, home, asked } = offering()
    estate.cut.add(OFFICE)
    expect(asked(`${API}/discover/${OFFICE}`)).toBe(504)
    expect(asked(`${API}/add/${OFFICE}/${anna.uuid}`)).toEqual({ error: 'add failed' })
    estate.cut.clear()
    home.command('admin', `${API}/add/${OFFICE}/${anna.uuid}`)
    estate.line.splice(0)
    estate.advance(10_000)
    expect(home.answers.at(-1)?.value).toEqual({ error: 'add failed' })
    expect(home.program.imports.size).toBe(0)
  })

  test('R48: needs User Management here, and five requests without it lock their user out', () => {
    const { home, asked } = offering()
    home.edit({ type: 'add-user', user: aUser('Hugo', HOME) })
    const hugo = home.user('Hugo')?.uuid ?? ''
    const scopes = ['internal'] as const
    home.edit({ type: 'assign', principal: `user:${hugo}`, object: 'right:WebInterfaceApps', scopes, effect: 'allow' })
    const paths = [
      `peers`,
      `discover/${OFFICE}`,
      `add/${OFFICE}/${anna.uuid}`,
      `remove/${OFFICE}/${anna.uuid}`,
      'edit/{}',
    ]
    expect(paths.map((path) => asked(`${API}/${path}`, 'Hugo'))).toEqual([403, 403, 403, 403, 403])
    expect(asked(`${API}/peers`, 'Hugo')).toBe(429)
    expect(home.program.imports.size).toBe(0)
  })

  test('R48: whoever lost the right while the origin was asked changes nothing', () => {
    const { estate, home } = offering()
    home.edit({ type: 'add-user', user: aUser('Hugo', HOME) })
    const hugo = home.user('Hugo')?.uuid ?? ''
    const right = { principal: `user:${hugo}`, scopes: ['internal'] } as const
    for (const object of ['right:WebInterfaceApps', 'right:UserManagement'] as const)
      home.edit({ type: 'assign', ...right, object, effect: 'allow' })
    home.command('Hugo', `${API}/add/${OFFICE}/${anna.uuid}`)
    const asked = estate.line.splice(0)
    home.edit({ type: 'revoke', ...right, object: 'right:UserManagement' })
    for (const sent of asked) estate.deliver(sent)
    estate.settle()
    expect(home.answers.at(-1)?.value).toEqual({ error: 'add failed' })
    expect(home.program.imports.size).toBe(0)
  })

  test('AMB-18: a Miniserver that left the Trust is no peer any more', () => {
    const { cabin, asked } = offering()
    cabin.edit({ type: 'leave-trust', trustUuid: TRUST })
    expect(asked(`${API}/discover/${CABIN}`)).toBe(404)
    expect(asked(`${API}/add/${CABIN}/${cleo.uuid}`)).toEqual({ error: 'add failed' })
  })

  test('R45: who was added is managed as a local user is: groups, state, permissions, and gone by deleteuser', () => {
    const { home, asked } = offering()
    home.edit({ type: 'add-group', group: { uuid: STAFF, name: 'Family', type: 'normal', groups: [] } })
    asked(`${API}/add/${OFFICE}/${anna.uuid}`)
    lettingIn(home)
    expect(asked(`jdev/sps/assignusertogroup/${anna.uuid}/${STAFF}`)).toBe('')
    expect(home.user('Anna')?.groups).toEqual([STAFF])
    expect(asked(`jdev/sps/getuser/${anna.uuid}`)).toMatchObject({ trustMember: OFFICE, userRights: 1 })
    expect(asked(`jdev/sps/removeuserfromgroup/${anna.uuid}/${STAFF}`)).toBe('')
    expect(home.user('Anna')?.groups).toEqual([])
    expect(asked(`jdev/sps/deleteuser/${anna.uuid}`)).toBe('')
    expect([namesAt(home), home.program.imports.size]).toEqual([[], 0])
  })
})
