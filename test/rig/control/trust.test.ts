import { describe, expect, test } from 'vitest'
import { aLab } from '../../helpers/a-lab.ts'

describe('the Trust workflow by its commands', () => {
  test('R6, R27, R28: create, add, key, save, join, save, load make a Trust that is ready', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'office' })
    await client.call('trust-create', { site: 'office', name: 'Company' })
    await client.call('trust-add-member', { site: 'office', member: 'home' })
    const { keyFile, generation } = await client.call('trust-key', { site: 'office' })
    await client.call('config-save', { site: 'office' })
    await client.call('config-load', { site: 'home' })

    const joined = await client.call('trust-join', { site: 'home', keyFile })
    const [unsaved] = (await client.call('trust-status', { site: 'home' })).trusts
    await client.call('config-save', { site: 'home' })
    const [member] = (await client.call('trust-status', { site: 'home' })).trusts
    const [before] = (await client.call('trust-status', { site: 'office' })).trusts
    await client.call('config-load', { site: 'office' })
    const [after] = (await client.call('trust-status', { site: 'office' })).trusts

    expect(generation).toBe(1)
    expect(joined).toMatchObject({ trust: 'Company', manager: 'Office', members: ['Office', 'Home'] })
    expect([unsaved?.role, member?.role]).toEqual(['unsaved', 'member'])
    expect([before?.ready, after?.ready]).toEqual([false, true])
  })

  test('R11: a member is named by a site of the rig or by a serial number, and refused with the code of what is wrong', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'office' })
    await client.call('trust-create', { site: 'office', name: 'Company' })
    const add = (member: string) => client.call('trust-add-member', { site: 'office', member })

    expect(await add('504f94a00099')).toMatchObject({ trust: 'Company', plane: 'document' })
    await expect(add('Office')).rejects.toMatchObject({ code: 'MEMBER_IS_MANAGER' })
    await expect(add('504F94A00099')).rejects.toMatchObject({ code: 'MEMBER_EXISTS' })
    await expect(add('nobody')).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    await expect(client.call('trust-key', { site: 'office', trust: 'Compny' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('Did you mean "Company"?'),
    })
  })

  test('members are added and sorted into groups on the running program, by sites of the rig', async () => {
    const { client } = await aLab()
    const add = { site: 'office', member: '504f94a00099', app: true }
    expect(await client.call('trust-add-member', add)).toMatchObject({ plane: 'program' })
    const groups = [{ name: 'Houses', members: ['home'] }]
    const arranged = await client.call('trust-arrange', {
      ...{ site: 'office', members: ['504f94a00099'], groups, app: true },
    })
    expect(arranged).toMatchObject({ trust: 'Company', plane: 'program', groups: ['Houses'] })
    const [trust] = (await client.call('trust-status', { site: 'office' })).trusts
    expect(trust?.groups).toEqual(['Houses'])
    expect(trust?.members.map(({ name, group }) => [name, group])).toEqual([
      ['504F94A00099', undefined],
      ['Office', undefined],
      ['Home', 'Houses'],
    ])
    await expect(client.call('trust-arrange', { site: 'home', members: ['home'], app: true })).rejects.toMatchObject({
      code: 'NOT_TRUST_MANAGER',
    })
  })

  test('a key made anew refuses the older file', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'office' })
    await client.call('trust-create', { site: 'office', name: 'Company' })
    await client.call('trust-add-member', { site: 'office', member: 'home' })
    const first = await client.call('trust-key', { site: 'office' })
    const second = await client.call('trust-key', { site: 'office' })
    await client.call('config-save', { site: 'office' })
    expect(second.generation).toBe(2)
    await expect(client.call('trust-join', { site: 'home', keyFile: first.keyFile })).rejects.toMatchObject({
      code: 'KEY_SUPERSEDED',
    })
    await expect(client.call('trust-join', { site: 'home', keyFile: second.keyFile })).resolves.toMatchObject({
      site: 'home',
    })
  })

  test('C9: a stale document of the manager is not saved over a member that joined', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('config-load', { site: 'office' })
    await client.call('trust-create', { site: 'office', name: 'Company' })
    await client.call('trust-add-member', { site: 'office', member: 'home' })
    const { keyFile } = await client.call('trust-key', { site: 'office' })
    await client.call('config-save', { site: 'office' })
    await client.call('trust-join', { site: 'home', keyFile })

    await client.call('group-add', { site: 'office', name: 'Visitors' })
    await expect(client.call('config-save', { site: 'office' })).rejects.toMatchObject({ code: 'STALE_DOCUMENT' })
    const [trust] = (await client.call('trust-status', { site: 'office' })).trusts
    expect(trust?.members.map(({ name, state }) => [name, state])).toContainEqual(['Home', 'joined'])

    await client.call('config-load', { site: 'office' })
    await client.call('group-add', { site: 'office', name: 'Visitors' })
    await expect(client.call('config-save', { site: 'office' })).resolves.toMatchObject({ edits: 0 })
  })
})

describe('users of another Miniserver', () => {
  test('are offered by their origin, and denied until they are given rights and those are saved', async () => {
    const { client } = await aLab()
    const tap = () => client.call('tap', { reader: 'home/front-door', tag: 'green-card' })
    const offered = await client.call('trust-users', { site: 'home', from: 'office' })
    expect(offered.users.filter(({ added }) => added).map(({ name }) => name)).toEqual(['Anna', 'Ben'])
    expect(offered.users.map(({ name }) => name)).toContain('Clara')

    expect(await tap()).toMatchObject({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL' })
    await client.call('config-load', { site: 'home' })
    await client.call('trust-users-add', { site: 'home', from: 'office', user: 'clara' })
    await client.call('config-save', { site: 'home' })
    expect(await tap()).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED', user: { name: 'Clara' } })

    await client.call('grant', { principal: 'Clara@Office', object: 'home/access:Front Door' })
    expect(await tap()).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED' })
    await client.call('config-save', { site: 'home' })
    expect(await tap()).toMatchObject({ outcome: 'granted', trust: { origin: '504F94A00001' } })
  })

  test('can be given rights before the first save, as they stand in the document at once', async () => {
    const { client } = await aLab()
    await client.call('config-load', { site: 'home' })
    await client.call('trust-users-add', { site: 'home', from: 'office', user: 'Clara' })
    await client.call('grant', { principal: 'Clara@Office', object: 'home/access:Side Door', schedule: 'Always' })
    const { users, plane } = await client.call('user-list', { site: 'home' })
    expect(plane).toBe('document')
    expect(users.map(({ user }) => user)).toContain('Clara@Office')
  })

  test('go with their rights when they are removed here, and stay at their origin', async () => {
    const { client } = await aLab()
    await client.call('config-load', { site: 'home' })
    await client.call('trust-users-remove', { site: 'home', from: 'office', user: 'Anna' })
    await client.call('config-save', { site: 'home' })
    const tap = (reader: string) => client.call('tap', { reader, tag: 'blue-card' })
    expect(await tap('home/front-door')).toMatchObject({ reason: 'UNKNOWN_CREDENTIAL' })
    expect(await tap('office/front-door')).toMatchObject({ outcome: 'granted' })
  })

  test('a group brings its members, who can be given rights through it', async () => {
    const { client } = await aLab()
    await client.call('config-load', { site: 'home' })
    await client.call('trust-users-add', { site: 'home', from: 'office', group: 'Staff' })
    await client.call('grant', { principal: 'group:Staff@Office', object: 'home/access:Front Door' })
    await client.call('config-save', { site: 'home' })
    expect(await client.call('tap', { reader: 'home/front-door', tag: 'green-card' })).toMatchObject({
      outcome: 'granted',
      user: { name: 'Clara' },
    })
  })

  test('are named with what is near, and only one of user and group is taken', async () => {
    const { client } = await aLab()
    await client.call('config-load', { site: 'home' })
    const add = (input: object) => client.call('trust-users-add', { site: 'home', from: 'office', ...input })
    await expect(add({ user: 'Clarra' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'office offers no user Clarra. Did you mean "Clara"?',
    })
    await expect(add({ user: 'Clara', group: 'Staff' })).rejects.toMatchObject({ code: 'USAGE' })
  })
})
