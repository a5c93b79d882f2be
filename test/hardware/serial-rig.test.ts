import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyBus } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { anObserver, type BusClient, type Seen } from '../helpers/a-bus-client.ts'
import { aLiveRig, type LiveRig } from '../helpers/a-live-rig.ts'
import { aPty, type Pty } from '../helpers/a-pty.ts'
import { anAdapter, lay, lift } from '../helpers/an-adapter.ts'
import { hardwareMissing } from './available.ts'

const SIDE_DOOR = 'home/side-door'
const FRONT_DOOR = 'home/front-door'
const BLUE_BUTTON = '01.AB.89.67.45.23.01.79'

const missing = hardwareMissing()
const title = missing.length === 0 ? 'a running rig' : `a running rig (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(`${title} with readers on serial ports`, () => {
  const bus = emptyBus()
  let adapter: Pty
  let reader: Pty
  let rig: LiveRig
  let observer: BusClient

  beforeAll(async () => {
    adapter = await aPty(() => anAdapter(bus))
    reader = await aPty()
    rig = await aLiveRig()
    observer = await anObserver(rig.card)
  })

  afterAll(async () => {
    await observer[Symbol.asyncDispose]()
    await rig[Symbol.asyncDispose]()
    await adapter[Symbol.asyncDispose]()
    await reader[Symbol.asyncDispose]()
  })

  const decisionAt = async (place: string, act: () => void): Promise<Seen['message']> => {
    const before = new Set(observer.seen)
    act()
    return (await observer.sees((seen) => !before.has(seen) && seen.topic === `${place}/decision`)).message
  }

  test('opens the side door to an iButton on a 1-Wire adapter', async () => {
    expect(await rig.run('attach', 'serial', SIDE_DOOR, adapter.path)).toEqual({
      code: 0,
      stdout: `${SIDE_DOOR} reads with ${adapter.path}. Present something to it.\n`,
      stderr: '',
    })
    expect(await rig.json('status')).toMatchObject({
      devices: expect.arrayContaining([expect.objectContaining({ source: 'serial', attached: adapter.path })]),
    })
    expect(await decisionAt(SIDE_DOOR, () => lay(bus, BLUE_BUTTON))).toMatchObject({
      data: { outcome: 'granted', user: { name: 'Anna' }, credential: { name: 'blue-button' } },
    })
    lift(bus, BLUE_BUTTON)
  })

  test('loses the adapter when it is pulled, finds it when it is put back, and opens again', async () => {
    await adapter.unplug()
    await rig.up.says(/^READER_LOST: home\/side-door: it was unplugged/)
    await adapter.plug()
    await rig.up.says(/^READER_BACK: home\/side-door/)
    expect(await decisionAt(SIDE_DOOR, () => lay(bus, BLUE_BUTTON))).toMatchObject({ data: { outcome: 'granted' } })
    lift(bus, BLUE_BUTTON)
  })

  test('opens the front door to a tag of a reader that writes lines', async () => {
    const attached = await rig.run('attach', 'serial', FRONT_DOOR, reader.path, '--prefix', 'UID=')
    expect(attached).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${FRONT_DOOR} reads with ${reader.path}.`),
    })
    expect(await decisionAt(FRONT_DOOR, () => reader.say('UID=04A1B2C3D4E580\r\n'))).toMatchObject({
      data: { outcome: 'granted', credential: { name: 'blue-card' } },
    })
    for (const { payload } of observer.seen) expect(payload).not.toMatch(/04 ?A1 ?B2 ?C3|AB\.?89\.?67/i)
  })

  test('says what is wrong where there is no port', async () => {
    await rig.run('detach', SIDE_DOOR)
    const attached = await rig.run('attach', 'serial', SIDE_DOOR, '/dev/ttyNONE')
    expect(attached).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^READER_ABSENT: home\/side-door: no reader at/),
    })
  })
})
