import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { localRigClient } from '../../../rigs/control/local.ts'
import type { LiveEstate } from '../../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../../rigs/open.ts'
import type { Notice } from '../../../sim/io/notice.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { aFolder, aLiveRig } from '../../helpers/a-live-rig.ts'
import { twoSitesFile } from '../../helpers/two-sites.ts'
import { processesWith } from './processes-with.ts'

const DEVICES = [
  ...['office/miniserver', 'office/front-door', 'office/one-wire'],
  ...['home/miniserver', 'home/front-door', 'home/one-wire', 'home/gate'],
]

/** Shorter than the silence after which the users of an origin are disabled. */
const JUMP_MS = 600_000

/** Until every process that was told to end has done so. */
const ENDED_MS = 10_000

describe('the default lab with every device in a process of its own', () => {
  const notices: Notice[] = []
  let folder: string
  let rig: Rig<LiveEstate>

  beforeAll(async () => {
    folder = await aFolder()
    rig = await openLiveRig(twoSitesFile(), {
      placement: 'process',
      listen: '127.0.0.1',
      directory: folder,
      trusts: true,
      onNotice: (notice) => notices.push(notice),
      onStep: () => {},
    })
  })

  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const tap = () => localRigClient(rig.context).call('tap', { reader: 'home/front-door', tag: 'blue-card' })
  const strike = (value: boolean, deadlineMs = 10_000): Promise<BusMessage> =>
    rig.estate.next((message) => isStrike(message, value), deadlineMs, `the strike did not become ${value}`)

  test('starts them all from one bundle each, and every one says where it runs', () => {
    expect(processesWith(`${folder}/two-sites/bundles/`)).toHaveLength(DEVICES.length)
    const descriptions = [...rig.estate.retained()].flatMap((message) =>
      message.channel === '$description' ? [[`${message.site}/${message.device}`, message.data.placement]] : [],
    )
    expect(Object.fromEntries(descriptions)).toEqual(Object.fromEntries(DEVICES.map((name) => [name, 'process'])))
  })

  test('opens the door for a card whose user came over the Trust, and closes it again', async () => {
    const opened = strike(true)
    const decision = await tap()
    expect(decision).toMatchObject({ outcome: 'granted', user: { name: 'Anna', origin: { name: 'Office' } } })
    await opened
    await strike(false)
  })

  test('follows the clock of the rig: a wall clock that was set, and time that was advanced', async () => {
    const { clock } = rig.estate
    const noon = Date.UTC(2027, 5, 1, 10)
    await clock.setWall('home', noon)
    const first = await tap()
    expect(first.atMs - noon).toSatisfy(isShort)

    const closed = strike(false, 2 * JUMP_MS)
    await clock.advance(JUMP_MS)
    await closed
    const second = await tap()
    expect(second.atMs - noon - JUMP_MS).toSatisfy(isShort)
  })

  test('says which device is gone when its process is killed, and so does the bus', async () => {
    const lost = rig.estate.next(
      (message) => message.channel === '$state' && message.device === 'gate' && message.data === 'lost',
      10_000,
      'nobody said that the Intercom is lost',
    )
    const [pid] = processesWith(`${folder}/two-sites/bundles/home-gate.json`)
    process.kill(pid ?? 0, 'SIGKILL')
    await lost
    const notice = { code: 'DEVICE_OFFLINE', message: 'home/gate: its process was ended by SIGKILL' }
    await vi.waitFor(() => expect(notices).toContainEqual(notice))
    expect(await tap()).toMatchObject({ outcome: 'granted' })
  })

  test('leaves no process when it ends', async () => {
    await rig[Symbol.asyncDispose]()
    expect(processesWith(`${folder}/two-sites/bundles/`)).toEqual([])
    expect(notices.map(({ message }) => message)).toEqual(['home/gate: its process was ended by SIGKILL'])
  })
})

test('no device outlives a rig that was killed', async () => {
  const rig = await aLiveRig({ words: ['--placement', 'process'] })
  onTestFinished(() => rig[Symbol.asyncDispose]())
  expect(processesWith(`${rig.folder}/.loxrig/two-sites/bundles/`)).toHaveLength(DEVICES.length)
  await rig.up.end('SIGKILL')
  await vi.waitFor(() => expect(processesWith(`${rig.folder}/.loxrig/two-sites/bundles/`)).toEqual([]), ENDED_MS)
})

function isStrike(message: BusMessage, value: boolean): boolean {
  const { channel, site, device } = message
  return (
    channel === 'state' &&
    site === 'home' &&
    device === 'front-door' &&
    message.name === 'o1' &&
    message.data.value === value
  )
}

/** What was decided within a few seconds of the instant that was set. */
function isShort(ms: number): boolean {
  return ms >= 0 && ms < 10_000
}
