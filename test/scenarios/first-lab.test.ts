import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compareStories, printDifference } from '../../rigs/evidence/compare-stories.ts'
import { storyOf } from '../../rigs/evidence/story.ts'
import { loadScenario } from '../../rigs/scenario/read.ts'
import { runScenario } from '../../rigs/scenario/run.ts'
import { LoxrigProcess } from '../helpers/a-loxrig-process.ts'

const SCENARIO = resolve('test/scenarios/first-lab.yaml')
const MAIN = fileURLToPath(new URL('../../rigs/cli/main.ts', import.meta.url))

describe('the first lab', () => {
  test('C1, R109: join, share, grant, save and tap pass on the virtual lane', async () => {
    const { verdict, failure } = await runScenario(loadScenario(SCENARIO), { lane: 'virtual', seed: 1 })
    expect(failure).toBeUndefined()
    expect(verdict).toBe('pass')
  })

  test('leaves the same trace byte for byte in two processes that differ in time zone, language and folder', async () => {
    const [one, other] = await Promise.all([
      traceOf({ TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
      traceOf({ TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C' }),
    ])
    expect(one.length).toBeGreaterThan(50_000)
    expect(one.equals(other)).toBe(true)
  })

  test('tells the same story on the live lane', async () => {
    const scenario = loadScenario(SCENARIO)
    const virtual = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    const live = await runScenario(scenario, { lane: 'live', seed: 1 })
    expect(live.failure).toBeUndefined()
    const differences = compareStories(storyOf(virtual.records), storyOf(live.records))
    expect(differences.map((each) => printDifference(each, ['virtual', 'live']))).toEqual([])
  })
})

/** The trace that a `loxrig run` in a process of its own leaves. */
async function traceOf(env: Readonly<Record<string, string>>): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-trace-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const words = ['--import', import.meta.resolve('tsx'), MAIN, 'run', SCENARIO, '--report', 'report']
  await using process_ = new LoxrigProcess(process.execPath, words, { folder, env })
  const { code, stdout, stderr } = await process_.ended
  expect([code, stderr], stdout).toEqual([0, ''])
  return readFile(join(folder, 'report', 'trace.jsonl'))
}
