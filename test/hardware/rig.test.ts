import { existsSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardPath } from '../../rigs/card.ts'
import { isAlive } from '../../rigs/cli/alive.ts'
import { anObserver, type BusClient, type Seen } from '../helpers/a-bus-client.ts'
import { addressesOn, aLiveRig, isListening, type LiveRig, RIG } from '../helpers/a-live-rig.ts'
import { PCSCD, type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { VirtualCard } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const DOOR = 'home/front-door'
const BLUE_CARD = '04A1B2C3D4E580'
const READER = 'Virtual PCD 00 00'

const missing = hardwareMissing()
const title = missing.length === 0 ? 'a running rig' : `a running rig (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(`${title} with a PC/SC reader at ${DOOR}`, () => {
  let daemon: PrivatePcscd
  let rig: LiveRig
  let observer: BusClient
  let card: VirtualCard

  beforeAll(async () => {
    daemon = await startPrivatePcscd()
    rig = await aLiveRig({ env: daemon.env })
    observer = await anObserver(rig.card)
    card = new VirtualCard({ port: daemon.ports[0], uid: BLUE_CARD })
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

  /** Lays the card on the reader; resolves with what the door made of it, from the reading to the end of the pulse. */
  const layOn = async (): Promise<{ event: Seen; decision: Seen }> => {
    const before = new Set(observer.seen)
    const next = (is: (seen: Seen) => boolean): Promise<Seen> => observer.sees((seen) => !before.has(seen) && is(seen))
    const isOutput =
      (value: boolean) =>
      ({ topic, message }: Seen): boolean =>
        topic === `${DOOR}/state/o1` && message.channel === 'state' && message.data.value === value
    await card.insert()
    const event = await next(({ topic }) => topic === `${DOOR}/event/tag-presented`)
    const decision = await next(({ topic }) => topic === `${DOOR}/decision`)
    const opened = await next(isOutput(true))
    expect([decision.message.causedBy, opened.message.causedBy]).toEqual([event.message.id, event.message.id])
    before.add(opened)
    await next((seen) => isOutput(false)(seen) && observer.seen.indexOf(seen) > observer.seen.indexOf(opened))
    return { event, decision }
  }

  const granted = {
    message: { data: { outcome: 'granted', user: { name: 'Anna' }, credential: { name: 'blue-card' } } },
  }

  test('is told by loxrig attach that the reader is open', async () => {
    expect(await rig.run('attach', 'pcsc', DOOR)).toEqual({
      code: 0,
      stdout: `${DOOR} reads with ${READER}. Lay a card on it.\nIt shows no outcome: no command for an LED or beeper of such a reader is known.\n`,
      stderr: '',
    })
    expect(await rig.json('status')).toMatchObject({
      devices: expect.arrayContaining([expect.objectContaining({ device: DOOR, source: 'pcsc', attached: READER })]),
    })
    const again = await rig.run('attach', 'pcsc', DOOR)
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining(`${DOOR} has ${READER} attached`) })
  })

  test('opens the door to the card that lies on it, and pcscd itself has asked that card', async () => {
    const { event, decision } = await layOn()
    expect(event.message.data).toMatchObject({ source: 'pcsc', sealed: expect.any(String) })
    expect(decision).toMatchObject(granted)
    expect(card.commands).toEqual(['FFCA000000'])
    expect(await readlink(`/proc/${daemon.pid}/exe`)).toBe(PCSCD)
    await daemon.hasWritten('APDU: FF CA 00 00 00')
    await daemon.hasWritten('SW: 04 A1 B2 C3 D4 E5 80 90 00')
    for (const { payload } of observer.seen) expect(payload).not.toMatch(/04 ?A1 ?B2 ?C3/i)
  })

  test('opens it again to the card that was taken off and laid on again', async () => {
    await takeOff()
    expect((await layOn()).decision).toMatchObject(granted)
    expect(card.commands).toEqual(['FFCA000000', 'FFCA000000'])
    await takeOff()
  })

  test('refuses a simulated tap and an advanced clock there, in a sentence', async () => {
    const tap = await rig.run('tap', DOOR, 'blue-card')
    expect(tap).toMatchObject({ code: 2, stdout: '' })
    expect(tap.stderr).toBe(
      `UNSUPPORTED: ${DOOR} has a real reader attached (${READER}); use that, or loxrig detach ${DOOR}\n`,
    )
    expect((await rig.run('time', 'advance', '1h')).stderr).toMatch(/^UNSUPPORTED: home\/front-door has a real reader/)
  })

  test('says that the reader is lost when the daemon ends, and goes on', async () => {
    await daemon.stop()
    await rig.up.says(/^READER_LOST: home\/front-door: /)
    expect((await rig.run('tap', 'office/front-door', 'blue-card', '--expect', 'granted')).code).toBe(0)
    expect(await rig.run('tap', DOOR, 'blue-card')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^UNSUPPORTED: home\/front-door has a real reader attached/),
    })
    expect(rig.up.lines(/^READER_LOST: /)).toHaveLength(1)
  })

  test('opens the door to a card again when the daemon is back', async () => {
    await daemon.start()
    await rig.up.says(new RegExp(`^READER_BACK: home/front-door: the reader "${READER}" is back$`))
    expect((await layOn()).decision).toMatchObject(granted)
    await takeOff()
  })

  test('is given back its simulated source by loxrig detach', async () => {
    expect(await rig.run('detach', DOOR)).toEqual({ code: 0, stdout: `${DOOR} is simulated again.\n`, stderr: '' })
    expect(await rig.json('tap', DOOR, 'blue-card')).toMatchObject({ outcome: 'granted' })
    await observer.sees(({ message }) => message.channel === 'event' && message.data.source === 'simulated')
    const events = observer.seen.filter(({ topic }) => topic === `${DOOR}/event/tag-presented`)
    expect(events.map(({ message }) => Object(message.data).source)).toEqual(['pcsc', 'pcsc', 'pcsc', 'simulated'])
    expect(await rig.run('detach', DOOR)).toMatchObject({ code: 2, stderr: expect.stringMatching(/^NOT_FOUND: /) })
  })

  test('ends with exit code 3 an attach for which there is no such reader', async () => {
    expect(await rig.run('attach', 'pcsc', DOOR, '--name', 'ACR122')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^READER_ABSENT: .*"ACR122"\. There are: Virtual PCD 00 00, Virtual PCD 00 01\.\n$/,
      ),
    })
  })

  test('ends cleanly with the reader attached: no process, no port, no card, and the daemon goes on', async () => {
    await rig.run('attach', 'pcsc', DOOR)
    expect((await rig.up.end('SIGINT')).code).toBe(130)
    expect(isAlive(rig.up.pid)).toBe(false)
    expect(await Promise.all(addressesOn(rig.card).map(isListening))).not.toContain(true)
    expect(existsSync(cardPath(rig.folder, RIG))).toBe(false)
    expect(isAlive(daemon.pid ?? 0)).toBe(true)
  })
})
