import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { aFolder, aLiveRig, beside } from '../../helpers/a-live-rig.ts'
import { takePorts } from './taken-ports.ts'

test('up --keep takes up what a rig that was killed had stored, and refuses when its file has changed', async () => {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await copyFile('rigs/two-sites.yaml', join(folder, 'lab.yaml'))
  const words = ['lab.yaml', '--keep']
  const first = await aLiveRig({ folder, words })
  await first.json('user', 'edit', 'office', 'Anna', '--app', '--tag', 'AB CD EF 01')
  const decision = await first.json('tap', 'home/front-door', 'blue-card')
  const passwords = first.card.miniservers.office?.users
  await first.up.end('SIGKILL')

  await using second = await aLiveRig({ folder, words })
  expect(second.up.stderr).toContain('what it had stored')
  expect(second.card.miniservers.office?.users).toEqual(passwords)
  const shown = await second.json('user', 'show', 'office', 'Anna')
  expect(shown).toMatchObject({ user: { tags: [expect.anything()] } })
  expect(await second.json('history', 'home/front-door')).toMatchObject({
    entries: [{ decision: (decision as { id: string }).id }],
  })
  expect(await second.json('tap', 'office/front-door', 'AB CD EF 01')).toMatchObject({ outcome: 'granted' })
  await second.up.end('SIGTERM')

  const text = await readFile(join(folder, 'lab.yaml'), 'utf8')
  await writeFile(join(folder, 'lab.yaml'), text.replace('office-otto', 'another-otto'))
  const { code, stderr } = await beside(folder).run('up', ...words)
  expect(code).toBe(2)
  expect(stderr).toMatch(/USAGE: the rig file of two-sites, or where its devices run, has changed/)
})

test('P-248: members whose ports somebody else has by now find each other when a kept rig is taken up', async () => {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await copyFile('rigs/two-sites.yaml', join(folder, 'lab.yaml'))
  const words = ['lab.yaml', '--keep']
  const first = await aLiveRig({ folder, words })
  const httpsPorts = Object.values(first.card.miniservers).map(({ internal }) =>
    Number(new URL(internal.https ?? '').port),
  )
  await first.up.end('SIGTERM')
  await takePorts(...httpsPorts)

  await using second = await aLiveRig({ folder, words })
  await second.json('user', 'edit', 'office', 'Anna', '--app', '--tag', 'AB CD EF 01')
  await vi.waitFor(
    async () =>
      expect(await second.json('tap', 'home/front-door', 'AB CD EF 01')).toMatchObject({ outcome: 'granted' }),
    { timeout: 20_000, interval: 200 },
  )
  expect(await second.json('trust', 'status', 'home')).toMatchObject({
    trusts: [{ members: expect.arrayContaining([expect.objectContaining({ name: 'Office', online: true })]) }],
  })
})
