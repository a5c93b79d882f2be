import { describe, expect, test } from 'vitest'
import { runningProgram } from '../../../rigs/control/plane.ts'
import { codeDigest } from '../../../rigs/factory/plan.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import { aLab } from '../../helpers/a-lab.ts'

describe('users and groups', () => {
  test('a user is made in the document, and can do something once it is saved', async () => {
    const { client } = await aLab({ trusts: false })
    const tap = () => client.call('tap', { reader: 'home/front-door', tag: '04:99:99:99' })
    await client.call('config-load', { site: 'home' })
    const added = await client.call('user-add', {
      site: 'Home',
      name: 'Ida',
      password: 'secret',
      tags: ['04 99 99 99'],
      groups: ['family'],
    })
    expect(added).toMatchObject({
      plane: 'document',
      user: { user: 'Ida', tags: ['tag 1'], groups: ['Family'], password: 'SHA256', status: { state: 'enabled' } },
    })
    expect(JSON.stringify(added)).not.toMatch(/secret|99 99/)

    await client.call('grant', { principal: 'Ida', object: 'home/access:Front Door' })
    expect(await tap()).toMatchObject({ reason: 'UNKNOWN_CREDENTIAL' })
    await client.call('config-save', { site: 'home' })
    expect(await tap()).toMatchObject({ outcome: 'granted', user: { name: 'Ida' }, credential: { name: 'tag 1' } })
  })

  test('a user made by hand can ask the Miniserver with its password, and nobody else', async () => {
    const { client } = await aLab({ trusts: false })
    await client.call('user-add', {
      site: 'home',
      name: 'Ida',
      password: 'secret',
      hashAlg: 'SHA1',
      groups: ['Full Access'],
      app: true,
    })
    const load = (caller: { user: string; password: string }) => client.call('config-load', { site: 'home', caller })
    await expect(load({ user: 'ida', password: 'secret' })).resolves.toMatchObject({ site: 'home' })
    await expect(load({ user: 'Ida', password: 'Secret' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(load({ user: 'Hugo', password: 'home-hugo' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('an edit changes what is given and leaves the rest', async () => {
    const { client } = await aLab({ trusts: false })
    const edit = (change: object) => client.call('user-edit', { site: 'office', user: 'Anna', app: true, ...change })
    expect((await edit({ addTags: ['green-card'] })).user.tags).toEqual(['blue-card', 'green-card'])
    expect((await edit({ removeTags: ['Blue-Card'] })).user).toMatchObject({
      tags: ['green-card'],
      ibuttons: ['blue-button'],
    })
    expect((await edit({ tags: ['red-card'], newName: 'Anne' })).user).toMatchObject({
      user: 'Anne',
      tags: ['red-card'],
    })
    const { users } = await client.call('user-list', { site: 'office' })
    expect(users.find(({ user }) => user === 'Anne')).toMatchObject({ tags: ['red-card'], groups: ['Management'] })
  })

  test('a time window of a user is given as instants, and kept', async () => {
    const { client } = await aLab({ trusts: false })
    const window = { validFrom: '2026-10-21T00:00:00+02:00', validUntil: '2026-10-22T00:00:00+02:00' }
    const { user } = await client.call('user-edit', { site: 'office', user: 'Anna', status: window, app: true })
    expect(user.status).toMatchObject({ state: 'timespan', validFrom: '2026-10-20T22:00:00.000Z' })
    const tap = () => client.call('tap', { reader: 'office/front-door', tag: 'blue-card' })
    expect(await tap()).toMatchObject({ reason: 'NOT_YET_VALID' })
    await client.call('time-set', { site: 'office', time: '2026-10-21T08:30' })
    expect(await tap()).toMatchObject({ outcome: 'granted' })
    await client.call('time-set', { site: 'office', time: '2026-10-22T00:00' })
    expect(await tap()).toMatchObject({ reason: 'EXPIRED' })
  })

  test('R70: a group gives its rights to who is put into it, and takes them with it', async () => {
    const { client } = await aLab({ trusts: false })
    const tap = () => client.call('tap', { reader: 'office/front-door', tag: 'green-card' })
    const app = true
    await client.call('revoke', { principal: 'Clara', object: 'office/access:Front Door', app })
    await client.call('group-add', { site: 'office', name: 'Visitors', app })
    await client.call('grant', { principal: 'group:Visitors', object: 'office/access:Front Door', app })
    expect(await tap()).toMatchObject({ reason: 'NOT_CONFIGURED' })
    for (const _again of [1, 2]) {
      await client.call('group-assign', { site: 'office', principal: 'Clara', group: 'visitors', app })
    }
    expect(await tap()).toMatchObject({ outcome: 'granted' })
    await client.call('group-assign', { site: 'office', principal: 'Clara', group: 'visitors', remove: true, app })
    expect(await tap()).toMatchObject({ reason: 'NOT_CONFIGURED' })
    await client.call('group-edit', { site: 'office', group: 'visitors', newName: 'Guests', app })
    await client.call('group-delete', { site: 'office', group: 'Guests', app })
    const { groups } = await client.call('group-list', { site: 'office' })
    expect(groups.map(({ group }) => group)).not.toContain('Visitors')
  })

  test('a user of another Miniserver is edited there, and only switched off here', async () => {
    const { client } = await aLab()
    const edit = (change: object) =>
      client.call('user-edit', { site: 'home', user: 'Anna@Office', app: true, ...change })
    await edit({ addTags: ['green-card'] })
    const { user } = await client.call('user-show', { site: 'office', user: 'Anna', app: true })
    expect(user.tags).toHaveLength(2)
    expect((await edit({ disabledHere: true })).user).toMatchObject({ disabledHere: true, origin: { name: 'Office' } })
    expect(await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })).toMatchObject({
      reason: 'DISABLED_HERE',
    })
  })

  test('an access code for a user of another Miniserver is made under the key of that one', async () => {
    const { client, rig } = await aLab()
    await client.call('user-edit', { site: 'home', user: 'Anna@Office', app: true, code: '081547' })
    const office = rig.estate.plans.find(({ site }) => site === 'office')
    const digest = findUser(await runningProgram(rig.estate, 'office'), 'Anna').codeDigest
    expect(digest).toBe(codeDigest(office?.codeKey ?? '', '081547'))
    expect(findUser(await runningProgram(rig.estate, 'home'), 'Anna@Office').codeDigest).toBe(digest)
  })
})

describe('permissions', () => {
  test('a deny wins over the allow beside it, until it is revoked', async () => {
    const { client } = await aLab({ trusts: false })
    const anna = { principal: 'Anna', object: 'office/access:Front Door', app: true }
    const tap = () => client.call('tap', { reader: 'office/front-door', tag: 'blue-card' })
    expect(await client.call('deny', anna)).toMatchObject({ plane: 'program', scopes: ['physical'] })
    expect(await tap()).toMatchObject({ reason: 'DENIED' })
    await client.call('revoke', anna)
    expect(await tap()).toMatchObject({ reason: 'NOT_CONFIGURED' })
  })

  test('has both scopes unless one is given, and none where the object is physical', async () => {
    const { client } = await aLab({ trusts: false })
    const grant = (object: string, scope?: 'internal' | 'external') =>
      client.call('grant', { principal: 'Otto', object, app: true, ...(scope !== undefined && { scope }) })
    expect((await grant('office/right:operatingtimes')).scopes).toEqual(['internal', 'external'])
    expect((await grant('Office/room:Entrance', 'external')).scopes).toEqual(['external'])
    await expect(grant('office/access:Front Door', 'internal')).rejects.toMatchObject({ code: 'INVALID' })
  })

  test.for<[string, object, string, string]>([
    ['principal', { principal: 'Ana', object: 'office/access:Front Door' }, 'NOT_FOUND', 'Did you mean "Anna"'],
    ['object', { principal: 'Anna', object: 'office/access:Frontdoor' }, 'NOT_FOUND', 'Did you mean "Front Door"'],
    ['kind of object', { principal: 'Anna', object: 'office/acces:Front Door' }, 'NOT_FOUND', 'Did you mean "access"'],
    ['site', { principal: 'Anna', object: 'offce/access:Front Door' }, 'NOT_FOUND', 'Did you mean "office"'],
    ['missing site', { principal: 'Anna', object: 'access:Front Door' }, 'USAGE', 'names no site'],
    [
      'schedule',
      { principal: 'Anna', object: 'office/access:Front Door', schedule: 'Office Hour' },
      'NOT_FOUND',
      'Did you mean "Office Hours"',
    ],
  ])('an unknown %s is answered with what is near', async ([, input, code, sentence]) => {
    const { client } = await aLab({ trusts: false })
    const refused = client.call('grant', { app: true, ...input } as never)
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) })
  })

  test('nothing is edited without a document', async () => {
    const { client } = await aLab({ trusts: false })
    const refused = client.call('grant', { principal: 'Anna', object: 'office/access:Front Door' })
    await expect(refused).rejects.toMatchObject({
      code: 'NO_DOCUMENT',
      message: expect.stringContaining('loxrig config load office'),
    })
  })
})
