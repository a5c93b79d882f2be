import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { compareStories, printDifference } from '../../../rigs/evidence/compare-stories.ts'
import { storyOf } from '../../../rigs/evidence/story.ts'
import { loadScenario } from '../../../rigs/scenario/read.ts'
import { runScenario } from '../../../rigs/scenario/run.ts'

test('the first lab tells the same story with every device in a process of its own', async () => {
  const scenario = loadScenario(resolve('test/scenarios/first-lab.yaml'))
  const inOne = await runScenario(scenario, { lane: 'live', seed: 1 })
  const apart = await runScenario(scenario, { lane: 'live', seed: 1, placement: 'process' })
  expect(apart.failure).toBeUndefined()
  const differences = compareStories(storyOf(inOne.records), storyOf(apart.records))
  expect(differences.map((each) => printDifference(each, ['in-process', 'process']))).toEqual([])
})

test('C13: what is said of networks, and of admin/admin, reaches Miniservers in processes of their own', async () => {
  const scenario = loadScenario(resolve('test/scenarios/catalogue/c13-cloud-dns-with-default-password.yaml'))
  const apart = await runScenario(scenario, { lane: 'live', seed: 1, placement: 'process' })
  expect([apart.verdict, apart.failure]).toEqual(['pass', undefined])
})
