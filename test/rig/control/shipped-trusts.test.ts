import { expect, test } from 'vitest'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import { aLab } from '../../helpers/a-lab.ts'

test('R4: office-sites: employees enter several office sites, and who leaves the company enters none', async () => {
  const { rig, client } = await aLab({ file: loadRigFile('rigs/office-sites.yaml') })
  const doors = ['headquarters/front-door', 'branch/front-door', 'store/front-door']
  const enters = async (tag: string) => {
    const decisions = await Promise.all(doors.map((reader) => client.call('tap', { reader, tag })))
    return decisions.map(({ outcome }) => outcome)
  }
  expect(await enters('blue-card')).toEqual(['granted', 'granted', 'denied'])
  expect(await enters('red-card')).toEqual(['granted', 'granted', 'granted'])
  expect(await enters('green-card')).toEqual(['granted', 'denied', 'denied'])
  await client.call('user-delete', { user: 'Ben', site: 'headquarters', app: true })
  await rig.context.estate.settled()
  expect(await enters('red-card')).toEqual(['denied', 'denied', 'denied'])
})
