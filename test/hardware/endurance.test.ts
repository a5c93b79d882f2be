import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPcsc } from '../../rigs/attachments/pcsc.ts'
import { openLineReader } from '../../rigs/attachments/serial/line-reader.ts'
import { daemonRestarts, hangUps, tapsOnPcscd, tapsOnPty } from '../helpers/endurance.ts'
import { type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { hardwareMissing } from './available.ts'

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

/** The same as in the benchmarks reader-pty and reader-pcscd, less often. */
describe.skipIf(missing.length > 0)(`real readers, again and again${title}`, () => {
  let daemon: PrivatePcscd

  beforeAll(async () => {
    daemon = await startPrivatePcscd('Virtual PCD', ['PCD B', 'PCD C', 'PCD D', 'PCD E'])
    Object.assign(process.env, daemon.env)
  })

  afterAll(async () => {
    await daemon[Symbol.asyncDispose]()
  })

  test('10,000 taps through a pseudo-terminal all arrive, in order, and memory stays flat', async () => {
    const { lost, memory } = await tapsOnPty(10_000, openLineReader)
    const [early = 0, late = 0] = [memory[1], memory.at(-1)].map((each) => each?.heldBytes)
    expect(lost).toBe(0)
    expect(late / early).toBeLessThan(1.05)
  })

  test('20 taps at ten slots at the same time all arrive', async () => {
    expect(await tapsOnPcscd(20, daemon, openPcsc)).toMatchObject({ lost: 0 })
  })

  test('a daemon that ends 6 times loses none of its ten readers for good', async () => {
    expect(await daemonRestarts(6, daemon, openPcsc)).toMatchObject({ ms: { length: 6 }, lost: 0 })
  })

  test('a pseudo-terminal that hangs up 20 times loses no reader for good', async () => {
    expect(await hangUps(20, openLineReader)).toMatchObject({ ms: { length: 20 }, lost: 0 })
  })
})
