import { describe, expect, test } from 'vitest'
import { aLab } from '../../helpers/a-lab.ts'

describe('factory-reset', () => {
  test('the Miniserver knows nothing any more, and the rig goes on as admin/admin', async () => {
    const { client } = await aLab()
    await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
    expect(await client.call('factory-reset', { site: 'Home' })).toEqual({ site: 'home' })
    const { users } = await client.call('user-list', { site: 'home', app: true })
    expect(users.map(({ user }) => user)).toEqual(['admin'])
    expect((await client.call('trust-status', { site: 'home' })).trusts).toEqual([])
    const [trust] = (await client.call('trust-status', { site: 'office' })).trusts
    expect(trust?.members.map(({ state }) => state)).toEqual(['finalized', 'finalized'])
    const tap = await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' }).catch((error: Error) => error)
    expect(tap).not.toMatchObject({ outcome: 'granted' })
  })

  test('a unit without power is not reset', async () => {
    const { client, rig } = await aLab({ trusts: false })
    rig.estate.sites.get('home')?.unit.powerOff()
    await expect(client.call('factory-reset', { site: 'home' })).rejects.toMatchObject({
      code: 'DEADLINE',
      message: expect.stringContaining('power'),
    })
  })
})
