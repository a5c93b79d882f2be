import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { daemonRestarts, hangUps, tapsOnPcscd, tapsOnPty } from '../helpers/endurance.ts'
import { type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { hardwareMissing } from './available.ts'

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

/** The same as in the benchmark reader-endurance, less often. They reject where anything is lost. */
describe.skipIf(missing.length > 0)(`real readers, again and again${title}`, () => {
  let daemon: PrivatePcscd

  beforeAll(async () => {
    daemon = await startPrivatePcscd()
    Object.assign(process.env, daemon.env)
  })

  afterAll(async () => {
    await daemon[Symbol.asyncDispose]()
  })

  test('10,000 taps through a pseudo-terminal all arrive, in order, and memory stays flat', async () => {
    const { rssBytes } = await tapsOnPty(10_000)
    const [early = 0, late = 0] = [rssBytes[4], rssBytes.at(-1)]
    expect(late / early).toBeLessThan(1.3)
  })

  test('20 taps at two slots all arrive', async () => {
    await expect(tapsOnPcscd(20, daemon)).resolves.toBeDefined()
  })

  test('a daemon that ends 6 times loses no reader for good', async () => {
    expect((await daemonRestarts(6, daemon)).ms).toHaveLength(6)
  })

  test('a pseudo-terminal that hangs up 20 times loses no reader for good', async () => {
    expect((await hangUps(20)).ms).toHaveLength(20)
  })
})
