import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { anObserver, type BusClient, type Seen } from '../helpers/a-bus-client.ts'
import { aFolder, aLiveRig, beside, type LiveRig } from '../helpers/a-live-rig.ts'
import { startLoxrig } from '../helpers/a-loxrig-process.ts'
import { type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { VirtualCard } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const DOOR = 'home/front-door'
const BLUE_CARD = '04A1B2C3D4E580'
const FIRST = 'Virtual PCD 00 00'
const SECOND = 'Virtual PCD 00 01'
/** Longer than readers take to open and settle, and a card to be read. */
const LEARNT_MS = 2000

const missing = hardwareMissing()
const title = missing.length === 0 ? 'loxrig attach' : `loxrig attach (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(title, () => {
  let daemon: PrivatePcscd
  let rig: LiveRig
  let observer: BusClient
  let card: VirtualCard

  beforeAll(async () => {
    daemon = await startPrivatePcscd()
    rig = await aLiveRig({ env: daemon.env })
    observer = await anObserver(rig.card)
    card = new VirtualCard({ port: daemon.ports[1], uid: BLUE_CARD })
  })

  afterAll(async () => {
    await observer[Symbol.asyncDispose]()
    await card[Symbol.asyncDispose]()
    await rig[Symbol.asyncDispose]()
    await daemon[Symbol.asyncDispose]()
  })

  /** pcscd looks a few times a second: what it has noticed is what happened. */
  const takeOff = async (): Promise<void> => {
    const noticed = daemon.writes('Card Removed From')
    await card.remove()
    await noticed
  }
  const isDecision = ({ topic }: Seen): boolean => topic === `${DOOR}/decision`

  test('list shows the readers that are there without a rig, and what cannot be listed', async () => {
    const folder = await aFolder()
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    expect(await beside(folder, { ...daemon.env, PATH: '/nowhere' }).json('attach', 'list')).toEqual({
      readers: ['00 00', '00 01'].map((slot) => ({
        kind: 'pcsc',
        name: `Virtual PCD ${slot}`,
        text: `Virtual PCD ${slot}`,
        source: { kind: 'pcsc', reader: 'Virtual PCD', slot },
        line: `source: { kind: pcsc, reader: Virtual PCD, slot: ${slot} }`,
      })),
      unlisted: [
        {
          kind: 'serial',
          why: 'Serial ports cannot be listed: the program udevadm is not here.',
          mend: 'sudo apt-get install udev',
        },
      ],
    })
  })

  test('learn interrupted by Ctrl-C leaves nothing attached, and no reader open', async () => {
    await card.insert()
    const asked = daemon.writes('APDU: FF CA 00 00 00')
    const learning = startLoxrig({ folder: rig.folder, words: ['attach', 'learn', DOOR], env: daemon.env })
    await learning.says(/^Present a card or an iButton to the reader that shall be at home\/front-door, within 60s\./)
    await asked
    await learning.end('SIGINT')
    await takeOff()
    const noticed = daemon.writes('Card inserted into')
    await card.insert()
    await noticed
    await takeOff()
    const { devices } = Object(await rig.json('status'))
    expect(devices.filter((device: object) => 'attached' in device)).toEqual([])
    expect(await rig.run('tap', DOOR, 'blue-card', '--expect', 'granted')).toMatchObject({ code: 0 })
  })

  test('learn attaches the reader on which a card is laid, which opens nothing then', async () => {
    const before = new Set(observer.seen)
    const learning = rig.json('attach', 'learn', DOOR)
    let learnt: unknown
    while (learnt === undefined) {
      await card.insert()
      learnt = await Promise.race([learning, once(AbortSignal.timeout(LEARNT_MS), 'abort').then(() => undefined)])
      await takeOff()
    }
    expect(learnt).toEqual({
      reader: DOOR,
      source: 'pcsc',
      name: SECOND,
      feedback: false,
      line: 'source: { kind: pcsc, reader: Virtual PCD, slot: 00 01 }',
    })
    expect(observer.seen.filter((seen) => !before.has(seen) && isDecision(seen))).toEqual([])

    const earlier = new Set(observer.seen)
    const asked = card.commands.length
    await card.insert()
    const { message } = await observer.sees((seen) => !earlier.has(seen) && isDecision(seen))
    expect(message).toMatchObject({ data: { outcome: 'granted', credential: { name: 'blue-card' } } })
    expect(card.commands.slice(asked)).toEqual(['FFCA000000'])
    await takeOff()
  })

  test('learn says so when nobody comes in time', async () => {
    await rig.run('detach', DOOR)
    const { code, stderr } = await rig.run('attach', 'learn', DOOR, '--within', '700ms')
    expect(code).toBe(2)
    expect(stderr).toContain(`DEADLINE: ${DOOR}: nothing was presented in time to any of: ${FIRST}, ${SECOND}\n`)
  })
})
