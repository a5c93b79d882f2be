import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('rigs/two-sites.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const named = async (): Promise<unknown> => {
  const { miniservers } = (await rig.json('status')) as { miniservers: { site: string; name: string }[] }
  return miniservers.find(({ site }) => site === 'home')?.name
}

test('a Miniserver is renamed in the open document and, once that is saved, shown under its new name', async () => {
  await rig.typed('config', 'load', 'home')
  await rig.typed('config', 'rename', 'home', 'Weekend')
  expect(await named()).toBe('Home')
  await rig.typed('config', 'save', 'home')
  expect(await named()).toBe('Weekend')
  expect(await rig.json('config', 'rename', 'home', ' Home ', '--app')).toMatchObject({
    plane: 'program',
    name: 'Home',
  })
  expect(await named()).toBe('Home')
  const { told } = await rig.run(['config', 'rename', 'home', ' ', '--app'])
  expect(told.join()).toContain('INVALID')
})
