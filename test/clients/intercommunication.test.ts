import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LiveEstate } from '../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../rigs/open.ts'
import { parseRigFile } from '../../rigs/rig-file/read.ts'
import { findControl } from '../../sim/domain/program/lookup.ts'
import { type RunningClient, startLoxoneIci } from './client.ts'

/** Home calls itself `home` and knows somebody else's program, which calls itself `node` and listens there. */
const rigText = (port: number): string => `version: 1
rig: intercommunicating
sites:
  home:
    miniserver: { serial: 504F94A0000A, name: Home, timeZone: Europe/Vienna }
    program:
      users: { admin: { password: home-admin } }
      intercommunication: { id: home, remotes: { node: { address: '127.0.0.1:${port}' } } }
      controls:
        Bell: { kind: intercommunication-input, remote: node, packet: bell }
        Degrees: { kind: intercommunication-input, remote: node, packet: degrees, value: analog }
        Who: { kind: intercommunication-input, remote: node, packet: who, value: text }
        Lamp: { kind: trusted-io, direction: input }
        Level: { kind: trusted-io, direction: input, value: analog }
        Message: { kind: trusted-io, direction: input, value: text }
        Lamp There: { kind: intercommunication-output, remote: node, packet: lamp }
        Level There: { kind: intercommunication-output, remote: node, packet: level, value: analog }
        Message There: { kind: intercommunication-output, remote: node, packet: message, value: text }
      wiring:
        - { from: Lamp.O, to: Lamp There.I }
        - { from: Level.O, to: Level There.I }
        - { from: Message.O, to: Message There.I }
`

const LISTENS = { lamp: 'digital', level: 'analog', message: 'text' } as const

let folder: string
let client: RunningClient
let rig: Rig<LiveEstate>
let address: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loxrig-ici-'))
  client = startLoxoneIci({ id: 'node', listens: LISTENS })
  const { rig: file, faults } = parseRigFile(rigText((await client.line('bound')).port), 'rig.yaml')
  if (file === undefined) throw new TypeError(JSON.stringify(faults))
  const quiet = { onNotice: () => {}, onStep: () => {}, trusts: true }
  rig = await openLiveRig(file, { placement: 'in-process', listen: '127.0.0.1', directory: folder, ...quiet })
  address = rig.estate.addresses.get('home')?.intercommunication ?? ''
})
afterAll(async () => {
  await client[Symbol.asyncDispose]()
  await rig[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const admin = () => {
  const found = rig.estate.administrators.get('home')
  if (found === undefined) throw new TypeError('home has an administrator')
  return found
}

const noticeOf = (name: string, data: Readonly<Record<string, unknown>>) =>
  rig.estate.next(
    (message) =>
      message.channel === 'notice' &&
      message.name === name &&
      Object.entries(data).every(([key, value]) => message.data[key] === value),
    10_000,
    `a notice ${name}`,
  )

const say = (packet: string, kind: string, value: boolean | number | string, remote = 'home') =>
  client.ask(JSON.stringify({ to: address, remote, packet, kind, value }))

describe('loxone-ici', () => {
  test.each([
    ['bell', 'digital', true, 1],
    ['degrees', 'analog', 21.5, 21.5],
    ['who', 'text', 'Anna Grün', 'Anna Grün'],
  ] as const)('sets an input with what it says: %s, %s', async (packet, kind, value, is) => {
    const taken = noticeOf('intercommunication-received', { from: 'node', packet, value: is })
    await say(packet, kind, value)
    await taken
    const status = await rig.estate.control('home', admin(), { type: 'intercommunication-status' })
    expect(status).toMatchObject({ values: expect.arrayContaining([expect.objectContaining({ packet, at: is })]) })
  })

  test('is not heard where it means somebody else', async () => {
    const refused = noticeOf('intercommunication-refused', { reason: 'not-for-us', to: 'office' })
    await say('bell', 'digital', false, 'office')
    await refused
  })

  test('hears what outputs are at, digital, analog and text', async () => {
    const { estate } = rig
    await client.line('packet', ({ from, to, packet }) => from === 'home' && to === 'node' && packet === 'lamp')
    const { program } = estate.plans[0] ?? {}
    if (program === undefined) throw new TypeError('home has a program')
    const set = (name: string, value: number | string) =>
      estate.control('home', admin(), { type: 'set-io', uuid: findControl(program, name).uuid, value })
    await set('Lamp', 1)
    await client.line('heard', ({ packet, value }) => packet === 'lamp' && value === true)
    await set('Level', -3.25)
    await client.line('heard', ({ packet, value }) => packet === 'level' && value === -3.25)
    await set('Message', 'Grüß Gott')
    await client.line('heard', ({ packet, value }) => packet === 'message' && value === 'Grüß Gott')
  })
})
