import { existsSync } from 'node:fs'
import { readlink } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardPath } from '../../rigs/card.ts'
import { isAlive } from '../../rigs/cli/alive.ts'
import type { Seen } from '../helpers/a-bus-client.ts'
import { addressesOn, isListening, RIG } from '../helpers/a-live-rig.ts'
import { aRigWithPcscd, type RigWithPcscd } from '../helpers/a-rig-with-pcscd.ts'
import { PCSCD } from '../helpers/vpcd/private-pcscd.ts'
import { hardwareMissing } from './available.ts'

const DOOR = 'home/front-door'
const READER = 'Virtual PCD 00 00'

const missing = hardwareMissing()
const title = missing.length === 0 ? 'a running rig' : `a running rig (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(`${title} with a PC/SC reader at ${DOOR}`, () => {
  let desk: RigWithPcscd

  beforeAll(async () => {
    desk = await aRigWithPcscd()
  })

  afterAll(() => desk[Symbol.asyncDispose]())

  /** Lays the card on the reader; resolves with what the door made of it, from the reading to the end of the pulse. */
  const layOn = async (): Promise<{ event: Seen; decision: Seen }> => {
    const before = new Set(desk.observer.seen)
    const next = (is: (seen: Seen) => boolean): Promise<Seen> =>
      desk.observer.sees((seen) => !before.has(seen) && is(seen))
    const isOutput =
      (value: boolean) =>
      ({ topic, message }: Seen): boolean =>
        topic === `${DOOR}/state/o1` && message.channel === 'state' && message.data.value === value
    await desk.card.insert()
    const event = await next(({ topic }) => topic === `${DOOR}/event/tag-presented`)
    const decision = await next(({ topic }) => topic === `${DOOR}/decision`)
    const opened = await next(isOutput(true))
    expect([decision.message.causedBy, opened.message.causedBy]).toEqual([event.message.id, event.message.id])
    before.add(opened)
    await next((seen) => isOutput(false)(seen) && desk.observer.seen.indexOf(seen) > desk.observer.seen.indexOf(opened))
    return { event, decision }
  }

  const granted = {
    message: { data: { outcome: 'granted', user: { name: 'Anna' }, credential: { name: 'blue-card' } } },
  }

  test('is told by loxrig attach that two readers fit and none is taken, with what to write for each', async () => {
    const choices =
      '{ kind: pcsc, reader: Virtual PCD, slot: 00 00 } or { kind: pcsc, reader: Virtual PCD, slot: 00 01 }'
    expect(await desk.rig.run('attach', 'pcsc', DOOR, '--name', 'Virtual PCD')).toEqual({
      code: 2,
      stdout: '',
      stderr: `USAGE: ${DOOR}: there are 2 PC/SC readers whose name contains "Virtual PCD": Virtual PCD 00 00; Virtual PCD 00 01. Say which is meant: by --name, --serial or --slot of attach, in a rig file by ${choices}, or with a card: attach learn ${DOOR}.\n`,
    })
  })

  test('is told by loxrig attach that the reader is open', async () => {
    expect(await desk.rig.run('attach', 'pcsc', DOOR, '--slot', '00 00')).toEqual({
      code: 0,
      stdout: `${DOOR} reads with ${READER}. Lay a card on it.\nIt shows no outcome: no command for an LED or beeper of such a reader is known.\n`,
      stderr: '',
    })
    expect(await desk.rig.json('status')).toMatchObject({
      devices: expect.arrayContaining([expect.objectContaining({ device: DOOR, source: 'pcsc', attached: READER })]),
    })
    const again = await desk.rig.run('attach', 'pcsc', DOOR, '--slot', '00 00')
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining(`${DOOR} has ${READER} attached`) })
  })

  test('opens the door to the card that lies on it, and pcscd itself has asked that card', async () => {
    const { event, decision } = await layOn()
    expect(event.message.data).toMatchObject({ source: 'pcsc', sealed: expect.any(String) })
    expect(decision).toMatchObject(granted)
    expect(desk.card.commands).toEqual(['FFCA000000'])
    expect(await readlink(`/proc/${desk.daemon.pid}/exe`)).toBe(PCSCD)
    await desk.daemon.hasWritten('APDU: FF CA 00 00 00')
    await desk.daemon.hasWritten('SW: 04 A1 B2 C3 D4 E5 80 90 00')
    for (const { payload } of desk.observer.seen) expect(payload).not.toMatch(/04 ?A1 ?B2 ?C3/i)
  })

  test('opens it again to the card that was taken off and laid on again', async () => {
    await desk.takeOff()
    expect((await layOn()).decision).toMatchObject(granted)
    expect(desk.card.commands).toEqual(['FFCA000000', 'FFCA000000'])
    await desk.takeOff()
  })

  test('refuses a simulated tap and an advanced clock there, in a sentence', async () => {
    const tap = await desk.rig.run('tap', DOOR, 'blue-card')
    expect(tap).toMatchObject({ code: 2, stdout: '' })
    expect(tap.stderr).toBe(
      `UNSUPPORTED: ${DOOR} has a real reader attached (${READER}); use that, or loxrig detach ${DOOR}\n`,
    )
    expect((await desk.rig.run('time', 'advance', '1h')).stderr).toMatch(
      /^UNSUPPORTED: home\/front-door has a real reader/,
    )
  })

  test('says that the reader is lost when the daemon ends, and goes on', async () => {
    await desk.daemon.stop()
    await desk.rig.up.says(/^READER_LOST: home\/front-door: /)
    expect((await desk.rig.run('tap', 'office/front-door', 'blue-card', '--expect', 'granted')).code).toBe(0)
    expect(await desk.rig.run('tap', DOOR, 'blue-card')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^UNSUPPORTED: home\/front-door has a real reader attached/),
    })
    expect(desk.rig.up.lines(/^READER_LOST: /)).toHaveLength(1)
  })

  test('opens the door to a card again when the daemon is back', async () => {
    await desk.daemon.start()
    await desk.rig.up.says(new RegExp(`^READER_BACK: home/front-door: the reader "${READER}" is back$`))
    expect((await layOn()).decision).toMatchObject(granted)
    await desk.takeOff()
  })

  test('is given back its simulated source by loxrig detach', async () => {
    expect(await desk.rig.run('detach', DOOR)).toEqual({ code: 0, stdout: `${DOOR} is simulated again.\n`, stderr: '' })
    expect(await desk.rig.json('tap', DOOR, 'blue-card')).toMatchObject({ outcome: 'granted' })
    await desk.observer.sees(({ message }) => message.channel === 'event' && message.data.source === 'simulated')
    const events = desk.observer.seen.filter(({ topic }) => topic === `${DOOR}/event/tag-presented`)
    expect(events.map(({ message }) => Object(message.data).source)).toEqual(['pcsc', 'pcsc', 'pcsc', 'simulated'])
    expect(await desk.rig.run('detach', DOOR)).toMatchObject({ code: 2, stderr: expect.stringMatching(/^NOT_FOUND: /) })
  })

  test('ends with exit code 3 an attach for which there is no such reader', async () => {
    expect(await desk.rig.run('attach', 'pcsc', DOOR, '--name', 'ACR122')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^READER_ABSENT: .*"ACR122"\. There are: Virtual PCD 00 00, Virtual PCD 00 01\.\n$/,
      ),
    })
  })

  test('ends cleanly with the reader attached: no process, no port, no card, and the daemon goes on', async () => {
    await desk.rig.run('attach', 'pcsc', DOOR, '--slot', '00 00')
    expect((await desk.rig.up.end('SIGINT')).code).toBe(130)
    expect(isAlive(desk.rig.up.pid)).toBe(false)
    expect(await Promise.all(addressesOn(desk.rig.card).map(isListening))).not.toContain(true)
    expect(existsSync(cardPath(desk.rig.folder, RIG))).toBe(false)
    expect(isAlive(desk.daemon.pid ?? 0)).toBe(true)
  })
})
