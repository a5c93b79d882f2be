import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Seen } from '../helpers/a-bus-client.ts'
import { aFolder, beside } from '../helpers/a-live-rig.ts'
import { startLoxrig } from '../helpers/a-loxrig-process.ts'
import { aRigWithPcscd, type RigWithPcscd } from '../helpers/a-rig-with-pcscd.ts'
import { hardwareMissing } from './available.ts'

const DOOR = 'home/front-door'
const FIRST = 'Virtual PCD 00 00'
const SECOND = 'Virtual PCD 00 01'
/** Longer than readers take to open and settle, and a card to be read. */
const LEARNT_MS = 2000

const missing = hardwareMissing()
const title = missing.length === 0 ? 'loxrig attach' : `loxrig attach (unverified: ${missing.join(' ')})`

/** In this order: each goes on where the one before it has stopped. */
describe.skipIf(missing.length > 0)(title, () => {
  let desk: RigWithPcscd

  beforeAll(async () => {
    desk = await aRigWithPcscd({ slot: 1 })
  })

  afterAll(() => desk[Symbol.asyncDispose]())

  const isDecision = ({ topic }: Seen): boolean => topic === `${DOOR}/decision`

  test('list shows the readers that are there without a rig, and what cannot be listed', async () => {
    const folder = await aFolder()
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    expect(await beside(folder, { ...desk.daemon.env, PATH: '/nowhere' }).json('attach', 'list')).toEqual({
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
    await desk.card.insert()
    const asked = desk.daemon.writes('APDU: FF CA 00 00 00')
    const learning = startLoxrig({ folder: desk.rig.folder, words: ['attach', 'learn', DOOR], env: desk.daemon.env })
    await learning.says(
      /^Present a card, an iButton or a finger to the reader that shall be at home\/front-door, within 60s\./,
    )
    await asked
    await learning.end('SIGINT')
    await desk.takeOff()
    const noticed = desk.daemon.writes('Card inserted into')
    await desk.card.insert()
    await noticed
    await desk.takeOff()
    const { devices } = Object(await desk.rig.json('status'))
    expect(devices.filter((device: object) => 'attached' in device)).toEqual([])
    expect(await desk.rig.run('tap', DOOR, 'blue-card', '--expect', 'granted')).toMatchObject({ code: 0 })
  })

  test('learn attaches the reader on which a card is laid, which opens nothing then', async () => {
    const before = new Set(desk.observer.seen)
    const learning = desk.rig.json('attach', 'learn', DOOR)
    let learnt: unknown
    while (learnt === undefined) {
      await desk.card.insert()
      learnt = await Promise.race([learning, once(AbortSignal.timeout(LEARNT_MS), 'abort').then(() => undefined)])
      await desk.takeOff()
    }
    expect(learnt).toEqual({
      reader: DOOR,
      source: 'pcsc',
      name: SECOND,
      feedback: false,
      line: 'source: { kind: pcsc, reader: Virtual PCD, slot: 00 01 }',
    })
    expect(desk.observer.seen.filter((seen) => !before.has(seen) && isDecision(seen))).toEqual([])

    const earlier = new Set(desk.observer.seen)
    const asked = desk.card.commands.length
    await desk.card.insert()
    const { message } = await desk.observer.sees((seen) => !earlier.has(seen) && isDecision(seen))
    expect(message).toMatchObject({ data: { outcome: 'granted', credential: { name: 'blue-card' } } })
    expect(desk.card.commands.slice(asked)).toEqual(['FFCA000000'])
    await desk.takeOff()
  })

  test.for<[string, readonly string[], string]>([
    ['no such reader', ['home/one-wire'], 'NOT_FOUND: no reader home/one-wire in rig two-sites. Readers there: '],
    ['no adapter that answers', ['home/side-door'], 'READER_ABSENT: home/side-door: '],
    ['a reader that has one', [DOOR], `NAME_TAKEN: ${DOOR} has `],
    ['a wait that is too long', ['office/front-door', '--within', '1h'], 'USAGE: '],
  ])('learn sends nobody for a card where there is %s', async ([, words, refusal]) => {
    const { code, stdout, stderr } = await desk.rig.run('attach', 'learn', ...words)
    expect(code).not.toBe(0)
    expect(stderr).toContain(refusal)
    expect(stdout + stderr).not.toContain('Present a card')
  })

  test('learn says so when nobody comes in time', async () => {
    await desk.rig.run('detach', DOOR)
    const { code, stderr } = await desk.rig.run('attach', 'learn', DOOR, '--within', '700ms')
    expect(code).toBe(2)
    expect(stderr).toContain(`DEADLINE: ${DOOR}: nothing was presented in time to any of: ${FIRST}, ${SECOND}\n`)
  })
})
