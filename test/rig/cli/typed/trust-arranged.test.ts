import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('rigs/two-sites.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

describe('the members of a Trust', () => {
  test('are sorted and grouped as it is typed, whole', async () => {
    await rig.typed('config', 'load', 'office')
    await rig.typed('trust', 'create', 'office', 'Company')
    await rig.typed('config', 'save', 'office')
    await rig.typed('trust', 'add-member', 'office', 'home', '--app')
    const typed = ['trust', 'arrange', 'office', 'home', '--group', 'Offices= office', '--group', 'Spare=', '--app']
    expect(await rig.json(...typed)).toMatchObject({ trust: 'Company', plane: 'program', groups: ['Offices', 'Spare'] })
    expect(await rig.json('trust', 'status', 'office')).toMatchObject({
      trusts: [{ groups: ['Offices', 'Spare'], members: [{ state: 'saved' }, { name: 'Office', group: 'Offices' }] }],
    })
  })

  test('are refused in words where a group is not typed as one', async () => {
    const { told } = await rig.run(['trust', 'arrange', 'office', '--group', 'home', '--app'])
    expect(told).toEqual(['USAGE: --group home is no group; write it as --group Houses=home,cabin'])
  })
})
