import { describe, expect, test } from 'vitest'
import type { RigClient } from '../../../rigs/control/client-face.ts'
import { aLab } from '../../helpers/a-lab.ts'

const roles = async (client: RigClient) =>
  Promise.all(
    ['office', 'home'].map(async (site) =>
      (await client.call('trust-status', { site })).trusts.map(({ role }) => role),
    ),
  )

describe('the ways out of a Trust by their commands', () => {
  test('a removal is in the document until it is saved, then the member is out and its users are gone', async () => {
    const { rig, client } = await aLab()
    await client.call('config-load', { site: 'office' })
    const removed = await client.call('trust-remove-member', { site: 'office', member: 'home' })
    expect(removed).toMatchObject({ trust: 'Company', member: '504F94A00002', plane: 'document' })
    expect(await roles(client)).toEqual([['manager'], ['member']])
    await client.call('config-save', { site: 'office' })
    await rig.context.estate.settled()
    expect(await roles(client)).toEqual([['manager'], ['evicted']])
    const tap = await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
    expect(tap).toMatchObject({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL' })
  })

  test('R7: only the manager removes, and nobody the manager', async () => {
    const { client } = await aLab()
    const remove = (site: string, member: string) => client.call('trust-remove-member', { site, member, app: true })
    await expect(remove('home', 'home')).rejects.toMatchObject({ code: 'NOT_TRUST_MANAGER' })
    await expect(remove('office', 'office')).rejects.toMatchObject({ code: 'CANNOT_REMOVE_MANAGER' })
    await expect(remove('office', '504F94A00077')).rejects.toMatchObject({ code: 'NOT_A_MEMBER' })
  })

  test('a member leaves, and its manager knows', async () => {
    const { rig, client } = await aLab()
    expect(await client.call('trust-leave', { site: 'home', app: true })).toMatchObject({ trust: 'Company' })
    await rig.context.estate.settled()
    expect(await roles(client)).toEqual([['manager'], ['left']])
    const [trust] = (await client.call('trust-status', { site: 'office' })).trusts
    expect(trust?.members.map(({ state }) => state)).toEqual(['finalized', 'removed'])
    await expect(client.call('trust-leave', { site: 'home', app: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a dissolved Trust leaves nobody in it', async () => {
    const { rig, client } = await aLab()
    await client.call('trust-dissolve', { site: 'office', trust: 'Company', app: true })
    await rig.context.estate.settled()
    expect(await roles(client)).toEqual([['dissolved'], ['evicted']])
  })

  test('R49: a member takes the role of manager over', async () => {
    const { rig, client } = await aLab()
    const [before] = (await client.call('trust-status', { site: 'office' })).trusts
    expect(await client.call('trust-take-over', { site: 'home' })).toEqual({
      site: 'home',
      trust: 'Company',
      epoch: (before?.epoch ?? 0) + 1,
    })
    await rig.context.estate.settled()
    expect(await roles(client)).toEqual([['member'], ['manager']])
    await expect(client.call('trust-take-over', { site: 'home', forced: true })).rejects.toMatchObject({
      code: 'MEMBER_IS_MANAGER',
    })
  })
})
