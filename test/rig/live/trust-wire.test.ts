import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { aLiveRig, type LiveRig } from '../../helpers/a-live-rig.ts'
import { aForeigner } from './a-foreigner.ts'
import type { WireClient } from './wire-client.ts'

const [OFFICE, ANNEX, STRANGER] = ['504F94A00001', '504F94A000AA', '504F94A000BB'] as const
const PEOPLE = 2_500

/** The foreigner is a member of the Trust that Office manages, and may see its users. */
async function aMember(rig: LiveRig, office: string): Promise<WireClient> {
  const annex = await aForeigner(rig, ANNEX)
  await rig.json('config', 'load', 'office')
  await rig.json('trust', 'add-member', 'office', ANNEX)
  await rig.json('grant', `member:${ANNEX}`, 'office/right:UserManagement')
  const { keyFile } = (await rig.json('trust', 'key', 'office')) as { keyFile: string }
  await rig.json('config', 'save', 'office')
  const { trustUuid, generation, secret } = JSON.parse(keyFile)
  const member = {
    ...{ serial: ANNEX, name: 'Annex', miniserverType: 2, firmware: '16.0.6.10', internalAddress: annex.address },
  }
  await annex.ask(office, OFFICE, 'join', { trustUuid, generation, secret, member })
  return annex
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

interface Page {
  readonly users: readonly { readonly uuid: string; readonly name: string }[]
  readonly groups: readonly { readonly name: string }[]
  readonly position: object
  readonly part?: { readonly list: string; readonly number: number; readonly last: boolean }
}

test('R36, P-97: a group of 2,500 comes in pages, to a member of ours and to that client, with who changes meanwhile', async () => {
  await using rig = await aLiveRig()
  const office = new URL(rig.card.miniservers.office?.internal.https ?? '').host
  const annex = await aMember(rig, office)
  const rows = Array.from({ length: PEOPLE }, (_, at) => `Person ${at};Crew\n`)
  await writeFile(join(rig.folder, 'staff.csv'), `Username;User groups\n${rows.join('')}`)
  await rig.json('config', 'load', 'office')
  await rig.json('users', 'import', 'office', 'staff.csv', '--create-groups')
  await rig.json('config', 'save', 'office')

  await rig.json('config', 'load', 'home')
  await rig.json('trust', 'groups', 'home', '--from', 'office', '--add', 'Crew')
  await rig.json('config', 'save', 'home')
  const atHome = async () => {
    const { users } = (await rig.json('user', 'list', 'home', '--app')) as { users: { user: string }[] }
    return users.filter(({ user }) => user.startsWith('Person ')).length
  }
  await vi.waitUntil(async () => (await atHome()) === PEOPLE, { timeout: 20_000, interval: 500 })

  const found = (await annex.ask(office, OFFICE, 'discover', {})) as {
    value: { discovered: { groups: { uuid: string; name: string }[] } }
  }
  const staff = found.value.discovered.groups.find(({ name }) => name === 'Crew')
  const pageOf = async (asked: Promise<object>) => ((await asked) as { value: { page: Page } }).value.page
  const pages = [await pageOf(annex.ask(office, OFFICE, 'subscribe', { users: [], groups: [staff?.uuid] }))]
  await rig.json('user', 'edit', 'office', 'Person 0', '--app', '--name', 'Anne')
  for (let part = pages[0]?.part; part !== undefined && !part.last; part = pages.at(-1)?.part) {
    const { list, number } = part
    pages.push(await pageOf(annex.ask(office, OFFICE, 'next-page', { list, number: number + 1 })))
  }
  expect(pages.map(({ users, groups, part }) => [users.length, groups.length, part?.number, part?.last])).toEqual([
    [1_000, 1, 1, false],
    [1_000, 0, 2, false],
    [501, 0, 3, true],
  ])
  expect(pages[1]?.users[0]?.name).toBe('Anne')
  expect(new Set(pages.flatMap(({ users }) => users.map(({ uuid }) => uuid))).size).toBe(PEOPLE)
  const list = pages[0]?.part?.list
  expect(await annex.ask(office, OFFICE, 'next-page', { list, number: 2 })).toMatchObject({ code: 'LIST_OVER' })
})
