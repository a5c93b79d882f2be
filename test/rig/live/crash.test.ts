import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Oracle } from '../../../scripts/crash/oracle.ts'
import { crashOnce } from '../../../scripts/crash/round.ts'
import { seededRandom } from '../../../sim/world/seeded-random.ts'
import { aFolder } from '../../helpers/a-live-rig.ts'

const ROUNDS = 20

test(`what a Miniserver acknowledged is there after each of ${ROUNDS} kill -9 at instants of chance, torn writes included`, async () => {
  const seed = Number(process.env.LOXRIG_CRASH_SEED ?? Date.now() % 2 ** 31)
  const random = seededRandom(seed)
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const oracle = new Oracle(join(folder, 'acknowledged.jsonl'))
  let number = 0
  const chance = (): number => Number.parseInt(random(4), 16) / 2 ** 32
  for (let round = 1; round <= ROUNDS; round++) {
    const { lost, killedAfterMs } = await crashOnce({ folder, oracle, chance, next: () => ++number })
    const when = `round ${round} of seed ${seed}, killed after ${Math.round(killedAfterMs)} ms`
    expect({ when, lost }).toEqual({ when, lost: [] })
  }
  console.info(`crash: seed ${seed}, ${oracle.all.length} acknowledged writes, none lost`)
}, 300_000)
