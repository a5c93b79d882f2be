import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { rigFolder } from '../../../rigs/card.ts'
import { type Certified, certify } from '../../../rigs/factory/certificates.ts'
import { aLiveRig, type LiveRig, RIG } from '../../helpers/a-live-rig.ts'
import { WireClient } from './wire-client.ts'

const [OFFICE, ANNEX, STRANGER] = ['504F94A00001', '504F94A000AA', '504F94A000BB'] as const

/** A Miniserver of another make, with a certificate of this rig's factory. */
async function aForeigner(rig: LiveRig, serial: string): Promise<WireClient> {
  const path = join(rigFolder(rig.folder, RIG), 'factory', 'ca.json')
  const ca = JSON.parse(await readFile(path, 'utf8')) as Certified
  const { certificate: cert, privateKey: key } = await certify(ca, serial)
  const client = await WireClient.listen({ serial, cert, key, ca: ca.certificate })
  onTestFinished(() => client[Symbol.asyncDispose]())
  return client
}

test('R2, T5: a client written from the page about the wire alone joins a live Miniserver, and follows a user', async () => {
  await using rig = await aLiveRig()
  const office = new URL(rig.card.miniservers.office?.internal.https ?? '').host
  const [annex, stranger] = [await aForeigner(rig, ANNEX), await aForeigner(rig, STRANGER)]
  const infoOf = (serial: string, { address }: WireClient) => {
    return { serial, name: serial, miniserverType: 2, firmware: '16.0.6.10', internalAddress: address }
  }

  await rig.json('config', 'load', 'office')
  await rig.json('trust', 'add-member', 'office', ANNEX)
  const { keyFile } = (await rig.json('trust', 'key', 'office')) as { keyFile: string }
  await rig.json('config', 'save', 'office')
  const { trustUuid, generation, secret } = JSON.parse(keyFile)

  // Who was not named is told so, and harms nobody; nor does who says that it is another.
  const join_ = (serial: string, client: WireClient) =>
    client.ask(office, OFFICE, 'join', { trustUuid, generation, secret, member: infoOf(serial, client) })
  expect(await join_(STRANGER, stranger)).toMatchObject({ ok: false, code: 'NOT_A_MEMBER' })
  expect(await join_(ANNEX, stranger)).toMatchObject({ ok: false, code: 'CERT_MISMATCH' })
  const joined = await join_(ANNEX, annex)
  expect(joined).toMatchObject({ ok: true, value: { type: 'welcome', welcome: { name: 'Company' } } })
  // A repeat is welcomed again (C3).
  expect(await join_(ANNEX, annex)).toEqual(joined)
  expect(await annex.ask(office, OFFICE, 'discover', {})).toMatchObject({ ok: false, code: 'FORBIDDEN' })

  await rig.json('config', 'load', 'office')
  await rig.json('grant', `member:${ANNEX}`, 'office/right:UserManagement')
  await rig.json('config', 'save', 'office')
  const found = (await annex.ask(office, OFFICE, 'discover', {})) as {
    value: { discovered: { users: { uuid: string; name: string }[] } }
  }
  const anna = found.value.discovered.users.find(({ name }) => name === 'Anna')
  const subscribed = await annex.ask(office, OFFICE, 'subscribe', { users: [anna?.uuid], groups: [] })
  expect(subscribed).toMatchObject({
    ok: true,
    value: { type: 'page', page: { whole: true, users: [{ name: 'Anna' }] } },
  })

  await rig.json('user', 'edit', 'office', 'Anna', '--app', '--name', 'Anne')
  const feed = await annex.hears(({ type }) => type === 'feed')
  expect(feed).toMatchObject({ page: { whole: false, users: [{ uuid: anna?.uuid, name: 'Anne' }] } })
  expect(await rig.json('tap', 'home/front-door', 'blue-card')).toMatchObject({ outcome: 'granted' })
})
