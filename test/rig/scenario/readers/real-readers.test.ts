import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Hearing } from '../../../../rigs/attachments/hearing.ts'
import { loadScenario } from '../../../../rigs/scenario/read.ts'
import { readerChoice } from '../../../../rigs/scenario/readers/reader-choice.ts'
import { runScenario } from '../../../../rigs/scenario/run.ts'
import { runSuite, type SuiteOptions } from '../../../../rigs/scenario/run-suite.ts'

const FIRST_LAB = 'test/scenarios/first-lab.yaml'
const OPTIONS: SuiteOptions = { lanes: ['virtual'], seed: 1, repeat: 1, bail: false, onRun: () => {} }

describe('readers that are chosen for a run', () => {
  test.for<[string, SuiteOptions['lanes'], string, string]>([
    ['that is virtual alone', ['virtual'], 'home/front-door=pty', 'USAGE'],
    ['whose rig has no such reader', ['virtual', 'live'], 'home/back-door=pty', 'NOT_FOUND'],
    ['at a place where they cannot be', ['live'], 'home/side-door=vpcd', 'UNSUPPORTED'],
  ])('%s are refused before anything runs', async ([, lanes, text, code]) => {
    const onRun = vi.fn()
    const suite = runSuite([loadScenario(FIRST_LAB)], { ...OPTIONS, lanes, readers: [readerChoice(text)], onRun })
    await expect(suite).rejects.toMatchObject({ code })
    expect(onRun).not.toHaveBeenCalled()
  })

  test('leave the run unverified where a pseudo-terminal cannot be made, with what mends it', async () => {
    vi.stubEnv('PATH', '/nowhere')
    onTestFinished(() => void vi.unstubAllEnvs())
    const readers = [readerChoice('home/front-door=pty')]
    const { verdict, failure } = await runScenario(loadScenario(FIRST_LAB), { lane: 'live', seed: 1, readers })
    expect([verdict, failure?.why]).toEqual(['unverified', expect.stringContaining('sudo apt-get install socat')])
    expect(failure?.repeat).toContain('--lane live --reader home/front-door=pty')
  })
})

test('a hearing gives the next that is meant, nothing where none comes in time, and nothing to who has left', async () => {
  const hearing = new Hearing<number>()
  const heard: number[] = []
  const leave = hearing.listen((each) => void heard.push(each))
  const next = hearing.next((each) => each > 1, 10_000)
  const none = hearing.next((each) => each > 9, 1)
  hearing.tell(1)
  leave()
  hearing.tell(2)
  expect([await next, await none, heard]).toEqual([2, undefined, [1]])
})
