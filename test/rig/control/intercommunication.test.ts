import { describe, expect, test } from 'vitest'
import { PLAIN } from '../../../rigs/cli/paint.ts'
import { renderIntercommunication } from '../../../rigs/cli/render/intercommunication.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import { aLab, rigOf } from '../../helpers/a-lab.ts'

describe('intercommunication-show', () => {
  test('says what goes and comes, and how much did', async () => {
    const { rig, client } = await aLab({ file: loadRigFile('rigs/doors/neighbours.yaml') })
    await client.call('key', { reader: 'gate/keypad', keys: '12 bell' })
    await rig.estate.clock.advance(1_000)
    const flat = await client.call('intercommunication-show', { site: 'flat' })
    expect(flat).toMatchObject({ id: 'flat', remotes: [{ id: 'gate', at: { serial: '504F94D00007' } }] })
    expect(flat.values).toContainEqual({
      ...{ direction: 'input', name: 'Number', value: 'analog', remote: 'gate', packet: 'bsel', at: 12 },
    })
    expect(flat.counts).toMatchObject({ malformed: 0, stranger: 0, 'not-for-us': 0, 'no-input': 0 })
    expect(flat.counts.taken).toBeGreaterThan(1)
    const lines = renderIntercommunication(flat, PLAIN).join('\n')
    expect(lines).toMatch(/^flat calls itself flat$/m)
    expect(lines).toMatch(/Number\s+from gate\s+bsel\s+analog\s+12/)
    expect(lines).toMatch(/^packets: \d+ sent, \d+ taken$/m)
  })

  test('says where there is none', async () => {
    const site = 'home: { miniserver: { serial: 504F94A00001, name: Home, timeZone: Europe/Vienna } }'
    const { client } = await aLab({ file: rigOf(`version: 1\nrig: none\nsites: { ${site} }\n`) })
    const none = await client.call('intercommunication-show', { site: 'home' })
    expect(renderIntercommunication(none, PLAIN)).toEqual(['home has no Network Intercommunication.'])
  })
})
