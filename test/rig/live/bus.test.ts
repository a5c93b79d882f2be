import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rigFolder } from '../../../rigs/card.ts'
import type { Bundle } from '../../../rigs/factory/bundle.ts'
import { anObserver, type BusClient, openBusClient, type Seen } from '../../helpers/a-bus-client.ts'
import { aLiveRig, type LiveRig, RIG } from '../../helpers/a-live-rig.ts'

const BLUE_CARD = '04 A1 B2 C3 D4 E5 80'

/** What follows from a message, itself included, by topic and in order. */
const chainFrom = (seen: readonly Seen[], first: Seen): Seen[] => {
  const causes = new Set([first.message.id])
  return seen.filter(({ message }) => {
    const isOne = causes.has(message.id) || causes.has(message.causedBy ?? '')
    if (isOne) causes.add(message.id)
    return isOne
  })
}

/** All ways in which somebody could write an id, and how it looks in base64. */
const spellingsOf = (id: string): string[] => {
  const hex = id.replaceAll(' ', '')
  const bytes = Buffer.from(hex, 'hex')
  const reversed = Buffer.from(bytes.toReversed()).toString('hex')
  return [id, hex, reversed, bytes.toString('base64').slice(0, -2), Buffer.from(hex).toString('base64').slice(0, -2)]
}

const isDecisionAtHome = ({ topic }: Seen): boolean => topic === 'home/front-door/decision'

/** What a tap that opens the door causes, by topic below the keypad. */
const WHOLE_TAP = [
  'event/tag-presented',
  'receipt',
  'decision',
  'command/feedback',
  'state/led',
  ...['o1', 'as', 'nco', 'nlo', 'cla', 'tla', 'ula', 'unla', 'uidla'].map((output) => `state/${output}`),
]

/** The whole story of one tap, as the broker carried it. */
const expectWholeTap = async (rig: LiveRig, observer: BusClient): Promise<void> => {
  expect(await rig.json('tap', 'home/front-door', 'blue-card')).toMatchObject({ outcome: 'granted' })
  const command = await observer.sees(({ topic }) => topic === 'home/front-door/command/tap')
  await observer.sees(({ topic, message }) => topic.endsWith('/o1') && Object(message.data).value === true)
  await observer.sees(({ topic, message }) => topic.endsWith('/led') && Object(message.data).value === 'green')
  for (const name of WHOLE_TAP) {
    await observer.sees(({ topic, message }) => topic === `home/front-door/${name}` && message.causedBy !== undefined)
  }
  const chain = chainFrom(observer.seen, command)
  expect(new Set(chain.map(({ topic }) => topic.replace('home/front-door/', '')))).toEqual(
    new Set(['command/tap', ...WHOLE_TAP]),
  )
  const [event] = chain.filter(({ message }) => message.channel === 'event')
  expect(event?.message.causedBy).toBe(command.message.id)
  const [receipt] = chain.filter(({ message }) => message.channel === 'receipt')
  expect(receipt?.message).toMatchObject({ data: { event: event?.message.id } })
  expect(await observer.sees(isDecisionAtHome)).toMatchObject({
    message: { causedBy: event?.message.id, data: { outcome: 'granted', credential: { name: 'blue-card' } } },
  })
}

test('a rig in one process has every exchange with a device on the broker all the same', async () => {
  await using rig = await aLiveRig()
  await using observer = await anObserver(rig.card)
  await expectWholeTap(rig, observer)
})

describe('a rig with a process for each device', () => {
  let rig: LiveRig
  let observer: BusClient
  const bundleOf = async (device: string): Promise<Bundle> =>
    JSON.parse(await readFile(join(rigFolder(rig.folder, RIG), 'bundles', `${device}.json`), 'utf8'))
  const as = async ({ bus }: Bundle): Promise<BusClient> => openBusClient(bus, 'somebody-else')

  beforeAll(async () => {
    rig = await aLiveRig({ words: ['--placement', 'process'] })
    observer = await anObserver(rig.card)
  })
  afterAll(async () => {
    await observer[Symbol.asyncDispose]()
    await rig[Symbol.asyncDispose]()
  })

  test('lets an observer see a whole tap on the broker: command, event, receipt, decision, feedback and output', async () => {
    await expectWholeTap(rig, observer)
  })

  test('seals credentials: the id of a card is in no message in any spelling', async () => {
    await rig.json('tap', 'home/front-door', 'blue-card')
    await rig.json('tap', 'home/front-door', 'AB CD EF 01')
    await observer.sees(({ message }) => message.channel === 'decision' && message.data.outcome === 'denied')
    expect(observer.seen.some(({ payload }) => payload.includes('"sealed":'))).toBe(true)
    for (const { payload } of observer.seen) {
      for (const spelling of [...spellingsOf(BLUE_CARD), ...spellingsOf('AB CD EF 01')]) {
        expect(payload.toLowerCase()).not.toContain(spelling.toLowerCase())
      }
    }
  })

  test('lets its observer publish nothing, and says who tried', async () => {
    const feedback = 'home/front-door/command/feedback'
    const old = await observer.sees(({ topic }) => topic === feedback)
    const forged = old.payload.replace(old.message.id, 'forged-by-the-observer')
    await observer.publish(feedback, forged)
    await observer.publish('home/front-door/state/o1', forged)
    await rig.up.says(/^FORBIDDEN: .*"an-observer" may not publish to .*command\/feedback/)
    await rig.up.says(/^FORBIDDEN: .*"an-observer" may not publish to .*state\/o1/)
    const before = observer.seen.length
    await rig.json('tap', 'home/front-door', 'blue-card')
    await observer.sees((seen) => observer.seen.indexOf(seen) >= before && isDecisionAtHome(seen))
    expect(observer.seen.some(({ message }) => message.id === 'forged-by-the-observer')).toBe(false)
  })

  test('keeps the login of each device in a bundle of its own', async () => {
    const logins = await Promise.all(
      ['office-miniserver', 'office-front-door', 'office-one-wire', 'home-front-door', 'home-gate'].map(bundleOf),
    )
    expect(new Set(logins.map(({ bus }) => bus.password)).size).toBe(logins.length)
    await expect(openBusClient({ ...rig.card.bus, username: 'home/front-door' }, 'x')).rejects.toThrow(
      /refused|authorized/i,
    )
    for (const { bus } of logins) {
      for (const { payload } of observer.seen) expect(payload).not.toContain(bus.password)
    }
  })

  test("lets a keypad read its own commands and nobody else's", async () => {
    await using keypad = await as(await bundleOf('home-front-door'))
    expect(await keypad.subscribe('home/front-door/command/+')).toBe(true)
    for (const filter of [
      '#',
      'home/#',
      'home/+/command/+',
      'home/one-wire/command/+',
      'office/front-door/command/+',
      'home/front-door/event/+',
      'home/front-door/decision',
    ]) {
      expect([filter, await keypad.subscribe(filter)]).toEqual([filter, false])
    }
  })

  test('lets a keypad publish as itself and as nobody else', async () => {
    await using keypad = await as(await bundleOf('home-front-door'))
    const { topic, payload, message } = await observer.sees(({ topic }) => topic === 'home/front-door/state/led')
    const own = payload.replace(message.id, 'its-own')
    for (const other of ['office', 'home']) {
      const device = other === 'home' ? 'one-wire' : 'front-door'
      const source = `/loxrig/two-sites/${other}/${device}`
      const forged = own.replace('its-own', 'not-its-own').replace('/loxrig/two-sites/home/front-door', source)
      await keypad.publish(`${other}/${device}/state/led`, forged)
      await rig.up.says(new RegExp(`^FORBIDDEN: .*may not publish to .*${other}/${device}/state/led`))
    }
    await keypad.publish(topic, own)
    await observer.sees(({ message: { id } }) => id === 'its-own')
    expect(observer.seen.some(({ message: { id } }) => id === 'not-its-own')).toBe(false)
  })
})
