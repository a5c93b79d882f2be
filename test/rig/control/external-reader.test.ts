import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadRigFile, parseRigFile } from '../../../rigs/rig-file/read.ts'
import { aLab } from '../../helpers/a-lab.ts'

const FINGERPRINT = 'house/fingerprint'
const sideEntrances = () => aLab({ file: loadRigFile('rigs/side-entrances.yaml'), trusts: false })

describe('somebody at an external reader', () => {
  test('R78: is let in by the external ID of a name, or by the ID itself, and nobody reads which that is', async () => {
    const { rig, client } = await sideEntrances()
    const said: string[] = []
    rig.context.estate.observe((message) => said.push(JSON.stringify(message)))
    const bens = await client.call('present', { reader: FINGERPRINT, externalId: 'bens-finger' })
    expect(bens).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED', user: { name: 'Ben' } })
    await client.call('user-edit', { site: 'house', user: 'Anna', externalIds: ['right-thumb'], app: true })
    const anna = await client.call('present', { reader: FINGERPRINT, externalId: 'right-thumb' })
    expect(anna).toMatchObject({
      ...{ outcome: 'granted', block: 'Side Door', historyType: 10, user: { name: 'Anna' } },
      credential: { kind: 'external', name: 'external ID 1' },
    })
    expect(said.filter((each) => each.includes('right-thumb'))).toEqual([])
    const { entries } = await client.call('history', { reader: FINGERPRINT })
    expect(entries).toMatchObject([
      { type: 10, user: 'Anna', extMedium: 'external ID 1', extAuthority: 'fingerprint' },
      { type: 11, user: 'Ben', extMedium: 'bens-finger', extAuthority: 'fingerprint' },
    ])
    expect(await client.call('status', {})).toMatchObject({
      devices: expect.arrayContaining([expect.objectContaining({ device: FINGERPRINT, kind: 'external-reader' })]),
    })
  })

  test('has a number for what the rig file gives by its ID, which nobody is shown', async () => {
    const text = readFileSync('rigs/side-entrances.yaml', 'utf8')
    const file = parseRigFile(
      text.replace('[annas-finger]', '[right thumb, annas-finger, left thumb]'),
      'here.yaml',
    ).rig
    const { client } = await aLab({ file: file ?? expect.unreachable(), trusts: false })
    const { user } = await client.call('user-show', { site: 'house', user: 'Anna' })
    expect(user).toMatchObject({ externalIds: ['external ID 1', 'annas-finger', 'external ID 2'] })
    expect(await client.call('present', { reader: FINGERPRINT, externalId: 'left thumb' })).toMatchObject({
      credential: { kind: 'external', name: 'external ID 2' },
    })
  })

  test('does there what people do at such a reader, and nothing else', async () => {
    const { client } = await sideEntrances()
    const attempts = [
      client.call('tap', { reader: FINGERPRINT, tag: '04 A1 B2 C3' }),
      client.call('touch', { reader: FINGERPRINT, ibutton: 'blue-button' }),
      client.call('present', { reader: 'house/cellar', externalId: 'annas-finger' }),
    ]
    const refused = await Promise.allSettled(attempts)
    expect(refused.map((each) => each.status === 'rejected' && each.reason)).toMatchObject([
      { code: 'UNSUPPORTED', message: `${FINGERPRINT} is an external reader; use loxrig present` },
      { code: 'UNSUPPORTED', message: `${FINGERPRINT} is an external reader; use loxrig present` },
      { code: 'UNSUPPORTED', message: 'house/cellar is an iButton reader; use loxrig touch' },
    ])
  })

  test('takes the name of an iButton for no external ID, though any text that nothing is called by is one', async () => {
    const { client } = await sideEntrances()
    await expect(client.call('present', { reader: FINGERPRINT, externalId: 'Blue-Button' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
