import { expect, test } from 'vitest'
import { aLab } from '../../helpers/a-lab.ts'

test('C34: a document loaded before the origin deleted a user is stale, and does not bring the user back', async () => {
  const { client } = await aLab()
  await client.call('config-load', { site: 'home' })
  await client.call('config-load', { site: 'office' })
  await client.call('user-delete', { site: 'office', user: 'Anna' })
  await client.call('config-save', { site: 'office' })

  await client.call('group-add', { site: 'home', name: 'Visitors' })
  await expect(client.call('config-save', { site: 'home' })).rejects.toMatchObject({ code: 'STALE_DOCUMENT' })
  const running = await client.call('user-list', { site: 'home', app: true })
  expect(running.users.map(({ user }) => user)).not.toContain('Anna@Office')
})

test('a document is not saved over what an App change deleted meanwhile', async () => {
  const { client } = await aLab({ trusts: false })
  await client.call('config-load', { site: 'office' })
  await client.call('group-add', { site: 'office', name: 'Visitors' })
  await client.call('user-delete', { site: 'office', user: 'Clara', app: true })
  await expect(client.call('config-save', { site: 'office' })).rejects.toMatchObject({ code: 'STALE_DOCUMENT' })

  const running = await client.call('user-list', { site: 'office', app: true })
  expect(running.users.map(({ user }) => user)).not.toContain('Clara')
  // The document is as it was: load and repeat is the way on.
  expect((await client.call('config-list', {})).documents).toMatchObject([{ document: 'config', edits: 1 }])
  await client.call('config-load', { site: 'office' })
  await client.call('group-add', { site: 'office', name: 'Visitors' })
  await expect(client.call('config-save', { site: 'office' })).resolves.toMatchObject({ edits: 0 })
})

test('of two documents the one saved second is stale', async () => {
  const { client } = await aLab({ trusts: false })
  await client.call('config-load', { site: 'home' })
  await client.call('config-load', { site: 'home', document: 'second' })
  await client.call('group-add', { site: 'home', name: 'First' })
  await client.call('group-add', { site: 'home', name: 'Second', document: 'second' })
  const saved = await client.call('config-save', { site: 'home' })
  await expect(client.call('config-save', { site: 'home', document: 'second' })).rejects.toMatchObject({
    code: 'STALE_DOCUMENT',
  })
  const { groups, rev } = await client.call('group-list', { site: 'home', app: true })
  const names = groups.map(({ group }) => group)
  expect([names.includes('First'), names.includes('Second'), rev]).toEqual([true, false, saved.rev])
})

test('a document outlives the restart of its Miniserver and goes on from the new revision', async () => {
  const { client } = await aLab({ trusts: false })
  const { rev } = await client.call('config-load', { site: 'home' })
  await client.call('group-add', { site: 'home', name: 'Visitors' })
  expect(await client.call('config-save', { site: 'home' })).toMatchObject({ rev: rev + 1, edits: 0 })
  await client.call('group-add', { site: 'home', name: 'Guests' })
  expect(await client.call('config-save', { site: 'home' })).toMatchObject({ rev: rev + 2 })
})

test('an edit that is refused leaves the document as it was', async () => {
  const { client } = await aLab({ trusts: false })
  await client.call('config-load', { site: 'home' })
  const refused = client.call('user-add', { site: 'home', name: 'hugo' })
  await expect(refused).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  expect((await client.call('config-list', {})).documents).toMatchObject([{ edits: 0 }])
})

test('a discarded document is gone, and nothing of it was saved', async () => {
  const { client } = await aLab({ trusts: false })
  await client.call('config-load', { site: 'home' })
  await client.call('group-add', { site: 'home', name: 'Visitors' })
  await client.call('config-discard', { site: 'home' })
  await expect(client.call('config-save', { site: 'home' })).rejects.toMatchObject({ code: 'NO_DOCUMENT' })
  const { groups } = await client.call('group-list', { site: 'home' })
  expect(groups.map(({ group }) => group)).not.toContain('Visitors')
})
