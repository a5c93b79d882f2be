import { expect, test } from 'vitest'
import { aLab } from '../../helpers/a-lab.ts'

/** What it does on a live lane is in test/hardware/adapter.test.ts. */
test('nothing is held, and no adapter opened, in virtual time, where no program would see it', async () => {
  const { client } = await aLab()
  await expect(client.call('adapter', { device: 'home/one-wire', link: '/tmp/never' })).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    message: 'no program reads an adapter in virtual time',
  })
  const held = client.call('touch', { reader: 'home/side-door', ibutton: 'blue-button', hold: '1m' })
  await expect(held).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  const decision = await client.call('touch', { reader: 'home/side-door', ibutton: 'blue-button' })
  expect(decision.outcome).toBe('granted')
})

test('an adapter wants a 1-Wire Extension, by its name or that of a reader of it, and an absolute path', async () => {
  const { client } = await aLab()
  await expect(client.call('adapter-close', { device: 'home/one-wir' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('home/one-wire'),
  })
  for (const device of ['home/one-wire', 'HOME/Side-Door']) {
    await expect(client.call('adapter-close', { device })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'home/one-wire has no adapter open',
    })
  }
  await expect(client.call('adapter', { device: 'home/one-wire', link: 'ds9097u' })).rejects.toMatchObject({
    code: 'USAGE',
  })
})
