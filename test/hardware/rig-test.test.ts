import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { expect, type RigTestOptions, rigTest } from '../../rigs/vitest/index.ts'
import { startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { VirtualCard } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`
const LAB = { rig: 'rigs/two-sites.yaml', start: '2026-10-23T10:00[Europe/Vienna]', lane: 'live' } as const
/** Of a card of somebody, which the rig file does not know. */
const THEIRS = '04C0FFEE'

/** What a test has is said where it is defined, so the daemon is there before. */
const daemon = missing.length === 0 ? await startPrivatePcscd() : undefined
if (daemon !== undefined) Object.assign(process.env, daemon.env)
const [first = 0, second = 0] = daemon?.ports ?? []
const folder = mkdtempSync(join(tmpdir(), 'loxrig-rig-test-'))
const secrets = join(folder, 'my-cards.yaml')
writeFileSync(secrets, 'credentials:\n  blue-card: { tag: 04 C0 FF EE }\n', { mode: 0o600 })

afterAll(async () => {
  await daemon?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(missing.length > 0)(`rigTest() whose readers are swapped${title}`, () => {
  const swapped = (options: Omit<RigTestOptions, keyof typeof LAB>) => rigTest({ ...LAB, ...options })

  for (const source of ['simulated', 'pty', `vpcd:${first}`] as const)
    swapped({ readers: { 'home/front-door': source }, report: join(folder, source.slice(0, 4)) })(
      `takes the same steps at a keypad with ${source.split(':')[0]}`,
      async ({ rig }) => {
        const door = rig.reader('home/front-door')
        await rig.tap('blue-card', { reader: 'home/front-door' })
        await expect(door).toOpen({ user: 'Anna@Office' })
        await rig.until('18:00', { site: 'home' })
        await rig.tap('red-card', { reader: 'home/front-door' })
        await expect(door).toBeDeniedBecause('OUTSIDE_SCHEDULE')
      },
    )

  test('their reports tell how long the real ones took, and nothing of the simulated one', () => {
    const readers = ['simu', 'pty', 'vpcd'].map((name) => {
      const at = join(folder, name, 'rig-test.test')
      const of = { simu: 'simulated', pty: 'pty', vpcd: 'vpcd' }[name]
      const run = `rigtest-whose-readers-are-swapped-takes-the-same-steps-at-a-keypad-with-${of}`
      return JSON.parse(readFileSync(join(at, run, 'result.json'), 'utf8')).readers
    })
    expect(readers).toEqual([
      undefined,
      ...['serial', 'pcsc'].map((source) => [
        expect.objectContaining({ reader: 'home/front-door', source, presentations: 2, minMs: expect.any(Number) }),
      ]),
    ])
  })

  swapped({ readers: { 'home/side-door': 'pty' } })('takes the same steps at an iButton reader', async ({ rig }) => {
    await rig.touch('blue-button', { reader: 'home/side-door' })
    await expect(rig.reader('home/side-door')).toOpen({ user: 'Anna@Office' })
  })

  const card = new VirtualCard({ port: second, uid: THEIRS })
  const asked: string[] = []
  const person = {
    ask(sentence: string): void {
      asked.push(sentence)
      void card.insert()
    },
  }
  const onBench = { 'home/front-door': { kind: 'pcsc', reader: 'Virtual PCD', slot: '00 01' } } as const

  swapped({ readers: onBench, secrets, person })('asks a person for the cards that they have', async ({ rig }) => {
    await rig.tap('blue-card', { reader: 'home/front-door' })
    await card.remove()
    await expect(rig.reader('home/front-door')).toOpen({ user: 'Anna@Office' })
    expect(asked).toEqual(['Hold blue-card to home/front-door, and take it off again (within 60s)'])
  })
})
