import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Seen } from '../helpers/a-bus-client.ts'
import { aRigWithPcscd, BLUE_CARD, type RigWithPcscd } from '../helpers/a-rig-with-pcscd.ts'
import { VirtualCard } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const DOOR = 'home/front-door'
/** The reader is the virtual one under another's name: what reaches the card is what a real one would keep for itself. */
const ACR122U = 'ACS ACR122U PICC Interface'
/** Eight bytes, as an encrypted tag's id has, and as a reader gives them for ISO 15693. */
const EIGHT_BYTES = '0FB9B6D20654031F'
const GET_UID = 'FFCA000000'
const GRANTED = 'FF0040A00403000101'
const DENIED = 'FF0040500401010201'
const GET_VERSION = '9060000000'
const ANSWERS = { [GRANTED]: '9002', [DENIED]: '9001', [GET_VERSION]: '0401013300160591AF' }
const DESFIRE = '3B8180018080'

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(`a running rig with a reader that has LED and beeper${title}`, () => {
  let desk: RigWithPcscd

  beforeAll(async () => {
    desk = await aRigWithPcscd({ name: ACR122U })
  })

  afterAll(() => desk[Symbol.asyncDispose]())

  /** Lays a card on until it is asked that; resolves with what the door decided and all that was asked. */
  const laidOn = async (uid: string, untilAsked: string, atr?: string): Promise<[Seen['message'], string[]]> => {
    const kind = atr === undefined ? {} : { atr }
    await using card = new VirtualCard({ port: desk.daemon.ports[0], uid, answers: ANSWERS, ...kind })
    const before = new Set(desk.observer.seen)
    await card.insert()
    const { message } = await desk.observer.sees((seen) => !before.has(seen) && seen.topic === `${DOOR}/decision`)
    await vi.waitFor(() => expect(card.commands).toContain(untilAsked), { timeout: 5000 })
    const off = desk.daemon.writes('Card Removed From')
    await card.remove()
    await off
    return [message, card.commands]
  }

  test('shows green and beeps for a card that opens the door', async () => {
    expect(await desk.rig.run('attach', 'pcsc', DOOR, '--name', 'ACR122', '--slot', '00 00')).toMatchObject({
      code: 0,
      stdout: `${DOOR} reads with ${ACR122U} 00 00. Lay a card on it.\n`,
    })
    const [decision, asked] = await laidOn(BLUE_CARD, GRANTED)
    expect(decision).toMatchObject({ data: { outcome: 'granted', credential: { name: 'blue-card' } } })
    expect(asked).toEqual([GET_UID, GRANTED])
  })

  test('shows red for a UID that nobody has', async () => {
    const [decision, asked] = await laidOn('04C0FFEE', DENIED)
    expect(decision).toMatchObject({ data: { outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL' } })
    expect(asked).toEqual([GET_UID, DENIED])
  })

  test('tells whoever looks after the rig that a DESFire is known by its UID only', async () => {
    const [decision] = await laidOn('04A1B2C3D4E581', DENIED, DESFIRE)
    expect(decision).toMatchObject({ data: { outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL' } })
    await desk.rig.up.says(/^READER_UID_ONLY: home\/front-door: the card is a DESFire EV3, /)
  })

  test('opens nothing for a UID of the same eight bytes as an encrypted tag that is somebody’s', async () => {
    await desk.rig.run('config', 'load', 'home')
    const id = EIGHT_BYTES.replace(/..(?=.)/g, '$& ')
    expect(await desk.rig.run('user', 'edit', 'home', 'Helga', '--add-tag', `${id} EC`)).toMatchObject({ code: 0 })
    expect(await desk.rig.run('config', 'save', 'home')).toMatchObject({ code: 0 })
    const [decision, asked] = await laidOn(EIGHT_BYTES, DENIED)
    expect(decision).toMatchObject({ data: { outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL' } })
    expect(asked).toEqual([GET_UID, DENIED])
    await desk.rig.run('detach', DOOR)
    expect(await desk.rig.json('tap', DOOR, `${id} EC`)).toMatchObject({ user: { name: 'Helga' } })
  })
})
