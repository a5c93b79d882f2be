import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { localRigClient } from '../../../rigs/control/local.ts'
import type { LiveEstate } from '../../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../../rigs/open.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { aFolder } from '../../helpers/a-live-rig.ts'
import { ExternalBroker } from '../../helpers/an-external-broker.ts'
import { twoSitesFile } from '../../helpers/two-sites.ts'
import { processesWith } from './processes-with.ts'

const MINUTE_MS = 60_000

const BLUE_CARD = { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' } as const

/** What the machine itself takes between an instant and what is said because of it. */
const LATE_MAX_MS = 2_000

interface Apart extends Rig<LiveEstate> {
  readonly folder: string
}

/** The default lab with every device in a process of its own. */
const openApart = async (busUrl?: string): Promise<Apart> => {
  const folder = await aFolder()
  const rig = await openLiveRig(twoSitesFile(), {
    placement: 'process',
    listen: '127.0.0.1',
    directory: folder,
    trusts: true,
    onNotice: () => {},
    onStep: () => {},
    ...(busUrl !== undefined && { busUrl }),
  })
  return {
    ...rig,
    folder,
    async [Symbol.asyncDispose]() {
      await rig[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Lets time pass; returns all that was said meanwhile and how long it took by the machine's clock. */
const passing = async ({ estate }: Apart, durationMs: number) => {
  const seen: BusMessage[] = []
  const unobserve = estate.observe((message) => seen.push(message))
  const begunMs = performance.now()
  await estate.clock.advance(durationMs)
  unobserve()
  return { seen, tookMs: performance.now() - begunMs }
}

const signal = ({ folder }: Apart, device: string, name: NodeJS.Signals): void => {
  const [pid] = processesWith(`${folder}/two-sites/bundles/${device.replace('/', '-')}.json`)
  process.kill(pid ?? 0, name)
}

const tap = ({ context }: Apart) => localRigClient(context).call('tap', { reader: 'home/front-door', tag: 'blue-card' })

const timesOf = (seen: readonly BusMessage[], device: string, name: string): number[] =>
  seen.flatMap((message) =>
    message.channel === 'state' && `${message.site}/${message.device}` === device && message.name === name
      ? [message.timeMs]
      : [],
  )

describe('the clock of a rig whose devices are in processes of their own', () => {
  let rig: Apart
  beforeAll(async () => {
    rig = await openApart()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('goes from timer to timer: a pulse ends at its own instant, and each sign of life comes at its minute', async () => {
    await rig.estate.clock.advance(10_000)
    expect(await tap(rig)).toMatchObject({ outcome: 'granted' })
    const on = [...rig.estate.retained()].filter(
      (message) => message.channel === 'state' && message.data.value === true,
    )
    const { seen, tookMs } = await passing(rig, 15 * MINUTE_MS)
    const [off = 0] = timesOf(seen, 'home/front-door', 'o1')
    expect(off - (on[0]?.timeMs ?? 0)).toSatisfy(isAbout(3_000))
    for (const device of ['office/miniserver', 'home/front-door', 'home/gate']) {
      const alive = timesOf(seen, device, 'alive')
      expect([device, alive.length]).toEqual([device, 15])
      for (const [index, atMs] of alive.slice(1).entries()) {
        expect(atMs - (alive[index] ?? 0)).toSatisfy(isAbout(MINUTE_MS))
      }
    }
    expect(tookMs).toBeLessThan(MINUTE_MS)
  })

  test('R119: takes both sites through the night in which summer time ends, in no time', async () => {
    const { clock } = rig.estate
    const before = Date.UTC(2026, 9, 25, 0, 30)
    for (const site of ['office', 'home']) await clock.setWall(site, before)
    const { seen, tookMs } = await passing(rig, 60 * MINUTE_MS)
    expect(timesOf(seen, 'home/gate', 'alive')).toHaveLength(60)
    expect(tookMs).toBeLessThan(20 * MINUTE_MS)
    const { clocks } = await localRigClient(rig.context).call('time-show', {})
    // Half past two in summer time, and an hour later half past two again.
    expect(clocks.map(({ local }) => local)).toEqual(Array(2).fill(expect.stringContaining('2026-10-25T02:30')))
    const { atMs } = await tap(rig)
    expect(atMs - before - 60 * MINUTE_MS).toSatisfy((ms: number) => ms >= 0 && ms < MINUTE_MS)
  })

  test('settled() comes when what a tap has set off has come to rest in every process', async () => {
    const seen: string[] = []
    onTestFinished(rig.estate.observe(({ channel }) => seen.push(channel)))
    await rig.estate.clock.advance(10_000)
    seen.length = 0
    rig.estate.command('home', 'front-door', (id) => ({
      name: 'tap',
      data: { sealed: rig.estate.seal('home', 'front-door', credentialText(id, BLUE_CARD)), source: 'simulated' },
    }))
    await rig.estate.settled()
    expect(seen).toEqual(expect.arrayContaining(['command', 'event', 'receipt', 'decision', 'state']))
    const before = seen.length
    await rig.estate.settled()
    expect(seen).toHaveLength(before)
  })

  test('says in a sentence who does not come to rest, and goes on when it does', async () => {
    signal(rig, 'home/gate', 'SIGSTOP')
    onTestFinished(() => signal(rig, 'home/gate', 'SIGCONT'))
    await expect(rig.estate.clock.advance(MINUTE_MS)).rejects.toMatchObject({
      code: 'DEADLINE',
      message: 'Not settled after 10000 ms: home/gate did not come to rest.',
    })
    signal(rig, 'home/gate', 'SIGCONT')
    const { seen } = await passing(rig, 2 * MINUTE_MS)
    expect(timesOf(seen, 'home/gate', 'alive').length).toBeGreaterThanOrEqual(2)
  })

  test('R28: waits for nobody who is gone: Home stops using the users of a dead Office at the timeout, and not before', async () => {
    signal(rig, 'office/miniserver', 'SIGKILL')
    await rig.estate.next(
      ({ channel, site, device, data }) =>
        channel === '$state' && `${site}/${device}` === 'office/miniserver' && data === 'lost',
      10_000,
      'nobody said that Office is lost',
    )
    const isOffline = (message: BusMessage): boolean =>
      message.channel === 'notice' && message.name === 'trust-origin-offline'
    const early = await passing(rig, 9 * MINUTE_MS)
    expect(early.seen.filter(isOffline)).toEqual([])
    const late = await passing(rig, 6 * MINUTE_MS)
    expect(late.seen.filter(isOffline)).toHaveLength(1)
    expect(early.tookMs + late.tookMs).toBeLessThan(MINUTE_MS)
    expect(await tap(rig)).toMatchObject({ outcome: 'denied' })
  })
})

test('a broker of somebody else that goes and comes back loses no timer of any process', async () => {
  await using broker = new ExternalBroker()
  await broker.start()
  await using rig = await openApart(broker.url)
  await passing(rig, MINUTE_MS)
  await broker.stop()
  await broker.start()
  const back = rig.estate.next(({ channel, device }) => channel === '$state' && device === 'gate', 30_000, 'not back')
  await back
  const { seen } = await passing(rig, 5 * MINUTE_MS)
  expect(timesOf(seen, 'home/gate', 'alive').length).toBeGreaterThanOrEqual(5)
  expect(await tap(rig)).toMatchObject({ outcome: 'granted' })
})

function isAbout(expectedMs: number): (ms: number) => boolean {
  return (ms) => Math.abs(ms - expectedMs) < LATE_MAX_MS
}
