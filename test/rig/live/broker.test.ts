import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { cardPath, rigFolder } from '../../../rigs/card.ts'
import { anObserver } from '../../helpers/a-bus-client.ts'
import { aFolder, aLiveRig, type LiveRig, RIG } from '../../helpers/a-live-rig.ts'
import { startLoxrig } from '../../helpers/a-loxrig-process.ts'
import { ExternalBroker } from '../../helpers/an-external-broker.ts'

const aBroker = async (): Promise<ExternalBroker> => {
  const broker = new ExternalBroker()
  await broker.start()
  return broker
}

const tapOf = (rig: LiveRig) => rig.run('tap', 'home/front-door', 'blue-card', '--expect', 'granted')

/** `explain` asks Home's Miniserver, over HTTPS. */
const reasonAtHome = async (rig: LiveRig): Promise<unknown> => {
  const answer = await rig.json('explain', 'Anna@Office', 'home/access:Front Door')
  return (answer as { explanation: { reason?: string; outcome: string } }).explanation
}

describe('a rig whose broker goes away', () => {
  test('says so once, refuses taps in a sentence meanwhile, takes it up again, and says that once', async () => {
    await using broker = await aBroker()
    await using rig = await aLiveRig({ words: ['--bus', broker.url] })
    expect(rig.card.bus.url).toBe(broker.url)
    expect((await tapOf(rig)).code).toBe(0)

    for (const outage of [1, 2]) {
      await broker.stop()
      await vi.waitFor(() => expect(rig.up.lines(/^BROKER_LOST: .*it is waited for$/)).toHaveLength(outage), 10_000)
      expect(await tapOf(rig)).toEqual({
        code: 2,
        stdout: '',
        stderr: `BROKER_LOST: the broker at ${broker.url} is gone, so nothing reaches home/front-door; it is waited for\n`,
      })
      await broker.start()
      await vi.waitFor(() => expect(rig.up.lines(/^BROKER_BACK: /)).toHaveLength(outage), 20_000)
      expect((await tapOf(rig)).code).toBe(0)
    }
    expect(rig.up.lines(/^BROKER_LOST: /)).toHaveLength(2)
    expect(rig.up.stderr).not.toMatch(/Error|mistake/)
    expect((await rig.up.end('SIGINT')).code).toBe(130)
  })

  test('does not open a door afterwards for whoever stood there in vain', async () => {
    await using broker = await aBroker()
    await using rig = await aLiveRig({ words: ['--bus', broker.url] })
    await broker.stop()
    await rig.up.says(/^BROKER_LOST: /)
    expect((await tapOf(rig)).code).toBe(2)
    await broker.start()
    await rig.up.says(/^BROKER_BACK: /)
    await using observer = await anObserver(rig.card)
    await rig.json('tap', 'office/front-door', 'blue-card')
    await observer.sees(({ topic }) => topic === 'office/front-door/decision')
    expect(observer.seen.filter(({ topic }) => topic === 'home/front-door/decision')).toEqual([])
    expect(await rig.json('history', 'home/front-door')).toMatchObject({ entries: [] })
  })

  test('R2: still has its Trust, which never crosses the broker', async () => {
    await using broker = await aBroker()
    await using rig = await aLiveRig({ words: ['--bus', broker.url] })
    await broker.stop()
    await rig.up.says(/^BROKER_LOST: /)
    expect(await reasonAtHome(rig)).toMatchObject({ outcome: 'granted' })
    await rig.json('user', 'disable', 'office', 'Anna', '--app')
    await vi.waitFor(
      async () => expect(await reasonAtHome(rig)).toMatchObject({ outcome: 'denied', reason: 'DISABLED_BY_SOURCE' }),
      20_000,
    )
    expect(rig.up.lines(/^BROKER_BACK: /)).toEqual([])
  })
})

describe('a rig whose broker is not there yet', () => {
  test('waits for it with a message and comes up when it is', async () => {
    await using broker = await aBroker()
    await broker.stop()
    const folder = await aFolder()
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await using up = startLoxrig({ folder, words: ['up', '--bus', broker.url] })
    await up.says(/^BROKER_LOST: .*it is waited for$/)
    expect(up.stdout).toBe('')
    await broker.start()
    await up.says(/^rig ready/)
    expect(up.lines(/^BROKER_LOST: /)).toHaveLength(1)
  })

  test.for([
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const)('ends at the first %s with %i all the same, and leaves nothing', async ([signal, code]) => {
    await using broker = await aBroker()
    await broker.stop()
    const folder = await aFolder()
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await using up = startLoxrig({ folder, words: ['up', '--bus', broker.url] })
    await up.says(/^BROKER_LOST: /)
    expect((await up.end(signal)).code).toBe(code)
    expect(existsSync(cardPath(folder, RIG))).toBe(false)
    expect(existsSync(join(rigFolder(folder, RIG), 'pid'))).toBe(false)
  })

  test('says nowhere the login that stands in its address', async () => {
    await using broker = await aBroker()
    const url = broker.url.replace('mqtt://', 'mqtt://somebody:their-secret@')
    await using rig = await aLiveRig({ words: ['--bus', url] })
    await broker.stop()
    await rig.up.says(/^BROKER_LOST: /)
    const tap = await tapOf(rig)
    expect(tap.stderr).toContain(`BROKER_LOST: the broker at ${broker.url} is gone`)
    expect(rig.up.stdout + rig.up.stderr + tap.stderr).not.toContain('their-secret')
  })
})
