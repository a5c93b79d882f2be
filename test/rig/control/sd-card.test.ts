import { describe, expect, test } from 'vitest'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { aLab } from '../../helpers/a-lab.ts'

const PASSWORD = 'sesame-open-1'

describe('sd-card', () => {
  test('R67, DIFF-8: gives admin the new password, which the rig itself uses from then on', async () => {
    const { client } = await aLab({ trusts: false })
    const load = (password: string) => client.call('config-load', { site: 'home', caller: { user: 'admin', password } })
    await expect(load(PASSWORD)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const answer = await client.call('sd-card', { site: 'Home', password: PASSWORD })
    expect(answer).toEqual({ site: 'home', user: 'admin', created: false })
    await expect(load(PASSWORD)).resolves.toMatchObject({ site: 'home' })
    await expect(client.call('user-list', { site: 'home', app: true })).resolves.toMatchObject({ site: 'home' })
  })

  test('I3: neither the password nor the card is on the bus in the clear', async () => {
    const { client, rig } = await aLab({ trusts: false })
    const seen: BusMessage[] = []
    rig.estate.observe((message) => seen.push(message))
    await client.call('sd-card', { site: 'home', password: PASSWORD })
    expect(seen.map(({ channel }) => channel)).toEqual(expect.arrayContaining(['command', 'notice', '$state']))
    expect(JSON.stringify(seen)).not.toContain(PASSWORD)
    expect(JSON.stringify(seen)).not.toContain('16.0.')
  })

  test('a refusal of the Miniserver is one of the command', async () => {
    const { client } = await aLab({ trusts: false })
    const insert = (versions: object) => client.call('sd-card', { site: 'home', password: PASSWORD, ...versions })
    await expect(insert({ firmware: '11.0.0.0' })).rejects.toMatchObject({ code: 'FIRMWARE_TOO_OLD' })
    await expect(insert({ config: '11' })).rejects.toMatchObject({ code: 'CONFIG_TOO_OLD' })
    await expect(insert({ config: 'newest' })).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('a unit without power reads no card', async () => {
    const { client, rig } = await aLab({ trusts: false })
    rig.estate.sites.get('home')?.unit.powerOff()
    const insert = client.call('sd-card', { site: 'home', password: PASSWORD })
    await expect(insert).rejects.toMatchObject({ code: 'DEADLINE', message: expect.stringContaining('power') })
  })
})

test('R66: the rig goes on as an administrator who got a strong password, and another name, from the App', async () => {
  const { client } = await aLab({ trusts: false })
  const edit = (change: object) => client.call('user-edit', { site: 'home', app: true, user: 'admin', ...change })
  await edit({ password: 'Sesame-open-1', newName: 'boss' })
  const { users } = await client.call('user-list', { site: 'home', app: true })
  expect(users.map(({ user }) => user)).toContain('boss')
  await expect(client.call('config-load', { site: 'home' })).resolves.toMatchObject({ site: 'home' })
})
